package dev.confab.testing;

import java.util.Map;
import java.util.TreeMap;

/**
 * An empty database for one server, or for several that form one Confab.
 *
 * @param settings what a server must be told to use it; nothing means H2 in the server's own data folder
 */
public record Database(Map<String, String> settings) {

    /** H2 in a file under the server's data folder. */
    public static Database h2() {
        return new Database(Map.of());
    }

    /** The same database by way of this port, where a {@link FaultProxy} listens. */
    public Database by(int port) {
        var same = new TreeMap<>(settings);
        same.computeIfPresent(
                "confab.db.url", (key, url) -> url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + port));
        return new Database(same);
    }

    /** The kind that this run of the tests is about, by the system property {@code confab.test.db}. */
    public static Database ofThisRun() {
        return switch (System.getProperty("confab.test.db", "h2")) {
            case "h2" -> h2();
            case "mariadb" -> MariaDb.ofThisJvm().database();
            default -> throw new IllegalArgumentException("confab.test.db is h2 or mariadb");
        };
    }
}
