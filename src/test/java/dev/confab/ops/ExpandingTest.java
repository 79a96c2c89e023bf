package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Expand, then contract: nodes of two versions stand on one database during an upgrade, so a migration may only add what the
 * former version need not know. What takes something away says which version must be the oldest one that still runs.
 */
class ExpandingTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db");
    /** Before several nodes could stand on one database. */
    private static final int BEFORE_NODES = 19;

    private static final Pattern CONTRACTS = Pattern.compile("(?m)^-- Contracts: waits for (\\d+(?:\\.\\d+)*)$");
    private static final Pattern CREATED = Pattern.compile("create table (\\w+)");
    private static final Pattern TAKES_AWAY =
            Pattern.compile("\\b(drop|rename|modify|change|truncate|delete|alter column|set not null)\\b");
    private static final Pattern ADDS_COLUMN = Pattern.compile("alter table \\w+ add (?:column )?(?!constraint)(.*)");
    private static final Pattern ADDS_UNIQUE = Pattern.compile(
            "create unique index \\w+ on (\\w+).*|alter table (\\w+) add (?:constraint|unique|primary).*");

    private record Migration(int number, String name, String text) {
        Stream<String> statements() {
            return Stream.of(text.replaceAll("(?m)--.*$", "")
                            .replaceAll("'[^']*'", "''")
                            .toLowerCase(Locale.ROOT)
                            .split(";"))
                    .map(statement -> statement.replaceAll("\\s+", " ").strip())
                    .filter(statement -> !statement.isEmpty());
        }
    }

    /** What the former version would stumble over. */
    private static List<String> obstacles(String text) {
        var migration = new Migration(0, "", text);
        Set<String> own = new HashSet<>();
        List<String> obstacles = new ArrayList<>();
        migration.statements().forEach(statement -> {
            var created = CREATED.matcher(statement);
            if (created.find()) {
                own.add(created.group(1));
                return;
            }
            var column = ADDS_COLUMN.matcher(statement);
            var unique = ADDS_UNIQUE.matcher(statement);
            if (TAKES_AWAY.matcher(statement).find()) {
                obstacles.add("takes away: " + statement);
            } else if (column.matches()
                    && column.group(1).contains("not null")
                    && !column.group(1).contains("default")) {
                obstacles.add("wants a value that the former version does not give: " + statement);
            } else if (unique.matches() && !own.contains(unique.group(1) == null ? unique.group(2) : unique.group(1))) {
                obstacles.add("refuses what the former version writes: " + statement);
            }
        });
        return obstacles;
    }

    private static List<Migration> migrations() {
        try (var files = Files.list(MIGRATIONS)) {
            return files.map(ExpandingTest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Migration read(Path file) {
        try {
            var name = file.getFileName().toString();
            var number = Integer.parseInt(name.replaceAll("^V(\\d+)__\\w+\\.sql$", "$1"));
            return new Migration(number, name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_migration_adds_what_the_former_version_need_not_know_or_says_what_it_waits_for() throws IOException {
        var ours = version();
        assertThat(migrations())
                .hasSizeGreaterThan(15)
                .filteredOn(migration -> migration.number() > BEFORE_NODES)
                .isNotEmpty()
                .allSatisfy(migration -> {
                    var waiting = CONTRACTS.matcher(migration.text());
                    if (waiting.find()) {
                        assertThat(compare(waiting.group(1), ours))
                                .as(migration.name() + " contracts before what it waits for is out")
                                .isNegative();
                    } else {
                        assertThat(obstacles(migration.text()))
                                .as(migration.name())
                                .isEmpty();
                    }
                });
    }

    @Test
    void what_the_former_version_would_stumble_over_is_seen() {
        for (var bad : List.of(
                "ALTER TABLE message DROP COLUMN text;",
                "DROP TABLE pin;",
                "-- a remark\nALTER TABLE message\n    RENAME COLUMN text TO words;",
                "ALTER TABLE message MODIFY text VARCHAR(10);",
                "ALTER TABLE message ALTER COLUMN edited_at SET NOT NULL;",
                "ALTER TABLE message ADD COLUMN colour INT NOT NULL;",
                "ALTER TABLE message ADD CONSTRAINT one UNIQUE (text);",
                "CREATE UNIQUE INDEX one ON message (text);",
                "DELETE FROM message;",
                "CREATE TABLE fresh (id INT); DROP INDEX message_unread ON message;")) {
            assertThat(obstacles(bad)).as(bad).hasSize(1);
        }
    }

    @Test
    void what_it_need_not_know_is_let_through() {
        for (var good : List.of(
                "ALTER TABLE message ADD COLUMN colour INT;",
                "ALTER TABLE message ADD COLUMN colour INT DEFAULT 0 NOT NULL;",
                "CREATE INDEX some ON message (text); -- DROP nothing",
                "UPDATE member SET role = 'DROP' WHERE role = 'OWNER';",
                "CREATE TABLE fresh (id INT NOT NULL); CREATE UNIQUE INDEX one ON fresh (id);")) {
            assertThat(obstacles(good)).as(good).isEmpty();
        }
    }

    private static String version() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var version = Pattern.compile("<artifactId>confab</artifactId>\\s*<version>(\\d+(?:\\.\\d+)*)")
                .matcher(pom);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static int compare(String one, String other) {
        var ones = one.split("\\.");
        var others = other.split("\\.");
        for (var i = 0; i < Math.max(ones.length, others.length); i++) {
            var difference = (i < ones.length ? Integer.parseInt(ones[i]) : 0)
                    - (i < others.length ? Integer.parseInt(others[i]) : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
