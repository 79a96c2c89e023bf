package dev.confab.ops;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node of the former version stands on the schema of this one: all that it reads and writes is there, takes what it took,
 * and means what it meant. What it knows of the schema is recorded in {@code former-schema.txt}.
 */
class FormerVersionIT {
    /** The last migration of the former version. To be moved at each release, with the record. */
    private static final String FORMER = "19";

    private static final Path RECORD = Path.of("src/test/resources/former-schema.txt");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db");

    private final Map<String, String> settings = Database.ofThisRun().settings();
    private final String url =
            settings.getOrDefault("confab.db.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    private final boolean isH2 = url.startsWith("jdbc:h2:");
    private Connection db;
    private int number;

    /** A column as the former version knows it. */
    private record Column(String table, String name, int type, int size, boolean mayBeLeftOut) {
        String recorded() {
            return table + " " + name + (mayBeLeftOut ? " may be left out" : "");
        }
    }

    @BeforeEach
    void the_former_version_has_made_its_tables() throws SQLException {
        migrate("classpath:db", FORMER);
        db = DriverManager.getConnection(url, user(), password());
    }

    @AfterEach
    void end() throws SQLException {
        db.close();
    }

    private String user() {
        return settings.getOrDefault("confab.db.user", "");
    }

    private String password() {
        return settings.getOrDefault("confab.db.password", "");
    }

    private int migrate(String location, String target) {
        return Flyway.configure()
                .dataSource(url, user(), password())
                .locations(location)
                .placeholders(
                        isH2
                                ? Map.of("text", "VARCHAR(1000000)", "table", "")
                                : Map.of(
                                        "text",
                                        "MEDIUMTEXT",
                                        "table",
                                        "ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"))
                .target(target)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    @Test
    void what_is_recorded_is_what_the_former_version_has_made() throws Exception {
        assertThat(columns().stream().map(Column::recorded).sorted())
                .as("the record of V" + FORMER)
                .containsExactlyElementsOf(Files.readAllLines(RECORD));
    }

    @Test
    void what_it_has_written_is_there_and_it_goes_on_reading_and_writing() throws SQLException {
        var former = columns().stream()
                .collect(groupingBy(Column::table, TreeMap::new, java.util.stream.Collectors.toList()));
        assertThat(former).hasSizeGreaterThan(15);
        var keys = new TreeMap<String, Set<String>>();
        var before = new TreeMap<String, List<Object>>();
        for (var table : former.keySet()) {
            keys.put(table, keys(table));
            before.put(table, insert(table, former.get(table)));
        }

        assertThat(migrate("classpath:db", "latest"))
                .as("this version has migrations")
                .isPositive();

        for (var table : former.keySet()) {
            var columns = former.get(table);
            assertThat(rows(table, columns)).as(table + " still has").contains(before.get(table));
            var needed = columns.stream().filter(one -> !one.mayBeLeftOut()).toList();
            insert(table, needed);
            var row = insert(table, columns);
            assertThat(rows(table, columns)).as(table).contains(row);
            twin(table, columns, row, keys.get(table));
            update(table, columns, row);
            assertThat(delete(table, columns, row)).as(table + " gives it up").isPositive();
        }
    }

    @Test
    void no_column_holds_less_or_another_kind_of_thing() throws SQLException {
        var former = columns();
        migrate("classpath:db", "latest");
        var now = columns().stream()
                .collect(java.util.stream.Collectors.toMap(one -> one.table() + " " + one.name(), one -> one));
        assertThat(former).isNotEmpty().allSatisfy(column -> {
            var same = now.get(column.table() + " " + column.name());
            assertThat(same).as(column.recorded()).isNotNull();
            assertThat(same.type()).as(column.recorded()).isEqualTo(column.type());
            assertThat(same.size()).as(column.recorded()).isGreaterThanOrEqualTo(column.size());
            assertThat(same.mayBeLeftOut() || !column.mayBeLeftOut())
                    .as(column.recorded())
                    .isTrue();
        });
        assertThat(now.values().stream()
                        .filter(column ->
                                former.stream().anyMatch(one -> one.table().equals(column.table())))
                        .filter(column -> former.stream()
                                .noneMatch(one -> one.table().equals(column.table())
                                        && one.name().equals(column.name()))))
                .as("what is new in its tables it does not give")
                .allMatch(Column::mayBeLeftOut);
    }

    @Test
    void a_node_of_the_former_version_starts_on_it_as_well(@TempDir Path theirs) throws IOException {
        migrate("classpath:db", "latest");
        try (var files = Files.list(MIGRATIONS)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (Integer.parseInt(name.substring(1, name.indexOf('_'))) <= Integer.parseInt(FORMER)) {
                    Files.copy(file, theirs.resolve(name));
                }
            }
        }
        assertThat(migrate("filesystem:" + theirs, "latest")).isZero();
    }

    /** The columns of all our tables, as they are now. */
    private List<Column> columns() throws SQLException {
        var columns = new ArrayList<Column>();
        try (var found = db.getMetaData().getColumns(db.getCatalog(), isH2 ? "PUBLIC" : null, "%", "%")) {
            while (found.next()) {
                var table = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!table.startsWith("flyway")) {
                    columns.add(new Column(
                            table,
                            found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                            found.getInt("DATA_TYPE"),
                            found.getInt("COLUMN_SIZE"),
                            found.getInt("NULLABLE") == DatabaseMetaData.columnNullable
                                    || found.getString("COLUMN_DEF") != null));
                }
            }
        }
        return columns;
    }

