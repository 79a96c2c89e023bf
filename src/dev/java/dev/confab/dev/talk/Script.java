package dev.confab.dev.talk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Dialogues, as they are written in a text file of this package: parted by empty lines, one message on {@code speaker:
 * text}, which {@code |} continues; {@code #} begins a comment.
 */
public final class Script {
    private Script() {}

    /** By the file's name, without its ending. */
    public static List<Dialogue> named(String name) {
        return parse(lines(name));
    }

    static List<Dialogue> parse(List<String> written) {
        List<Dialogue> dialogues = new ArrayList<>();
        List<Dialogue.Line> lines = new ArrayList<>();
        for (String line : written) {
            if (line.startsWith("#")) {
                continue;
            }
            if (line.isEmpty()) {
                end(lines, dialogues);
            } else if (line.startsWith("|")) {
                Dialogue.Line begun = lines.removeLast();
                String more = line.startsWith("| ") ? line.substring(2) : line.substring(1);
                lines.add(new Dialogue.Line(begun.speaker(), begun.text() + "\n" + more));
            } else {
                int colon = line.indexOf(": ");
                lines.add(new Dialogue.Line(line.substring(0, colon), line.substring(colon + 2)));
            }
        }
        end(lines, dialogues);
        return List.copyOf(dialogues);
    }

    private static void end(List<Dialogue.Line> lines, List<Dialogue> dialogues) {
        if (!lines.isEmpty()) {
            dialogues.add(new Dialogue(List.copyOf(lines)));
            lines.clear();
        }
    }

    static List<String> lines(String name) {
        try (var file = Script.class.getResourceAsStream(name + ".txt");
                var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
