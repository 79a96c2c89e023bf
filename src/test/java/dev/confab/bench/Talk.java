package dev.confab.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** So many messages a second in the first channels, whatever else happens; and how long each waits for its ack. */
final class Talk {
    private static final int TEXT = 150;

    private final Loop loop;
    private final Crowd crowd;
    private final List<LoadSocket> sockets = new ArrayList<>();
    private final List<Template> messages = new ArrayList<>();
    private final Map<String, Long> heads = new ConcurrentHashMap<>();
    private final Map<Long, Long> sentAt = new HashMap<>();
    private final Latencies times = new Latencies();
    private final long gap;
    private final NumberAfter ref = new NumberAfter("\"ref\":\"");
    private final NumberAfter seq = new NumberAfter("\"seq\":");
    private long sent;
    private long dueAt = System.nanoTime();

    Talk(Loop loop, Crowd crowd, int port, int perSecond) {
        this.loop = loop;
        this.crowd = crowd;
        this.gap = 1_000_000_000L / perSecond;
        crowd.channels().forEach(channel -> heads.put(channel, (long) Crowd.EVENTS));
        for (var speaker : crowd.speakers()) {
            var socket =
                    loop.open("speaker", Storm.door(port, speaker, "{}"), 1).getFirst();
            var channel = crowd.channels().get(speaker.channels().getFirst());
            socket.listen((in, from, to) -> hear(channel, in, from, to));
            sockets.add(socket);
            messages.add(PostingLoad.message(channel, TEXT, sockets.size()));
        }
        loop.eachTurn(this::say);
    }

    private void say() {
        long now = System.nanoTime();
        while (now - dueAt >= 0) {
            int speaker = (int) (sent % sockets.size());
            // From when it was due: what the load itself is late by counts too.
            sentAt.put(sent, dueAt);
            ByteBuffer out = loop.out();
            messages.get(speaker).writeTo(out, sent++);
            sockets.get(speaker).send(out.flip());
            dueAt += gap;
        }
    }

    private void hear(String channel, ByteBuffer in, int from, int to) {
        Refusals.failAt(in, from, to);
        if (Walker.kind(in, from) != 'a') {
            return;
        }
        Long at = sentAt.remove(ref.in(in, from, to));
        if (at == null) {
            throw new Unexpected("an ack of nothing: " + Walker.string(in, from, to));
        }
        times.add(System.nanoTime() - at);
        heads.put(channel, seq.in(in, from, to));
    }

    Latencies times() {
        return times;
    }

    /** The last acked place of each channel. */
    Map<String, Long> heads() {
        return Map.copyOf(heads);
    }
}