    /** The columns that are in a key which tells rows apart. */
    private Set<String> keys(String table) throws SQLException {
        var keys = new HashSet<String>();
        try (ResultSet found = db.getMetaData()
                .getIndexInfo(
                        db.getCatalog(),
                        isH2 ? "PUBLIC" : null,
                        isH2 ? table.toUpperCase(Locale.ROOT) : table,
                        true,
                        false)) {
            while (found.next()) {
                keys.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        assertThat(keys).as("keys of " + table).isNotEmpty();
        return keys;
    }

    private Object value(Column column) {
        number++;
        return switch (column.type()) {
            case Types.BOOLEAN, Types.BIT, Types.TINYINT -> true;
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> (long) number;
            default -> Integer.toString(number, 36);
        };
    }

    private List<Object> insert(String table, List<Column> columns) throws SQLException {
        List<Object> row = columns.stream().map(this::value).toList();
        insert(table, columns, row);
        return row;
    }

    private void insert(String table, List<Column> columns, List<Object> row) throws SQLException {
        run(
                "INSERT INTO " + table + " (" + names(columns, ", ", "") + ") VALUES ("
                        + columns.stream().map(one -> "?").collect(joining(", ")) + ")",
                row);
    }

    /** One that differs from the row by the former version's keys alone: there may be no more of those. */
    private void twin(String table, List<Column> columns, List<Object> row, Set<String> keys) throws SQLException {
        List<Object> twin = new ArrayList<>();
        for (var i = 0; i < columns.size(); i++) {
            twin.add(keys.contains(columns.get(i).name()) ? value(columns.get(i)) : row.get(i));
        }
        insert(table, columns, twin);
    }

    private void update(String table, List<Column> columns, List<Object> row) throws SQLException {
        var updated = run(
                "UPDATE " + table + " SET " + names(columns, ", ", " = ?") + " WHERE "
                        + names(columns, " AND ", " = ?"),
                Stream.concat(row.stream(), row.stream()).toList());
        assertThat(updated).as(table + " takes an update").isEqualTo(1);
    }

    private int delete(String table, List<Column> columns, List<Object> row) throws SQLException {
        return run("DELETE FROM " + table + " WHERE " + names(columns, " AND ", " = ?"), row);
    }

    private static String names(List<Column> columns, String between, String after) {
        return columns.stream().map(one -> one.name() + after).collect(joining(between));
    }

    private int run(String sql, List<Object> values) throws SQLException {
        try (var statement = db.prepareStatement(sql)) {
            for (var i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SQLException("the former version says: " + sql + ": " + e.getMessage(), e);
        }
    }

    private List<List<Object>> rows(String table, List<Column> columns) throws SQLException {
        try (var statement = db.createStatement();
                var found = statement.executeQuery("SELECT " + names(columns, ", ", "") + " FROM " + table)) {
            var rows = new ArrayList<List<Object>>();
            while (found.next()) {
                var row = new ArrayList<Object>();
                for (var i = 0; i < columns.size(); i++) {
                    row.add(
                            switch (columns.get(i).type()) {
                                case Types.BOOLEAN, Types.BIT, Types.TINYINT -> found.getBoolean(i + 1);
                                case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> found.getLong(i + 1);
                                default -> found.getString(i + 1);
                            });
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
