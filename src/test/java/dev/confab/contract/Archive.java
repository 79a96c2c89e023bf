package dev.confab.contract;

import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What REST says of a channel's past, page by page. */
final class Archive {

    private static final int PAGE = 200;

    /** A message as all see it alike. */
    record Line(long seq, String author, String text) {

        static Line of(JsonObject message) {
            return new Line(Wire.number(message, "seq"), message.getString("author"), message.getString("text", null));
        }
    }

    private Archive() {}

    /** All messages, walking back from the newest; oldest first. */
    static List<JsonObject> messages(Person reader, String channel) {
        var all = new ArrayList<JsonObject>();
        var before = Long.MAX_VALUE;
        while (true) {
            var page = Wire.objects(reader.get("/channels/" + channel + "/messages?limit=" + PAGE + "&before=" + before)
                    .expect(200)
                    .json()
                    .getJsonArray("messages"));
            if (page.isEmpty()) {
                return all;
            }
            if (Wire.number(page.getFirst(), "seq") >= before) {
                throw new AssertionError("the walk back stands still at " + before);
            }
            all.addAll(0, page);
            before = Wire.number(page.getFirst(), "seq");
        }
    }

    static List<Line> lines(Person reader, String channel) {
        return messages(reader, channel).stream().map(Line::of).toList();
    }

    /** The messages that a client was told of as they were posted. */
    static List<Line> lines(Live live, String channel) {
        return live.events(channel).stream()
                .filter(event -> event.kind().equals("message.posted"))
                .map(event -> Line.of(event.body()))
                .toList();
    }

    /** All events after a seq. */
    static List<JsonObject> log(Person reader, String channel, long after) {
        var all = new ArrayList<JsonObject>();
        while (true) {
            var events = Wire.objects(reader.get("/channels/" + channel + "/log?limit=" + PAGE + "&after=" + after)
                    .expect(200)
                    .json()
                    .getJsonArray("events"));
            if (events.isEmpty()) {
                return all;
            }
            if (Wire.number(events.getLast(), "seq") <= after) {
                throw new AssertionError("the walk forth stands still at " + after);
            }
            all.addAll(events);
            after = Wire.number(events.getLast(), "seq");
        }
    }
}
