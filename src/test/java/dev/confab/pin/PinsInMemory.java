package dev.confab.pin;

import dev.confab.event.Message.Pin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pins without a database. */
public final class PinsInMemory {
    private record Row(String message, String channel, Pin pin) {}

    private final List<Row> rows = new ArrayList<>();

    public Pins pins() {
        return new Pins(new InMemory());
    }

    private final class InMemory extends PinStore {
        @Override
        Map<String, Pin> of(Collection<String> messages) {
            Map<String, Pin> pins = new HashMap<>();
            rows.stream()
                    .filter(row -> messages.contains(row.message()))
                    .forEach(row -> pins.put(row.message(), row.pin()));
            return pins;
        }

        @Override
        List<String> in(String channel, int limit) {
            return rows.reversed().stream()
                    .filter(row -> row.channel().equals(channel))
                    .map(Row::message)
                    .limit(limit)
                    .toList();
        }

        @Override
        void add(String message, String channel, long seq, Pin pin) {
            rows.add(new Row(message, channel, pin));
        }

        @Override
        void remove(String message) {
            rows.removeIf(row -> row.message().equals(message));
        }
    }
}
