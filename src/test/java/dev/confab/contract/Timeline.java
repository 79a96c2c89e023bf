package dev.confab.contract;

import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** A channel's messages as an app keeps them: loaded once, the position first, and from then on changed by events alone. */
final class Timeline {

    private final String channel;
    private final Map<String, JsonObject> messages = new TreeMap<>();
    private long position;

    private Timeline(String channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    static Timeline load(Person reader, String channel) {
        var page = reader.get("/channels/" + channel + "/messages?limit=200")
                .expect(200)
                .json();
        var timeline = new Timeline(channel, Wire.number(page, "head"));
        Wire.objects(page.getJsonArray("messages")).forEach(timeline::put);
        return timeline;
    }

    /** By id. */
    Map<String, JsonObject> messages() {
        return messages;
    }

    /** Applies all that the client has heard and will hear. */
    void follow(Live live) {
        synchronized (live) {
            live.events(channel).forEach(event -> apply(event.frame()));
            live.listen(new Live.Listener() {
                @Override
                public void heard(Live.Event event) {
                    apply(event.frame());
                }
            });
        }
    }

    void apply(JsonObject event) {
        var seq = Wire.number(event, "seq");
        if (!event.getString("log").equals(channel) || seq <= position) {
            return;
        }
        position = seq;
        if (event.getString("kind").startsWith("message.")) {
            put(event.getJsonObject("body"));
        }
    }

    private void put(JsonObject message) {
        messages.put(message.getString("id"), message);
    }
}
