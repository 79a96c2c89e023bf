package dev.confab.testing;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON as it goes over the wire. */
public final class Wire {

    private Wire() {}

    /** An object of names and values in turn: strings, numbers, booleans, maps, lists or JSON. A null is left out. */
    public static JsonObject object(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                map.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return Json.createObjectBuilder(map).build();
    }

    public static JsonObject parseObject(String text) {
        return parse(text).asJsonObject();
    }

    public static JsonValue parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** What one message of the socket holds. The server always sends an array, and in it what the document names. */
    static List<JsonObject> frames(String message) {
        var frames = objects(parse(message).asJsonArray());
        frames.forEach(Told::check);
        return frames;
    }

    /** The objects of an array. */
    public static List<JsonObject> objects(JsonArray array) {
        return array.getValuesAs(JsonObject.class);
    }

    /** An object whose values are whole numbers, such as heads or cursors. */
    public static Map<String, Long> numbers(JsonObject object) {
        return object.keySet().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> object.getJsonNumber(name).longValueExact()));
    }

    /** A whole number of an object. */
    public static long number(JsonObject object, String name) {
        return object.getJsonNumber(name).longValueExact();
    }
}
