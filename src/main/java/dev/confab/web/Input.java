package dev.confab.web;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A JSON object that somebody sent. Fields are asked for one by one; what is wrong is collected and said all at once by
 * {@link #refuseIfWrong}. Unknown fields are ignored.
 */
public final class Input {
    private static final int DEEPEST = 32;
    private static final int LONGEST_ID = 40;
    private static final int LONGEST_ECHO = 256;
    private static final int MOST_OTHERS = 10;
    private static final JsonParserFactory PARSERS = Json.createParserFactory(
            Map.of("org.eclipse.parsson.maxDepth", DEEPEST, "org.eclipse.parsson.rejectDuplicateKeys", true));

    private final JsonObject fields;
    private final List<Problem.Wrong> wrong = new ArrayList<>();

    private Input(JsonObject fields) {
        this.fields = fields;
    }

    /** One object; anything else, and anything that is not UTF-8, is refused as malformed. */
    public static Input ofBytes(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            if (parse(text) instanceof JsonObject object) {
                return new Input(object);
            }
        } catch (CharacterCodingException e) {
            throw new Refused(Problem.malformed("The body is not UTF-8."));
        }
        throw new Refused(Problem.malformed("The body must be one JSON object."));
    }

    /**
     * One object, or an array of them; anything else and an empty array are refused as malformed. What is no object
     * in the array is empty here: it is not the others' fault.
     */
    public static List<Optional<Input>> each(String json) {
        List<Optional<Input>> said = switch (parse(json)) {
            case JsonObject object -> List.of(Optional.of(new Input(object)));
            case JsonArray array ->
                array.stream()
                        .map(value -> value instanceof JsonObject object
                                ? Optional.of(new Input(object))
                                : Optional.<Input>empty())
                        .toList();
            default -> List.of();
        };
        return said.isEmpty() ? refuse("A frame must be a JSON object, or an array of them.") : said;
    }

    private static <T> T refuse(String detail) {
        throw new Refused(Problem.malformed(detail));
    }

    // The parser answers hostile numbers and depths with various unchecked exceptions: all of them mean the same here.
    private static JsonStructure parse(String json) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            JsonStructure read =
                    parser.next() == JsonParser.Event.START_OBJECT ? parser.getObject() : parser.getArray();
            if (!parser.hasNext()) {
                return read;
            }
            throw new JsonException("something follows");
        } catch (RuntimeException e) {
            throw new Refused(Problem.malformed("This is not JSON, is nested too deeply, or names a field twice."));
        }
    }

    public boolean has(String name) {
        return fields.containsKey(name) && fields.get(name) != JsonValue.NULL;
    }

    /** Whether the field is there, and is not an empty array either. */
    public boolean hasAny(String name) {
        return has(name) && !(fields.get(name) instanceof JsonArray array && array.isEmpty());
    }

    /** A value of another type is malformed; an absent one is wrong, unless {@link #has} was asked before. */
    public String string(String name) {
        if (!has(name)) {
            wrong.add(new Problem.Wrong(name, "is missing", "missing", null));
            return "";
        }
        if (!(fields.get(name) instanceof JsonString string)) {
            return refuse("The field \"" + name + "\" must be a string.");
        }
        if (isTorn(string.getString())) {
            wrong.add(new Problem.Wrong(name, "holds half of a surrogate pair"));
            return "";
        }
        return string.getString();
    }

    /**
     * A string without white space around it, between {@code least} and {@code most} code points, on one line, and
     * without what turns the words after it: a line stands among others. Unless it may be empty, something of it can be
     * seen.
     */
    public String line(String name, int least, int most) {
        String line = Blanks.trimmed(Blanks.unturned(string(name)));
        check(
                name,
                line.chars().noneMatch(Character::isISOControl),
                "control-characters",
                "must not hold control characters");
        return sized(name, line, least, most);
    }

    /**
     * A string without white space around it, of 1 to {@code most} code points, of which something can be seen; lines
     * and tabs may be in it.
     */
    public String text(String name, int most) {
        return text(name, 1, most);
    }

    /** The same, of {@code least} to {@code most} code points. */
    public String text(String name, int least, int most) {
        String text = Blanks.trimmed(string(name));
        Predicate<Integer> isControl = c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
        check(
                name,
                text.chars().boxed().noneMatch(isControl),
                "control-characters",
                "must not hold control characters");
        return sized(name, text, least, most);
    }

    private String sized(String name, String text, int least, int most) {
        int length = size(text);
        if (has(name)) {
            check(name, least == 0 || Blanks.isVisible(text), "empty", "is empty");
            check(name, length >= least, "too-short", "must have at least " + least + " characters", least);
            check(name, length <= most, "too-long", "must have at most " + most + " characters", most);
        }
        return text;
    }

    private static int size(String text) {
        return text.codePointCount(0, text.length());
    }

    /** An id as the server gives them out; anything else cannot be there. */
    public String id(String name) {
        String id = string(name);
        check(name, !has(name) || !id.isEmpty() && id.length() <= LONGEST_ID, "is not an id");
        return id;
    }

    /** As it was written, in capitals or not. */
    public String uuid(String name) {
        String text = string(name);
        try {
            if (UUID.fromString(text).toString().equalsIgnoreCase(text)) { // Java takes some other forms as well
                return text;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in our words.
        }
        check(name, !has(name), "must be a UUID");
        return text;
    }

    public long number(String name) {
        if (!has(name)) {
            wrong.add(new Problem.Wrong(name, "is missing", "missing", null));
            return 0;
        }
        if (!(fields.get(name) instanceof JsonNumber number)) {
            return refuse("The field \"" + name + "\" must be a number.");
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            wrong.add(new Problem.Wrong(name, "must be a whole number"));
            return 0;
        }
    }

    public Optional<Boolean> flag(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return switch (fields.get(name).getValueType()) {
            case TRUE -> Optional.of(true);
            case FALSE -> Optional.of(false);
            default -> refuse("The field \"" + name + "\" must be true or false.");
        };
    }

    /** One of these words. */
    public Optional<String> oneOf(String name, List<String> words) {
        if (!has(name)) {
            return Optional.empty();
        }
        String word = string(name);
        check(name, words.contains(word), "must be one of " + String.join(", ", words));
        return Optional.of(word);
    }

    /** Some of these words, each once and in their order here. */
    public Optional<List<String>> someOf(String name, List<String> words) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!(fields.get(name) instanceof JsonArray array)) {
            return refuse("The field \"" + name + "\" must be an array of strings.");
        }
        List<String> said = array.stream()
                .map(value -> value instanceof JsonString word ? word.getString() : "")
                .toList();
        check(name, words.containsAll(said), "must hold nothing but " + String.join(", ", words));
        return Optional.of(words.stream().filter(said::contains).toList());
    }

    /** Says that all other fields are wrong, where there is no more to know than these. */
    public void refuseOthers(Collection<String> known, String message) {
        fields.keySet().stream()
                .filter(name -> !known.contains(name))
                .limit(MOST_OTHERS)
                .forEach(name -> wrong.add(new Problem.Wrong(name.length() <= LONGEST_ECHO ? name : "?", message)));
    }

    /** At least one id. */
    public List<String> ids(String name) {
        if (!has(name)) {
            wrong.add(new Problem.Wrong(name, "is missing", "missing", null));
            return List.of();
        }
        if (!(fields.get(name) instanceof JsonArray array)) {
            return refuse("The field \"" + name + "\" must be an array of ids.");
        }
        List<String> ids = array.stream()
                .map(value -> value instanceof JsonString id
                        ? id.getString()
                        : Input.<String>refuse("The field \"" + name + "\" must be an array of ids."))
                .toList();
        check(name, !ids.isEmpty(), "is empty");
        check(name, ids.stream().allMatch(id -> !id.isEmpty() && id.length() <= LONGEST_ID), "holds what is not an id");
        return ids;
    }

    /** RFC 3339, with any offset; kept to the millisecond. */
    public Instant time(String name) {
        String written = string(name);
        try {
            return OffsetDateTime.parse(written).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException | ArithmeticException e) {
            check(name, false, "must be a time such as 2026-03-01T09:30:00.000Z");
            return Instant.EPOCH;
        }
    }

    /** An object whose values are whole numbers. */
    public Map<String, Long> numbers(String name) {
        if (!(fields.get(name) instanceof JsonObject object)) {
            return refuse("The field \"" + name + "\" must be an object of numbers.");
        }
        Map<String, Long> numbers = new java.util.HashMap<>();
        object.forEach((key, value) -> {
            if (!(value instanceof JsonNumber number)) {
                refuse("The field \"" + name + "\" must be an object of whole numbers.");
                return;
            }
            try {
                numbers.put(key, number.longValueExact());
            } catch (ArithmeticException e) {
                refuse("The field \"" + name + "\" must be an object of whole numbers.");
            }
        });
        return numbers;
    }

    /** The field as JSON, to be given back as it came: a string that is not too long, or a number; else null. */
    public String echo(String name) {
        if (!has(name)) {
            return null;
        }
        JsonValue value = fields.get(name);
        boolean isRight = value instanceof JsonString string
                ? size(string.getString()) <= LONGEST_ECHO && !isTorn(string.getString())
                : value instanceof JsonNumber;
        check(name, isRight, "must be a number, or a string of at most " + LONGEST_ECHO + " characters");
        return isRight ? value.toString() : null;
    }

    public void check(String name, boolean isRight, String message) {
        check(name, isRight, null, message, null);
    }

    /** With a code for what the message says, as {@link Problem.Wrong} has it. */
    public void check(String name, boolean isRight, String code, String message) {
        check(name, isRight, code, message, null);
    }

    /** The same, for a message with a number in it. */
    public void check(String name, boolean isRight, String code, String message, Integer limit) {
        if (!isRight && wrong.stream().noneMatch(known -> known.field().equals(name))) {
            wrong.add(new Problem.Wrong(name, message, code, limit));
        }
    }

    /** Says all that is wrong, if anything is. */
    public void refuseIfWrong() {
        if (!wrong.isEmpty()) {
            throw new Refused(Problem.invalid(List.copyOf(wrong)));
        }
    }

    private static boolean isTorn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
