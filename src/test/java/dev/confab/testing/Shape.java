package dev.confab.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The fields that a schema has room for, wherever they stand in it. Alternatives are laid over each other, and types left aside:
 * this is cheap enough to be held against everything that is told in a whole run.
 */
final class Shape {
    private static final int DEEPEST = 20;

    private final Map<String, Shape> fields = new HashMap<>();
    private Shape items;
    private boolean isObject;

    /** Of an object that is a map. */
    private Shape others;

    private Shape() {}

    static Shape of(ApiDocument document, Object schema) {
        var shape = new Shape();
        shape.take(document, schema, 0);
        return shape;
    }

    private void take(ApiDocument document, Object schema, int depth) {
        if (depth > DEEPEST) {
            throw new AssertionError("a schema has no end: " + schema);
        }
        document.parts(schema).forEach(part -> {
            isObject |= "object".equals(part.get("type"));
            if (part.get("oneOf") instanceof List<?> alternatives) {
                alternatives.forEach(one -> take(document, one, depth + 1));
            }
            if (part.get("properties") instanceof Map<?, ?> properties) {
                properties.forEach((name, its) -> fields.computeIfAbsent((String) name, none -> new Shape())
                        .take(document, its, depth + 1));
            }
            if (part.containsKey("items")) {
                items = items == null ? new Shape() : items;
                items.take(document, part.get("items"), depth + 1);
            }
            if (part.get("additionalProperties") instanceof Map<?, ?> its) {
                others = others == null ? new Shape() : others;
                others.take(document, its, depth + 1);
            }
        });
    }

    /** Adds to the list what the schema has no room for. An object of which it says nothing may hold anything. */
    void check(String where, JsonValue value, List<String> untold) {
        if (value instanceof JsonArray array && items != null) {
            array.forEach(item -> items.check(where + "[]", item, untold));
        }
        if (value instanceof JsonObject object && (others != null || !fields.isEmpty())) {
            object.forEach((name, its) -> {
                var known = fields.getOrDefault(name, others);
                if (known == null) {
                    untold.add(where + "/" + name);
                } else {
                    known.check(where + "/" + name, its, untold);
                }
            });
        }
    }

    /** It may hold anything. */
    boolean isOpen() {
        return isObject && others == null && fields.isEmpty();
    }

    /** Every place, for example {@code /users[]/email}. */
    void places(String where, BiConsumer<String, Shape> visitor) {
        visitor.accept(where, this);
        fields.forEach((name, its) -> its.places(where + "/" + name, visitor));
        if (items != null) {
            items.places(where + "[]", visitor);
        }
        if (others != null) {
            others.places(where + "/*", visitor);
        }
    }
}
