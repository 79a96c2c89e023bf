package dev.confab.bench;

import dev.confab.testing.MariaDb;
import dev.confab.testing.Redis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The load program: {@code mvn -Pbench}. Starts servers and databases, loads them, prints the table. Its settings are
 * those of {@link Plan}.
 */
public final class Bench {
    private final Plan plan;
    private final Table table = new Table();
    private final Path project;
    private final Path build;
    private final Path payara;

    private Bench(Plan plan, Path project, Path build, Path payara) {
        this.plan = plan;
        this.project = project;
        this.build = build;
        this.payara = payara;
    }

    /** Arguments: the project's folder; the build's folder, with the WAR; the folder of Payara; the plan. */
    public static void main(String[] args) throws Exception {
        try {
            new Bench(plan(Path.of(args[3])), Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).run();
        } catch (Unexpected e) {
            System.err.println("Confab: no figures, for a promise was broken: " + e.getMessage());
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static Plan plan(Path file) throws IOException {
        var given = new Properties();
        try (var in = Files.newInputStream(file)) {
            given.load(in);
        }
        return Plan.of(given);
    }

    private void run() throws Exception {
        if (plan.has(Plan.SCROLLING) && !plan.has(Plan.SEARCH)) {
            throw new Unexpected(
                    "what is scrolled through is what was filled for the search: bench.parts=search,scrolling");
        }
        if (plan.has(Plan.POSTS) || plan.has(Plan.DELIVERIES) || plan.has(Plan.SEARCH)) {
            onMariaDb();
        }
        if (plan.has(Plan.POSTS_H2)) {
            try (var server = start("h2", Map.of());
                    var town = new Town(server.port())) {
                new PostingBench(plan, "H2", table).run(town, server.handle(), Optional.empty());
            }
        }
        if (plan.has(Plan.STORMS)) {
            stormsOnMariaDb();
        }
        if (plan.has(Plan.STORMS_H2)) {
            stormsOnH2();
        }
        if (plan.has(Plan.NODES)) {
            oneNodeBesideThree();
        }
        System.out.println();
        System.out.println(table);
        Files.writeString(build.resolve("table.txt"), table.toString());
    }

    private void stormsOnMariaDb() throws Exception {
        try (var mariaDb = MariaDb.create("storms")) {
            var settings = mariaDb.database().settings();
            var crowd = Crowd.fill(settings, plan.returning());
            try (var server = start("storm-mariadb", settings)) {
                new StormBench(plan, crowd, "MariaDB", table).run(server, mariaDb::questions);
            }
        }
    }

    private void stormsOnH2() throws Exception {
        var folder = Files.createTempDirectory(Files.createDirectories(build.resolve("servers")), "storm-h2-");
        var settings = Map.of("confab.db.url", "jdbc:h2:file:" + folder.resolve("confab") + ";WRITE_DELAY=0");
        var crowd = Crowd.fill(settings, plan.returning());
        try (var server = start("storm-h2", settings)) {
            new StormBench(plan, crowd, "H2", table).run(server, () -> 0);
        }
    }

    private void oneNodeBesideThree() throws Exception {
        try (var mariaDb = MariaDb.create("nodes");
                var redis = Redis.start()) {
            var together = new HashMap<>(mariaDb.database().settings());
            together.put("confab.redis.url", redis.url());
            try (var alone = start("alone", mariaDb.database().settings());
                    var first = start("first-of-three", together);
                    var second = start("second-of-three", together);
                    var third = start("third-of-three", together)) {
                new NodesBench(plan, table).run(alone, List.of(first, second, third), redis.handle());
            }
        }
    }

    private void onMariaDb() throws Exception {
        try (var mariaDb = MariaDb.create("bench")) {
            var settings = mariaDb.database().settings();
            try (var server = start("mariadb", settings);
                    var town = new Town(server.port())) {
                if (plan.has(Plan.DELIVERIES)) {
                    new DeliveryBench(plan, table)
                            .run(town, server.handle(), project.resolve("src/test/bench/ws-broadcast.mjs"));
                }
                if (plan.has(Plan.SEARCH)) {
                    var search = new SearchBench(plan, table);
                    search.run(town, server.handle(), settings);
                    if (plan.has(Plan.SCROLLING)) {
                        new ScrollingBench(project, table).run(server.port(), search.ann(), search.garden());
                    }
                }
                if (plan.has(Plan.POSTS)) {
                    try (var yardstick = new RawInserts(settings, mariaDb.handle(), plan.textLength())) {
                        new PostingBench(plan, "MariaDB", table).run(town, server.handle(), Optional.of(yardstick));
                    }
                }
            }
        }
    }

    private ServerUnderLoad start(String name, Map<String, String> database) throws Exception {
        var server = ServerUnderLoad.start(
                name,
                new ServerUnderLoad.Made(payara, project.resolve("docker"), build),
                database,
                plan.serverOptions());
        System.out.println(
                "Confab on " + name + " is process " + server.handle().pid() + ", port " + server.port());
        return server;
    }
}
