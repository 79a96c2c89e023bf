package dev.confab.search;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of what people look for is among the first ten: the questions of {@code search/queries.json}. */
class RecallTest {
    private static final int AMONG = 10;
    private static final double ENOUGH = 0.95;

    private record Asked(String language, String query, List<String> expected) {}

    @TempDir
    private Path folder;

    private MessageIndex index;

    @BeforeEach
    void everything_has_been_said() throws IOException {
        index = MessageIndex.open(folder);
        long at = 1_767_225_600_000L;
        for (JsonObject message : read("corpus.json")) {
            String id = message.getString("id");
            index.put(new IndexedMessage(
                    id,
                    "garden",
                    "ann",
                    message.getString("text"),
                    at++,
                    false,
                    false,
                    false,
                    false,
                    false,
                    List.of()));
        }
        index.refresh();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void what_people_look_for_is_among_the_first_ten() throws IOException {
        List<Asked> all = asked();
        assertThat(all).hasSizeGreaterThanOrEqualTo(300);
        Map<String, List<Double>> recalls = new LinkedHashMap<>();
        List<String> missed = new ArrayList<>();
        int surplus = 0;
        int shown = 0;
        for (Asked asked : all) {
            List<String> found = find(asked.query(), AMONG);
            Set<String> right = new HashSet<>(found);
            right.retainAll(asked.expected());
            double recall = asked.expected().isEmpty()
                    ? found.isEmpty() ? 1 : 0
                    : (double) right.size() / asked.expected().size();
            recalls.computeIfAbsent(asked.language(), ignored -> new ArrayList<>())
                    .add(recall);
            shown += found.size();
            surplus += found.size() - right.size();
            if (recall < 1) {
                missed.add(asked.language() + " " + asked.query() + ": found " + found + " of " + asked.expected());
            }
        }
        StringBuilder report = new StringBuilder("recall@10\n");
        recalls.forEach((language, some) -> report.append(
                String.format(Locale.ROOT, "  %-8s %.3f of %d questions%n", language, mean(some), some.size())));
        double overall = mean(recalls.values().stream().flatMap(List::stream).toList());
        report.append(String.format(
                Locale.ROOT,
                "  %-8s %.3f of %d; %d of %d shown were not asked for%n",
                "all",
                overall,
                all.size(),
                surplus,
                shown));
        missed.forEach(line -> report.append("  missed: ").append(line).append('\n'));
        System.out.print(report);
        assertThat(overall).as(report.toString()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(recalls)
                .as(report.toString())
                .allSatisfy(
                        (language, some) -> assertThat(mean(some)).as(language).isGreaterThanOrEqualTo(0.9));
        assertThat((double) surplus / shown)
                .as("not asked for, of all that was shown")
                .isLessThan(0.1);
    }

    private static double mean(List<Double> some) {
        return some.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private List<String> find(String query, int limit) throws IOException {
        Question question = Question.of(query, Map.of(), ZoneOffset.UTC);
        assertThat(question.fault()).as(query).isEmpty();
        return index
                .search(question, new MessageIndex.Scope(List.of("garden"), List.of(), Optional.empty()), null, limit)
                .stream()
                .map(MessageIndex.Hit::id)
                .toList();
    }

    private static List<Asked> asked() throws IOException {
        return read("queries.json").stream()
                .map(each -> new Asked(
                        each.getString("language"),
                        each.getString("query"),
                        each.getJsonArray("expected").getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toList()))
                .toList();
    }

    private static List<JsonObject> read(String file) throws IOException {
        try (var in = RecallTest.class.getResourceAsStream("/search/" + file);
                JsonReader reader = Json.createReader(in)) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }
}
