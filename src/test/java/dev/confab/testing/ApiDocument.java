package dev.confab.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI or the AsyncAPI document, and whether a value is what it promises. It knows as much of JSON Schema as our
 * documents use, and is stricter in one thing: a field that no schema names is wrong.
 */
public final class ApiDocument {
    private static final Map<Object, Pattern> FORMATS = Map.of(
            "date-time", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
            "uuid", Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));

    private final Object root;

    private ApiDocument(String resource) {
        try (InputStream yaml = ApiDocument.class.getResourceAsStream(resource)) {
            root = new Load(LoadSettings.builder().setLabel(resource).build()).loadFromInputStream(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** REST. */
    public static ApiDocument openApi() {
        return new ApiDocument("/META-INF/openapi.yaml");
    }

    /** The socket. */
    public static ApiDocument asyncApi() {
        return new ApiDocument("/META-INF/asyncapi.yaml");
    }

    /** JSON as maps, lists, strings, numbers and booleans: the form in which {@link #objections} takes values. */
    public static Object json(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /** What stands at a JSON pointer such as {@code /components/schemas}, references followed. */
    public Object at(String pointer) {
        Object found = root;
        for (String step : pointer.substring(1).split("/")) {
            found = map(resolve(found)).get(step.replace("~1", "/").replace("~0", "~"));
            if (found == null) {
                throw new AssertionError("the document has no " + pointer);
            }
        }
        return resolve(found);
    }

    /** The object that stands at a JSON pointer. */
    public Map<String, Object> objectAt(String pointer) {
        return map(at(pointer));
    }

    /** Every reference of the document, for example {@code #/components/schemas/Id}. */
    public Stream<String> references() {
        return references(root);
    }

    private static Stream<String> references(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().flatMap(ApiDocument::references);
        }
        if (!(node instanceof Map<?, ?> map)) {
            return Stream.empty();
        }
        Stream<String> inside = map.values().stream().flatMap(ApiDocument::references);
        return map.get("$ref") instanceof String reference ? Stream.concat(Stream.of(reference), inside) : inside;
    }

    /** What is wrong with the value, measured by the schema that stands at the pointer; empty when it fits. */
    public List<String> objections(String schemaPointer, Object value) {
        List<String> objections = new ArrayList<>();
        check("", at(schemaPointer), value, objections);
        return objections;
    }

    private void check(String where, Object schema, Object value, List<String> objections) {
        List<Map<String, Object>> parts = parts(schema).toList();
        Set<String> named = new HashSet<>();
        boolean isClosed = false;
        for (Map<String, Object> part : parts) {
            checkScalar(where, part, value, objections);
            if (part.containsKey("oneOf")) {
                long fitting = list(part.get("oneOf")).stream()
                        .filter(one -> fits(one, value))
                        .count();
                if (fitting != 1) {
                    objections.add(where + ": fits " + fitting + " of the alternatives: " + value);
                }
            }
            if (value instanceof List<?> items && part.containsKey("items")) {
                items.forEach(item -> check(where + "[]", part.get("items"), item, objections));
            }
            if (value instanceof Map<?, ?> fields) {
                Map<String, Object> properties = map(part.getOrDefault("properties", Map.of()));
                named.addAll(properties.keySet());
                isClosed |= !properties.isEmpty();
                list(part.getOrDefault("required", List.of())).stream()
                        .filter(name -> !fields.containsKey(name))
                        .forEach(name -> objections.add(where + "/" + name + ": is missing"));
                fields.forEach((name, field) -> {
                    Object its = properties.getOrDefault(name, part.get("additionalProperties"));
                    if (its != null) {
                        check(where + "/" + name, its, field, objections);
                    }
                });
            }
        }
        if (isClosed && value instanceof Map<?, ?> fields) {
            fields.keySet().stream()
                    .filter(name -> !named.contains(name))
                    .forEach(name -> objections.add(where + "/" + name + ": is not in the document"));
        }
    }

    private boolean fits(Object schema, Object value) {
        List<String> objections = new ArrayList<>();
        check("", schema, value, objections);
        return objections.isEmpty();
    }

    private static void checkScalar(String where, Map<String, Object> schema, Object value, List<String> objections) {
        Object type = schema.get("type");
        List<?> types = type instanceof List<?> several
                ? several
                : Stream.ofNullable(type).toList();
        boolean isNullable = Boolean.TRUE.equals(schema.get("nullable"));
        boolean isRight = types.isEmpty()
                || isNullable && value == null
                || types.stream().anyMatch(one -> isOfType((String) one, value));
        if (isRight && schema.containsKey("const")) {
            isRight = schema.get("const").equals(value);
        }
        if (isRight && schema.containsKey("enum")) {
            isRight = list(schema.get("enum")).contains(value);
        }
        if (isRight && value instanceof String text) {
            Pattern form = FORMATS.get(schema.getOrDefault("format", "none"));
            isRight = text.length() <= (Integer) schema.getOrDefault("maxLength", Integer.MAX_VALUE)
                    && (form == null || form.matcher(text).matches());
        }
        if (!isRight) {
            objections.add(where + ": " + value + " is not " + schema);
        }
    }

    private static boolean isOfType(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            case "null" -> value == null;
            default -> throw new AssertionError("the document has an unknown type " + type);
        };
    }

    /** The schema with its references and {@code allOf} laid open: all of these must fit. */
    Stream<Map<String, Object>> parts(Object schema) {
        Map<String, Object> resolved = map(resolve(schema));
        return Stream.concat(
                Stream.of(resolved),
                list(resolved.getOrDefault("allOf", List.of())).stream().flatMap(this::parts));
    }

    private Object resolve(Object node) {
        return node instanceof Map<?, ?> map && map.get("$ref") instanceof String reference
                ? at(reference.substring(1))
                : node;
    }

    @SuppressWarnings("unchecked") // all keys of these documents are strings
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    private static List<?> list(Object node) {
        return (List<?>) node;
    }
}
