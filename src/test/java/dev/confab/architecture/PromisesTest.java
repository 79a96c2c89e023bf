package dev.confab.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/promises.md} names is there. */
class PromisesTest {
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern NAMED = Pattern.compile("`(?<type>\\w+(?:IT|Test))(?:\\.(?<method>\\w+))?`");
    private static final Pattern ROW = Pattern.compile("\\bF\\d+\\b");
    private static final Path FAULTS = TESTS.resolve(Path.of("dev", "confab", "faults"));
    private static final Pattern FAULT = Pattern.compile("(?:Row\\.of|new Elsewhere)\\(\\s*\"(?<id>F\\d+)\"");

    @Test
    void each_promise_is_there_once_and_is_held_by_something() throws IOException {
        var rows = rows();
        assertThat(rows)
                .extracting(row -> row.split("\\|")[1].strip())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 18).mapToObj(n -> "A" + n).toList());
        assertThat(rows)
                .allMatch(row -> NAMED.matcher(row).find() || ROW.matcher(row).find());
    }

    @Test
    void each_test_that_is_said_to_hold_a_promise_is_there() throws IOException {
        var missing = NAMED.matcher(String.join("\n", rows()))
                .results()
                .filter(named -> !isThere(named.group("type"), named.group("method")))
                .map(named -> named.group())
                .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void each_fault_that_is_said_to_hold_a_promise_is_a_row_or_is_made_elsewhere() throws IOException {
        var faults = Stream.of("Rows.java", "Report.java")
                .map(FAULTS::resolve)
                .flatMap(file -> FAULT.matcher(read(file)).results())
                .map(fault -> fault.group("id"))
                .toList();
        assertThat(faults).contains("F1", "F35");
        assertThat(ROW.matcher(String.join("\n", rows())).results().map(MatchResult::group))
                .isSubsetOf(faults);
    }

    private static List<String> rows() throws IOException {
        try (var lines = Files.lines(Path.of("docs", "promises.md"))) {
            return lines.filter(line -> line.startsWith("| A")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThere(String type, String method) {
        try (Stream<Path> files = Files.walk(TESTS)) {
            var source = files.filter(file -> file.endsWith(type + ".java")).findFirst();
            return source.isPresent()
                    && (method == null || Files.readString(source.get()).contains("void " + method + "("));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
