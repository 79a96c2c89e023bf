package dev.confab.security;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The hashes of passwords as they lie in the database: what a thief of its files would have. */
final class Hashes {

    private final Map<String, String> settings;
    private final Path data;

    /** {@code data} is the server's folder, where H2 is when no other database is set. */
    Hashes(Database database, Path data) {
        this.settings = database.settings();
        this.data = data;
    }

    /** H2 can only be opened when the server has closed it: then the server is stopped and started again. */
    void whileQuiet(ConfabServer server, Runnable look) {
        if (isEmbedded()) {
            server.stop();
        }
        look.run();
        if (isEmbedded()) {
            server.restart();
        }
    }

    private boolean isEmbedded() {
        return !settings.containsKey("confab.db.url");
    }

    /** By the id of the account. */
    Map<String, String> all() {
        try (var connection = open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id, password_hash FROM account")) {
            var hashes = new TreeMap<String, String>();
            while (rows.next()) {
                hashes.put(rows.getString(1), rows.getString(2));
            }
            return hashes;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void put(String account, String hash) {
        try (var connection = open();
                var statement = connection.prepareStatement("UPDATE account SET password_hash = ? WHERE id = ?")) {
            statement.setString(1, hash);
            statement.setString(2, account);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("no account " + account);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String withParameters(String password, int memoryKiB, int iterations) {
        var function = Argon2Function.getInstance(memoryKiB, iterations, 1, 32, Argon2.ID);
        return Password.hash(password).addRandomSalt(16).with(function).getResult();
    }

    private Connection open() throws SQLException {
        return isEmbedded()
                ? DriverManager.getConnection(
                        "jdbc:h2:file:" + data.resolve("confab").toAbsolutePath(), "", "")
                : DriverManager.getConnection(
                        settings.get("confab.db.url"),
                        settings.get("confab.db.user"),
                        settings.get("confab.db.password"));
    }
}
