package dev.confab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Confab of several nodes on this machine: MariaDB, Redis, the nodes, and HAProxy in the place of a cloud's load
 * balancer. All of it ends with this JVM, whichever way that ends. One thread may close it while another one starts it.
 */
public final class Cluster implements AutoCloseable {

    private static final String NODE = "node";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    /**
     * What it is started with.
     *
     * @param bootCommands the folder of Payara's boot commands and of {@code haproxy.cfg}
     * @param mariaDb where Maven has unpacked MariaDB; what is not there is looked for on this machine
     * @param programs where programs are unpacked that this machine does not have
     * @param domains where the nodes have their own folders, made afresh
     * @param logs the folder of all logs
     * @param data the folder of all that stays
     * @param address where HAProxy listens; all else listens on the loopback address
     * @param nodes one to three
     * @param settings of every node; with {@code confab.db.url} or {@code confab.redis.url} no MariaDB or Redis is started
     * @param jvm further options of every node's JVM
     */
    public record Options(
            Path payara,
            Path bootCommands,
            Path war,
            Path mariaDb,
            Path programs,
            Path domains,
            Path logs,
            Path data,
            String address,
            int port,
            int nodes,
            Map<String, String> settings,
            List<String> jvm) {

        /** Whether the server that a setting names is started here, and not one of the user's own. */
        boolean isOurs(String setting) {
            var variable = setting.replace('.', '_').toUpperCase(Locale.ROOT);
            return !settings.containsKey(setting) && System.getenv(variable) == null;
        }
    }

    private final Options options;
    private final Consumer<String> progress;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private Path work;

    private Cluster(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Nothing is started yet. What happens is told to {@code progress}, a line at a time. */
    public static Cluster of(Options options, Consumer<String> progress) {
        return new Cluster(options, progress);
    }

    /** Starts all of it, and waits until people can come. Where it fails, what was started runs until {@link #close}. */
    public void start() throws IOException, InterruptedException {
        var programs = Programs.find(options, progress);
        // Its name is short: the path of a socket may have a hundred characters.
        work = Files.createTempDirectory("confab-cluster-");
        var settings = new TreeMap<>(options.settings());
        settings.put("confab.proxy.hops", "1");
        var servers = new ArrayList<Member>();
        programs.mariaDb().ifPresent(mariaDb -> servers.add(mariaDb(mariaDb, settings)));
        programs.redis().ifPresent(redis -> servers.add(redis(redis, settings)));
        begin(servers);
        var ports = ports(2 * options.nodes());
        begin(IntStream.range(0, options.nodes())
                .mapToObj(i -> node(NODE + (i + 1), ports.get(2 * i), ports.get(2 * i + 1), settings))
                .toList());
        begin(List.of(haProxy(
                programs.haProxy(),
                IntStream.range(0, options.nodes())
                        .mapToObj(i -> new InetSocketAddress("127.0.0.1", ports.get(2 * i)))
                        .toList())));
    }

    private List<Integer> ports(int many) {
        return Stream.generate(Ports::free)
                .filter(port -> port != options.port())
                .distinct()
                .limit(many)
                .toList();
    }

    /** All at once: each takes most of its time to wait for itself. */
    private void begin(List<Member> together) throws IOException, InterruptedException {
        for (var member : together) {
            progress.accept("starting " + member.name());
            members.add(member);
            member.start();
        }
        for (var member : together) {
            member.awaitReady(START_LIMIT);
            progress.accept(
                    member.name() + " is ready, process " + member.handle().pid());
        }
    }

    private Member mariaDb(MariaDbServer.Programs programs, Map<String, String> settings) {
        var mariaDb = new MariaDbServer.Options(
                programs,
                options.data().resolve("mariadb").toAbsolutePath(),
                work.resolve("mariadb"),
                log("mariadb"),
                Ports.freeBut(options.port()),
                Secrets.fresh());
        settings.putAll(mariaDb.settings());
        return new Member("MariaDB", () -> MariaDbServer.start(mariaDb));
    }

    private Member redis(Program program, Map<String, String> settings) {
        var password = Secrets.fresh();
        var redis = new RedisServer.Options(
                program,
                work.resolve("redis"),
                log("redis"),
                Ports.freeBut(options.port()),
                Map.of("requirepass", password));
        settings.put("confab.redis.url", "redis://:" + password + "@127.0.0.1:" + redis.port());
        return new Member("Redis", () -> RedisServer.start(redis));
    }

    private Member node(String name, int port, int adminPort, Map<String, String> shared) {
        var settings = new TreeMap<>(shared);
        var own = options.data().resolve(name).toAbsolutePath();
        settings.put("confab.data.dir", own.toString());
        settings.put("confab.node.name", name);
        var payara = new Payara.Options(
                options.payara(),
                options.bootCommands(),
                options.domains().resolve(name),
                options.war(),
                log(name),
                "127.0.0.1",
                port,
                adminPort,
                settings,
                options.jvm());
        return new Member(name, () -> {
            shareFiles(own);
            return Payara.start(payara);
        });
    }

    /** Each node has an index of its own for the search; what people have sent is the same for all. */
    private void shareFiles(Path own) throws IOException {
        var files = Files.createDirectories(options.data().resolve("files").toAbsolutePath());
        Files.createDirectories(own);
        if (Files.notExists(own.resolve("files"))) {
            Files.createSymbolicLink(own.resolve("files"), files);
        }
    }

    private Member haProxy(Program program, List<InetSocketAddress> nodes) {
        var haProxy = new HaProxy.Options(
                program,
                options.bootCommands().resolve("haproxy.cfg").toAbsolutePath(),
                log("haproxy"),
                options.address(),
                options.port(),
                nodes);
        return new Member("HAProxy", () -> HaProxy.start(haProxy));
    }

    private Path log(String name) {
        return options.logs().resolve(name + ".log").toAbsolutePath();
    }

    /** All that run, in the order in which they were started. */
    public List<Member> members() {
        return List.copyOf(members);
    }

    public Member member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
    }

    /** Where people come in. */
    public URI uri() {
        return haProxy().uri();
    }

    public HaProxy haProxy() {
        return (HaProxy) member("HAProxy").server();
    }

    /** Where the node itself is reached, on this machine only; {@code node1} is the first. */
    public URI node(String name) {
        return ((Payara) member(name).server()).uri();
    }

    /** The names of the nodes, which are those that HAProxy gives them. */
    public List<String> nodes() {
        return members.stream()
                .map(Member::name)
                .filter(name -> name.startsWith(NODE))
                .toList();
    }

    /** Ends all of it: the nodes take leave of their people all at once, and what they need goes last. */
    @Override
    public void close() {
        try {
            members.stream().filter(member -> member.name().startsWith(NODE)).forEach(Member::leave);
            for (var name : nodes()) {
                member(name).stop(STOP_LIMIT);
            }
            for (var member : members.reversed()) {
                member.stop(STOP_LIMIT);
            }
            if (work != null) {
                Trees.delete(work);
            }
        } catch (InterruptedException e) {
            members.forEach(Member::leave);
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
