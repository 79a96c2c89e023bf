package dev.confab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What {@code mvn -Pcluster} ends in: a Confab of several nodes, until Ctrl-C. A server of it that ends is told and
 * started again after a moment, as in a cloud, so that one may kill what one likes and look.
 *
 * <p>Settings of its own, beside those of the nodes: {@code confab.nodes} (2, up to 3), {@code confab.port} (8080),
 * {@code confab.address} (127.0.0.1, this machine only), {@code confab.data.dir} (data/cluster), {@code confab.heap} of
 * each node (512m).
 */
public final class RunCluster {

    private static final List<String> NODES = List.of("1", "2", "3");
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    /** How long what has ended is away. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Path project;
    private final Cluster.Options options;
    private final Cluster cluster;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private RunCluster(Path project, Cluster.Options options) {
        this.project = project;
        this.options = options;
        this.cluster = Cluster.of(options, Run::say);
    }

    /** Arguments: the project's folder, the build's, that of Payara, that of MariaDB, the file of the settings. */
    public static void main(String[] args) throws InterruptedException {
        try {
            var project = Path.of(args[0]);
            new RunCluster(
                            project,
                            options(project, Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), Path.of(args[4])))
                    .run();
        } catch (NotStarted e) {
            System.err.println(e.log());
            Run.fail(e.getMessage());
        } catch (IOException e) {
            Run.fail(e.getMessage());
        }
    }

    private static Cluster.Options options(Path project, Path build, Path payara, Path mariaDb, Path file)
            throws IOException {
        var settings = Run.settings(file);
        var nodes = settings.getOrDefault("confab.nodes", "2");
        if (!NODES.contains(nodes)) {
            throw new IOException("confab.nodes is " + String.join(", ", NODES) + ", not \"" + nodes + "\"");
        }
        return new Cluster.Options(
                payara,
                project.resolve("docker"),
                build.resolve("confab.war"),
                mariaDb,
                project.resolve("target/programs"),
                build.resolve("domains"),
                build.resolve("logs"),
                project.resolve(settings.getOrDefault("confab.data.dir", "data/cluster")),
                settings.getOrDefault("confab.address", "127.0.0.1"),
                Integer.parseInt(settings.getOrDefault("confab.port", "8080")),
                Integer.parseInt(nodes),
                settings,
                List.of("-Xmx" + settings.getOrDefault("confab.heap", "512m")));
    }

    private void run() throws IOException, InterruptedException {
        if (!Ports.isFree(options.address(), options.port())) {
            throw new IOException("port " + options.port()
                    + " is taken. Choose another one: mvn -Pcluster -Dconfab.port=" + (options.port() + 1));
        }
        var data = DataFolder.take(options.data())
                .orElseThrow(() -> new IOException(
                        "the data folder is in use by another Confab; name another: -Dconfab.data.dir=..."));
        Trees.delete(options.logs());
        Run.say("logs are in " + project.relativize(options.logs()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        // Where Maven is killed and has no time to stop us, its end is ours.
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));
        try {
            cluster.start();
            cluster.members().forEach(this::watch);
            welcome();
            heal();
        } catch (IOException e) {
            if (!isStopping()) {
                throw e;
            }
        }
        data.release();
    }

    private void welcome() {
        System.out.println();
        System.out.println("Confab is ready at " + cluster.uri());
        for (var node : cluster.nodes()) {
            System.out.println("  " + node + ", on this machine only: " + cluster.node(node));
        }
        System.out.println("Data in " + options.data() + ". What is killed is started again after a moment. "
                + "Ctrl-C stops it all.");
    }

    private void watch(Member member) {
        member.handle().onExit().thenRun(() -> tasks.add(() -> startAgain(member)));
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Until the end. What cannot be started again ends it all. */
    private void heal() throws IOException, InterruptedException {
        while (!isStopping()) {
            tasks.take().run();
        }
    }

    private void startAgain(Member member) throws IOException, InterruptedException {
        var pid = member.handle().pid();
        // Ctrl-C reaches all of us at the same moment.
        if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        Run.say(member.name() + " (process " + pid + ") has ended and is started again");
        member.start();
        // Aside: it may be waiting for another one that has ended too.
        Thread.ofVirtual().start(() -> await(member));
    }

    private void await(Member member) {
        try {
            member.awaitReady(START_LIMIT);
            Run.say(member.name() + " is ready again, process "
                    + member.handle().pid());
            watch(member);
        } catch (IOException e) {
            tasks.add(() -> {
                throw e;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void stop() {
        stopping.countDown();
        Run.say("stopping");
        cluster.close();
    }
}
