package dev.confab.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A MariaDB of the loopback address, whose data stay. It holds one database, {@code confab}. Commits are durable, as in
 * production. It ends with this JVM, whichever way that ends.
 */
public final class MariaDbServer implements Server {

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(3);
    private static final int CONNECT_LIMIT_MS = 1_000;

    /**
     * Its programs.
     *
     * @param base where they are unpacked; nothing for those of this machine
     */
    public record Programs(Path server, Path installer, Optional<Path> base) {

        /** Those that Maven has unpacked here, for Linux on x86, or else those of this machine. */
        public static Programs find(Path unpacked) throws IOException {
            if (isLinuxOnX86() && Files.exists(unpacked.resolve("bin/mariadbd"))) {
                for (var folder : List.of("bin", "scripts")) {
                    executable(unpacked.resolve(folder));
                }
                return new Programs(
                        unpacked.resolve("bin/mariadbd"),
                        unpacked.resolve("scripts/mariadb-install-db"),
                        Optional.of(unpacked));
            }
            var server = Program.onPath("mariadbd");
            var installer = Program.onPath("mariadb-install-db");
            if (server.isEmpty() || installer.isEmpty()) {
                throw new IOException("mariadbd or mariadb-install-db is not on this machine. Install MariaDB (Debian "
                        + "and Ubuntu: apt-get install mariadb-server; macOS: brew install mariadb).");
            }
            return new Programs(server.get(), installer.get(), Optional.empty());
        }

        private static boolean isLinuxOnX86() {
            return System.getProperty("os.name").equals("Linux")
                    && System.getProperty("os.arch").equals("amd64");
        }

        /** A jar does not know what can be executed. */
        private static void executable(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                for (var file : files.toList()) {
                    if (!Files.isExecutable(file) && !file.toFile().setExecutable(true)) {
                        throw new IOException(file + " cannot be made executable");
                    }
                }
            }
        }
    }

    /**
     * What it is started with.
     *
     * @param data the folder of the data, made if it is not there
     * @param work a folder of its own for what does not stay; its path must be short, for it holds a socket
     * @param log what it says is added to this file
     * @param password of the account {@code confab}, from now on
     */
    public record Options(Programs programs, Path data, Path work, Path log, int port, String password) {

        /** What tells a node to use it. */
        public Map<String, String> settings() {
            return Map.of(
                    "confab.db.url",
                    "jdbc:mysql://127.0.0.1:" + port + "/confab?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                    "confab.db.user",
                    "confab",
                    "confab.db.password",
                    password);
        }
    }

    private final Options options;
    private final Leashed process;
    private final StartLog log;

    private MariaDbServer(Options options, Leashed process, StartLog log) {
        this.options = options;
        this.process = process;
        this.log = log;
    }

    /** Starts the process, after making the data where there are none. */
    public static MariaDbServer start(Options options) throws IOException, InterruptedException {
        Files.createDirectories(options.work());
        if (Files.notExists(options.data())) {
            install(options);
        }
        var users = options.work().resolve("users.sql");
        Secrets.write(users, users(options.password()));
        var command = new ArrayList<>(List.of(
                options.programs().server().toString(),
                "--no-defaults",
                "--datadir=" + options.data(),
                "--tmpdir=" + options.work(),
                "--socket=" + options.work().resolve("socket"),
                "--port=" + options.port(),
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                // Or it makes itself a certificate first, which takes half a minute of a processor at each start.
                "--skip-ssl",
                "--character-set-server=utf8mb4",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=256M",
                // Each node uses up to 40.
                "--max-connections=200",
                "--init-file=" + users));
        command.addAll(common(options.programs()));
        var log = new StartLog(options.log());
        return new MariaDbServer(options, Leashed.start(command, Map.of(), options.log()), log);
    }

    private static List<String> common(Programs programs) {
        var user = System.getProperty("user.name");
        var options = new ArrayList<String>();
        programs.base().ifPresent(base -> options.add("--basedir=" + base));
        // It refuses to run as root unless it is told to.
        options.add("--user=" + user);
        return options;
    }

    /** The account can do what it needs in its database and nothing else. The administrator has no password and no network. */
    private static List<String> users(String password) {
        return List.of(
                "CREATE DATABASE IF NOT EXISTS confab CHARACTER SET utf8mb4;",
                "CREATE USER IF NOT EXISTS 'confab'@'%' IDENTIFIED BY '" + password + "';",
                "ALTER USER 'confab'@'%' IDENTIFIED BY '" + password + "';",
                "GRANT ALL ON confab.* TO 'confab'@'%';");
    }

    private static void install(Options options) throws IOException, InterruptedException {
        // What is broken off is no database.
        var half = options.data().resolveSibling(options.data().getFileName() + ".new");
        Trees.delete(half);
        Files.createDirectories(half);
        var command = new ArrayList<>(List.of(
                options.programs().installer().toString(),
                "--no-defaults",
                "--datadir=" + half,
                "--tmpdir=" + options.work(),
                "--auth-root-authentication-method=socket",
                "--auth-root-socket-user=" + System.getProperty("user.name"),
                "--skip-name-resolve",
                "--skip-test-db"));
        command.addAll(common(options.programs()));
        Files.createDirectories(options.log().toAbsolutePath().getParent());
        var log = new StartLog(options.log());
        var installer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(options.log().toFile()))
                .start();
        if (!installer.waitFor(INSTALL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            installer.descendants().forEach(ProcessHandle::destroyForcibly);
            installer.destroyForcibly();
        }
        if (installer.waitFor() != 0) {
            throw new NotStarted("MariaDB's database could not be made", log.tail());
        }
        Files.move(half, options.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        process.await(limit, "MariaDB", log, this::greets);
    }

    /** The server speaks first, as soon as it takes connections; and it takes them when the users are there. */
    private boolean greets() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", options.port()), CONNECT_LIMIT_MS);
            socket.setSoTimeout(CONNECT_LIMIT_MS);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop(Duration limit) throws InterruptedException {
        process.stop(limit);
    }
}
