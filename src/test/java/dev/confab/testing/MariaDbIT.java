package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "confab.test.db", matches = "mariadb")
class MariaDbIT {

    @Test
    void what_was_committed_survives_a_kill() throws SQLException {
        try (var mariaDb = MariaDb.create("hurt")) {
            var database = mariaDb.database();
            execute(database, "CREATE TABLE notes (text VARCHAR(20))", "INSERT INTO notes VALUES ('kept')");

            mariaDb.kill9();
            mariaDb.restart();

            assertThat(firstNote(database)).isEqualTo("kept");
        }
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String firstNote(Database database) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var notes = statement.executeQuery("SELECT text FROM notes")) {
            notes.next();
            return notes.getString(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        var settings = database.settings();
        return DriverManager.getConnection(
                settings.get("confab.db.url"), settings.get("confab.db.user"), settings.get("confab.db.password"));
    }
}
