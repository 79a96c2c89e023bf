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

    private void member(String channel, String user, String role, int joinedAt) throws SQLException {
        run("INSERT INTO member (channel_id, user_id, role, joined_at, read_seq) VALUES ('" + channel + "', '" + user
                + "', '" + role + "', " + joinedAt + ", 0)");
    }

    private void log(String id, int head) throws SQLException {
        run("INSERT INTO log_head (id, seq, fence) VALUES ('" + id + "', " + head + ", 0)");
        run("INSERT INTO event (log_id, seq, kind, created_at, actor, body) VALUES ('" + id + "', " + head
                + ", 'member.joined', 17, 'bob', '{}')");
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

    @Test
    void a_channel_without_an_owner_gets_one_and_its_members_are_told() throws SQLException {
        migrateTo("4");
        log("garden", 7);
        member("garden", "ann", "MEMBER", 3);
        member("garden", "bob", "MEMBER", 2);
        log("kitchen", 8);
        member("kitchen", "ann", "MEMBER", 1);
        member("kitchen", "bob", "ADMIN", 3);
        member("kitchen", "cem", "ADMIN", 2);
        log("owned", 9);
        member("owned", "ann", "ADMIN", 1);
        member("owned", "bob", "OWNER", 2);
        log("empty", 10);
        migrateTo("5");
        assertThat(column(
                        "SELECT CONCAT(channel_id, ' ', user_id, ' ', role) FROM member ORDER BY channel_id, user_id"))
                .containsExactly(
                        "garden ann MEMBER",
                        "garden bob OWNER",
                        "kitchen ann MEMBER",
                        "kitchen bob ADMIN",
                        "kitchen cem OWNER",
                        "owned ann ADMIN",
                        "owned bob OWNER");
        assertThat(column("SELECT CONCAT(log_id, ' ', seq, ' ', created_at, ' ', actor, ' ', body) FROM event"
                        + " WHERE kind = 'member.role' ORDER BY log_id"))
                .containsExactly(
                        "garden 8 17 bob {\"user\":\"bob\",\"role\":\"owner\"}",
                        "kitchen 9 17 cem {\"user\":\"cem\",\"role\":\"owner\"}");
        assertThat(column("SELECT CONCAT(id, ' ', seq, ' ', fence) FROM log_head ORDER BY id"))
                .containsExactly("empty 10 0", "garden 8 8", "kitchen 9 9", "owned 9 0", "workspace 0 0");
    }
}
