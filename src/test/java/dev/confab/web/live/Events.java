package dev.confab.web.live;

import dev.confab.event.Entry;
import dev.confab.event.Event;
import dev.confab.event.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events as the log hands them out. */
final class Events {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private Events() {}

    static Entry entry(String log, long seq, Event event) {
        return new Entry(log, seq, event.kind(), NOON, "ann", Json.of(event), null);
    }

    static Entry said(String log, long seq) {
        return new Entry(log, seq, "message.posted", NOON, "ann", "{\"id\":\"m" + seq + "\"}", "c-" + seq);
    }

    static Encoded encoded(String log, long seq) {
        return new Encoded(said(log, seq));
    }

    static Encoded encoded(String log, long seq, Event event) {
        return new Encoded(entry(log, seq, event));
    }

    static List<Encoded> run(String log, long from, long to) {
        List<Encoded> events = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            events.add(encoded(log, seq));
        }
        return events;
    }

    static List<Entry> entries(String log, long from, long to) {
        List<Entry> entries = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            entries.add(said(log, seq));
        }
        return entries;
    }

    static List<Long> seqs(long from, long to) {
        List<Long> seqs = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            seqs.add(seq);
        }
        return seqs;
    }
}
