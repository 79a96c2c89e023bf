package dev.confab.search;

import dev.confab.event.Message;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file of a message, as the index knows it: by its name and its type. */
record IndexedFile(String name, String type) {
    static List<IndexedFile> of(Message.Attached attached) {
        try (JsonReader reader = Json.createReader(new StringReader(attached.json()))) {
            return of(reader.readArray());
        }
    }

    /** @param attachments as a message on the wire has them, or null */
    static List<IndexedFile> of(JsonArray attachments) {
        return attachments == null
                ? List.of()
                : attachments.getValuesAs(JsonObject.class).stream()
                        .map(file -> new IndexedFile(file.getString("name"), file.getString("type")))
                        .toList();
    }

    /** What a message is found by and shown with: what it says, and below that what its files are called. */
    static String searched(String text, List<IndexedFile> files) {
        return Stream.concat(Stream.of(text), files.stream().map(IndexedFile::name))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    static String searched(Message message) {
        return searched(message.text(), of(message.content().attached()));
    }

    boolean isA(Feature feature) {
        return type.startsWith(feature.word() + "/");
    }
}
