package dev.confab.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;

/**
 * Writes one JSON object after RFC 8259. It is the message path's writer: every event is encoded once, by this.
 *
 * <p>Absent is not null: a field whose value is {@code null} is left out, unless {@link #nullable} says otherwise.
 */
public final class Json {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(256).append('{');

    private Json() {}

    /** Something that can be written as a JSON object. */
    @FunctionalInterface
    public interface Writable {
        void writeTo(Json json);
    }

    public static Json object() {
        return new Json();
    }

    public static String of(Writable value) {
        Json json = object();
        value.writeTo(json);
        return json.toString();
    }

    /** RFC 3339 in UTC with milliseconds, as all times on the wire. */
    public static String time(Instant at) {
        return MILLIS.format(at);
    }

    public Json put(String name, String value) {
        return value == null ? this : nullable(name, value);
    }

    public Json nullable(String name, String value) {
        name(name);
        if (value == null) {
            out.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    public Json put(String name, long value) {
        name(name).append(value);
        return this;
    }

    public Json put(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    public Json put(String name, Instant at) {
        return value(at) ? put(name, time(at)) : this;
    }

    public Json put(String name, Writable value) {
        return value == null ? this : raw(name, of(value));
    }

    public Json put(String name, Collection<? extends Writable> values) {
        name(name).append('[');
        String separator = "";
        for (Writable value : values) {
            out.append(separator).append(of(value));
            separator = ",";
        }
        out.append(']');
        return this;
    }

    public Json strings(String name, Collection<String> values) {
        name(name).append('[');
        String separator = "";
        for (String value : values) {
            out.append(separator);
            quote(value);
            separator = ",";
        }
        out.append(']');
        return this;
    }

    /** {@code json} must be JSON that this class (or the database, from this class) has written. */
    public Json raw(String name, String json) {
        name(name).append(json);
        return this;
    }

    private static boolean value(Object value) {
        return value != null;
    }

    private StringBuilder name(String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        quote(name);
        return out.append(':');
    }

    private void quote(String value) {
        out.append('"');
        int clean = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // U+2028 and U+2029 end a line in old JavaScript; escaped they are harmless everywhere.
            if (c >= ' ' && c != '"' && c != '\\' && c != '\u2028' && c != '\u2029') {
                continue;
            }
            out.append(value, clean, i);
            escape(c);
            clean = i + 1;
        }
        out.append(value, clean, value.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }

    /** Closes the object; call it once, at the end. */
    @Override
    public String toString() {
        return out + "}";
    }
}
