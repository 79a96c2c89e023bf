package dev.confab.web;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.confab.event.Kind;
import dev.confab.testing.ApiDocument;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say and what the code does are the same, in both directions. */
class DocumentsTest {
    private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete");

    private final ApiDocument rest = ApiDocument.openApi();
    private final ApiDocument socket = ApiDocument.asyncApi();

    @Test
    void every_rest_call_is_in_the_document_and_nothing_else_is() {
        assertThat(documentedCalls().keySet()).containsExactlyInAnyOrderElementsOf(calls().keySet());
    }

    @Test
    void a_body_is_documented_for_exactly_the_calls_that_take_one() {
        assertThat(documented(call -> call.containsKey("requestBody")))
                .isNotEmpty()
                .isEqualTo(coded(method -> List.of(method.getParameterTypes()).contains(Input.class)
                        || List.of(method.getParameterTypes()).contains(InputStream.class)));
    }

    @Test
    void exactly_the_open_calls_are_documented_as_open() {
        assertThat(documented(call -> call.containsKey("security")))
                .isNotEmpty()
                .isEqualTo(coded(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Open"))));
    }

    @Test
    void every_call_that_is_not_open_may_answer_401() {
        assertThat(documented(call -> ((Map<?, ?>) call.get("responses")).containsKey("401")))
                .containsAll(coded(method -> method.getAnnotations().length > 0
                        && Arrays.stream(method.getAnnotations())
                                .noneMatch(annotation -> annotation
                                        .annotationType()
                                        .getSimpleName()
                                        .equals("Open"))));
    }

    @Test
    void every_kind_of_event_is_in_the_document_and_nothing_else_is() {
        assertThat(constants("tell", "kind"))
                .isEqualTo(Arrays.stream(Kind.values()).map(Kind::word).collect(toSet()));
        assertThat(messages("tell")).isEqualTo(constants("tell", "kind"));
    }

    @Test
    void every_frame_of_a_client_is_in_the_document_and_nothing_else_is() throws IOException {
        assertThat(constants("hear", "type"))
                .isEqualTo(words("src/main/java/dev/confab/web/live/Conversation.java", "case \"(\\w+)\" ->"));
    }

    @Test
    void every_frame_of_the_server_is_in_the_document_and_nothing_else_is() throws IOException {
        assertThat(constants("say", "type"))
                .isEqualTo(words("src/main/java/dev/confab/web/live/Frames.java", "[ (]of\\(\"(\\w+)\"\\)"));
        assertThat(constants("tell", "type")).containsExactly("event");
    }

    @Test
    void what_both_documents_describe_they_describe_alike() {
        Map<String, Object> common = new HashMap<>(rest.objectAt("/components/schemas"));
        Map<String, Object> live = socket.objectAt("/components/schemas");
        common.keySet().retainAll(live.keySet());
        common.remove("Event"); // a frame has a type as well
        assertThat(common).containsKeys("Message", "Tombstone", "User", "ChannelFacts", "Problem");
        common.forEach((name, schema) ->
                assertThat(asInOpenApi(live.get(name))).as(name).isEqualTo(schema));
    }

    @Test
    void no_reference_leads_nowhere() {
        for (ApiDocument document : List.of(rest, socket)) {
            assertThat(document.references())
                    .isNotEmpty()
                    .allSatisfy(reference ->
                            assertThat(document.at(reference.substring(1))).isNotNull());
        }
    }

    /** The methods that answer requests, by verb and path. */
    private static Map<String, Method> calls() {
        Map<String, Method> calls = new TreeMap<>();
        List<Class<?>> ours = new ClassFileImporter()
                .importPackages("dev.confab.web.rest").stream()
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
        String root = ours.stream()
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(ApplicationPath.class)))
                .map(ApplicationPath::value)
                .findFirst()
                .orElseThrow();
        for (Class<?> resource : ours) {
            for (Method method : resource.getDeclaredMethods()) {
                verb(method).forEach(verb -> calls.put(verb + " " + path(root, resource, method), method));
            }
        }
        assertThat(calls).as("the resources were found").isNotEmpty();
        return calls;
    }

    private static Stream<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(annotation ->
                        Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
                .map(verb -> verb.value().toLowerCase(Locale.ROOT));
    }

    private static String path(String root, Class<?> resource, Method method) {
        String path = Stream.of(resource.getAnnotation(Path.class), method.getAnnotation(Path.class))
                .filter(part -> part != null)
                .map(Path::value)
                .collect(Collectors.joining("/"));
        return (root + "/" + path).replaceAll("/+", "/").replaceAll("/$", "");
    }

    private Map<String, Map<?, ?>> documentedCalls() {
        Map<String, Map<?, ?>> calls = new TreeMap<>();
        Map<String, Object> paths = new TreeMap<>(rest.objectAt("/paths"));
        assertThat(paths.remove("/files/{id}")).as("a servlet's").isNotNull();
        paths.forEach((path, item) -> ((Map<?, ?>) item).forEach((verb, call) -> {
            if (VERBS.contains(verb)) {
                calls.put(verb + " " + path, (Map<?, ?>) call);
            }
        }));
        return calls;
    }

    private Set<String> documented(Predicate<Map<?, ?>> condition) {
        return documentedCalls().entrySet().stream()
                .filter(call -> condition.test(call.getValue()))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private static Set<String> coded(Predicate<Method> condition) {
        return calls().entrySet().stream()
                .filter(call -> condition.test(call.getValue()))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** The names of an operation's messages. */
    private Set<String> messages(String operation) {
        return ((List<?>) socket.at("/operations/" + operation + "/messages"))
                .stream()
                        .map(reference -> (String) ((Map<?, ?>) reference).get("$ref"))
                        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                        .collect(toSet());
    }

    /** What the payloads of an operation's messages say that a field always is. */
    private Set<String> constants(String operation, String field) {
        return messages(operation).stream()
                .flatMap(name -> constants(socket.at("/channels/live/messages/" + name + "/payload"), field))
                .collect(toSet());
    }

    private Stream<String> constants(Object schema, String field) {
        Map<?, ?> map = (Map<?, ?>) schema;
        if (map.get("$ref") instanceof String reference) {
            return constants(socket.at(reference.substring(1)), field);
        }
        Stream<String> own = map.get("properties") instanceof Map<?, ?> properties
                        && properties.get(field) instanceof Map<?, ?> property
                        && property.get("const") instanceof String constant
                ? Stream.of(constant)
                : Stream.empty();
        Stream<String> parts = map.get("allOf") instanceof List<?> all
                ? all.stream().flatMap(part -> constants(part, field))
                : Stream.empty();
        return Stream.concat(own, parts);
    }

    /** What the pattern's group finds in a source file: the words of a switch can be had in no other way. */
    private static Set<String> words(String source, String pattern) throws IOException {
        String code = Files.readString(java.nio.file.Path.of(source));
        return Pattern.compile(pattern)
                .matcher(code)
                .results()
                .map(match -> match.group(1))
                .collect(toSet());
    }

    /** OpenAPI 3.0 says {@code nullable} where AsyncAPI has a second type. */
    private static Object asInOpenApi(Object schema) {
        return switch (schema) {
            case Map<?, ?> map -> {
                Map<Object, Object> same = new HashMap<>();
                map.forEach((key, value) -> same.put(key, asInOpenApi(value)));
                if (map.get("type") instanceof List<?> types && types.contains("null")) {
                    same.put("type", types.getFirst());
                    same.put("nullable", true);
                }
                yield same;
            }
            case List<?> list -> list.stream().map(DocumentsTest::asInOpenApi).toList();
            default -> schema;
        };
    }
}
