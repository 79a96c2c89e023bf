package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What becomes of a database that an older Confab has filled. */
class MigrationsTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:db")
                .placeholders(Map.of("text", "VARCHAR(1000000)", "table", ""))
                .target(version)
                .load()
                .migrate();
    }

    private void run(String sql) throws SQLException {
        try (Connection db = DriverManager.getConnection(url)) {
            db.createStatement().execute(sql);
        }
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection db = DriverManager.getConnection(url);
                ResultSet rows = db.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private void channel(String id, String kind, String identity) throws SQLException {
        run("INSERT INTO channel (id, kind, name, archived, created_by, created_at, identity) VALUES ('" + id + "', '"
                + kind + "', 'x', FALSE, 'ann', 0, '" + identity + "')");
    }

    @Test
    void a_private_channel_gives_its_name_free() throws SQLException {
        migrateTo("1");
        channel("c1", "PRIVATE", "#cellar");
        channel("c2", "PUBLIC", "#garden");
        channel("c3", "DIRECT", "@ann bob");
        migrateTo("2");
        assertThat(column("SELECT identity FROM channel ORDER BY id")).containsExactly("!c1", "#garden", "@ann bob");
        channel("c4", "PUBLIC", "#cellar");
        assertThatThrownBy(() -> channel("c5", "PUBLIC", "#garden")).isInstanceOf(SQLException.class);
    }
}
