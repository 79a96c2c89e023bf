package dev.confab.testing;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What may be told at all: the fields that the documents name for this answer or this frame, each in its place. Held against
 * every answer and every frame that any test gets (see {@link Reply} and {@link Wire#frames}), so that no address, no hash and
 * no session of somebody slips into what others are told. Which of the named ones are private, and who is told them, is for
 * {@code ToldTest}.
 */
final class Told {

    /** A call of the document, with what it may answer by status. */
    private record Call(String method, Pattern path, Map<String, Shape> answers) {}

    private static final Map<String, Call> CALLS = calls(ApiDocument.openApi());
    private static final Map<String, Shape> FRAMES = frames(ApiDocument.asyncApi());
    private static final Shape PROBLEM = shape(ApiDocument.openApi(), "/components/schemas/Problem");
    private static final int MOST_SHOWN = 10;

    private Told() {}

    /** Fails if an answer of REST tells what no document names. */
    static void check(String method, URI target, int status, String body) {
        var path = target.getRawPath();
        if (!path.startsWith("/api/v1/") || body.isEmpty()) {
            return;
        }
        var untold = new ArrayList<String>();
        var json = Wire.parse(body);
        answer(method, path, status).check("", json, untold);
        if (json instanceof JsonObject object && path.endsWith("/log") && status < 400) {
            // A page of a log: what stands in an event is for the other document.
            Wire.objects(object.getJsonArray("events"))
                    .forEach(event -> frame(event.getString("kind")).check("/events[]", event, untold));
        }
        complain(method + " " + path + " was answered " + status, untold, body);
    }

    /** The same for a frame of the server. */
    static void check(JsonObject frame) {
        var type = frame.getString("type");
        var untold = new ArrayList<String>();
        frame(type.equals("event") ? frame.getString("kind") : "server." + type).check("", frame, untold);
        complain("there was a frame", untold, frame.toString());
    }

    private static void complain(String what, List<String> untold, String all) {
        if (!untold.isEmpty()) {
            throw new AssertionError(what + ", and tells what no document names: "
                    + untold.subList(0, Math.min(untold.size(), MOST_SHOWN)) + ": " + all);
        }
    }

    private static Shape answer(String method, String path, int status) {
        return status >= 400
                ? PROBLEM
                : CALLS.values().stream()
                        .filter(call -> call.method.equals(method)
                                && call.path.matcher(path).matches())
                        .flatMap(call -> Stream.ofNullable(call.answers.get(Integer.toString(status))))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(
                                method + " " + path + " was answered " + status + ", of which no document knows"));
    }

    private static Shape frame(String name) {
        var shape = FRAMES.get(name);
        if (shape == null) {
            throw new AssertionError("no document knows a frame " + name);
        }
        return shape;
    }

    /** Every answer with content and every frame, by what it is called, for example {@code GET /api/v1/me 200}. */
    static Map<String, Shape> all() {
        var all = new TreeMap<>(FRAMES);
        all.keySet().removeIf(name -> name.startsWith("client."));
        CALLS.forEach((name, call) -> call.answers.forEach((status, shape) -> all.put(name + " " + status, shape)));
        return all;
    }

    private static Map<String, Shape> frames(ApiDocument document) {
        var frames = new TreeMap<String, Shape>();
        document.objectAt("/components/messages")
                .keySet()
                .forEach(name -> frames.put(name, shape(document, "/components/messages/" + name + "/payload")));
        return frames;
    }

    private static Map<String, Call> calls(ApiDocument document) {
        var calls = new TreeMap<String, Call>();
        document.objectAt("/paths")
                .forEach((path, item) -> ((Map<?, ?>) item).forEach((verb, call) -> {
                    if (call instanceof Map<?, ?> operation && operation.containsKey("responses")) {
                        var method = verb.toString().toUpperCase(Locale.ROOT);
                        var responses = "/paths/" + path.replace("/", "~1") + "/" + verb + "/responses";
                        var answers = new TreeMap<String, Shape>();
                        document.objectAt(responses).keySet().forEach(status -> {
                            var content =
                                    document.objectAt(responses + "/" + status).get("content");
                            if (content instanceof Map<?, ?> forms && forms.containsKey("application/json")) {
                                answers.put(
                                        status,
                                        shape(
                                                document,
                                                responses + "/" + status + "/content/application~1json/schema"));
                            }
                        });
                        calls.put(
                                method + " " + path,
                                new Call(method, Pattern.compile(path.replaceAll("\\{\\w+}", "[^/]+")), answers));
                    }
                }));
        return calls;
    }

    private static Shape shape(ApiDocument document, String pointer) {
        return Shape.of(document, document.at(pointer));
    }
}
