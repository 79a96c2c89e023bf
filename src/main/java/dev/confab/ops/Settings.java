package dev.confab.ops;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Every setting of Confab, read once by MicroProfile Config: key {@code confab.limits.text} is {@code
 * CONFAB_LIMITS_TEXT} in the environment. A wrong value stops the start with one line that names it.
 */
@ApplicationScoped
public class Settings {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int LONGEST_NAME = 100;

    private final List<String> wrong = new ArrayList<>();

    @Inject
    private Config config;

    private Limits limits;
    private Sessions sessions;
    private SignIns signIns;
    private Duration editWindow;
    private boolean receipts;
    private Files files;
    private int proxyHops;
    private Path dataDir;
    private String redisUrl;
    private Drain drain;
    private Admission admission;
    private String nodeName;

    /** Sizes and rates; the wire's own limits among them. */
    public record Limits(
            int text,
            int frame,
            int body,
            int sends,
            Duration window,
            int burst,
            int socketsPerUser,
            int sessionsPerUser,
            int tokensPerUser,
            int channelsPerUser,
            int membersPerChannel,
            int accounts,
            int outboxEvents,
            int outboxBytes,
            int resumeEvents) {}

    /** How a node leaves: it goes on as ever during the notice, and then so many sockets are closed in each second, or more, if it would take longer than at most. */
    public record Drain(Duration notice, int perSecond, Duration atMost) {}

    /**
     * How those who open a socket are let in.
     *
     * @param atOnce so many groups are being let in at the same time
     * @param waiting so many more may wait for it
     * @param patience after which one that waits is told to come again
     */
    public record Admission(int atOnce, int waiting, Duration patience) {}

    /** How long a session lives without use, and at most. */
    public record Sessions(Duration idle, Duration absolute) {}

    /** Failed sign-ins that are allowed in a window, and the price of a password's hash. */
    public record SignIns(
            int failuresPerAccount,
            int failuresPerAddress,
            Duration window,
            int hashMemoryKiB,
            int hashIterations,
            int hashThreads,
            int hashQueue) {}

    /**
     * What may be uploaded, and where it goes.
     *
     * @param bucket null where files are on the disk
     * @param size of one file, in bytes
     * @param quota of one user, in bytes
     * @param uploads under way at once
     * @param uploadsOfUser of them, of one user
     * @param allowed types such as {@code image/*}; empty for all
     * @param blocked types that are refused even if they are allowed
     * @param orphanAge after which a file that is in no message is thrown away
     */
    public record Files(
            Bucket bucket,
            int size,
            long quota,
            int uploads,
            int uploadsOfUser,
            Set<String> allowed,
            Set<String> blocked,
            Duration orphanAge) {

        /** An S3 bucket; empty strings for what is not given. */
        public record Bucket(
                String endpoint, String region, String name, boolean isPathStyle, String accessKey, String secretKey) {
            @Override
            public String toString() { // a log must not learn the keys
                return "bucket " + name;
            }
        }
    }

    protected Settings() {} // the container makes a proxy by it

    Settings(Config config) {
        this.config = config;
    }

    @PostConstruct
    void read() {
        limits = new Limits(
                number("confab.limits.text", 8_000, 1, 100_000),
                number("confab.limits.frame", 64 * 1024, 1_024, 1024 * 1024),
                number("confab.limits.body", 256 * 1024, 1_024, 16 * 1024 * 1024),
                number("confab.limits.sends", 30, 1, 100_000_000),
                seconds("confab.limits.window", 5, 1, 3_600),
                number("confab.limits.burst", 60, 1, 100_000_000),
                number("confab.limits.sockets-per-user", 10, 1, 100_000),
                number("confab.limits.sessions-per-user", 50, 1, 10_000),
                number("confab.limits.tokens-per-user", 50, 1, 10_000),
                number("confab.limits.channels-per-user", 1_000, 1, 100_000),
                number("confab.limits.members-per-channel", 10_000, 2, 1_000_000),
                number("confab.limits.accounts", 1_000_000, 1, 100_000_000),
                number("confab.limits.outbox-events", 256, 1, 100_000),
                number("confab.limits.outbox-bytes", 1024 * 1024, 64 * 1024, 64 * 1024 * 1024),
                number("confab.limits.resume-events", 1_000, 1, 100_000));
        sessions = new Sessions(
                seconds("confab.sessions.idle", 14 * 86_400, 1, 366 * 86_400),
                seconds("confab.sessions.absolute", 90 * 86_400, 1, 3_660 * 86_400));
        signIns = new SignIns(
                number("confab.sign-in.failures-per-account", 10, 1, 1_000_000),
                number("confab.sign-in.failures-per-address", 50, 1, 1_000_000),
                seconds("confab.sign-in.window", 900, 1, 86_400),
                number("confab.passwords.memory-kib", 19_456, 19_456, 1_048_576),
                number("confab.passwords.iterations", 2, 2, 100),
                number(
                        "confab.passwords.threads",
                        Math.max(1, Runtime.getRuntime().availableProcessors()),
                        1,
                        64),
                number("confab.passwords.queue", 64, 1, 10_000));
        editWindow = duration("confab.messages.edit-window");
        receipts = flag("confab.receipts", true);
        files = new Files(
                bucket(),
                number("confab.files.size", 100 * 1024 * 1024, 1_024, Integer.MAX_VALUE - 1),
                number("confab.files.quota-mib", 10 * 1024, 1, 100_000_000) * 1024L * 1024,
                number("confab.files.uploads", 16, 1, 48),
                number("confab.files.uploads-per-user", 4, 1, 48),
                types("confab.files.allowed"),
                types("confab.files.blocked"),
                seconds("confab.files.orphan-age", 86_400, 1, 366 * 86_400));
        drain = new Drain(
                seconds("confab.drain.notice", 5, 0, 300),
                number("confab.drain.sockets-per-second", 20, 1, 1_000_000),
                seconds("confab.drain.at-most", 10, 1, 300));
        admission = new Admission(
                number(
                        "confab.admission.at-once",
                        Math.max(2, Runtime.getRuntime().availableProcessors()),
                        1,
                        32),
                number("confab.admission.waiting", 20_000, 1, 1_000_000),
                seconds("confab.admission.patience", 20, 1, 40));
        nodeName = name("confab.node.name");
        proxyHops = number("confab.proxy.hops", 0, 0, 10);
        checkPublicUrl();
        redisUrl = word("confab.redis.url");
        checkRedisUrl();
        dataDir =
                Path.of(config.getOptionalValue("confab.data.dir", String.class).orElse("data"));
    }

    /** To be asked at the start. Not while the bean is made: the container would put words of its own before ours. */
    void refuseIfWrong() {
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Confab cannot start: " + String.join("; ", wrong));
        }
    }

    public Limits limits() {
        return limits;
    }

    public Sessions sessions() {
        return sessions;
    }

    public SignIns signIns() {
        return signIns;
    }

    /** How long after it was posted a message may be changed by its author; empty for as long as it stands. */
    public Optional<Duration> editWindow() {
        return Optional.ofNullable(editWindow);
    }

    /** Whether people may see how far others have read. */
    public boolean receipts() {
        return receipts;
    }

    public Files files() {
        return files;
    }

    public Drain drain() {
        return drain;
    }

    public Admission admission() {
        return admission;
    }

    /** What administrators know this node by; the host's name if they have not said another one. */
    public String nodeName() {
        return nodeName;
    }

    /** The server between the nodes; empty where there is one node alone. */
    public Optional<String> redisUrl() {
        return Optional.of(redisUrl).filter(url -> !url.isEmpty());
    }

    /** How many proxies stand before the server: that many entries at the end of X-Forwarded-For are believed. */
    public int proxyHops() {
        return proxyHops;
    }

    public Path dataDir() {
        return dataDir;
    }

    // The value is not repeated: a URL can hold a password.
    private void checkPublicUrl() {
        if (publicUrl(config).filter(url -> PublicOrigin.of(url).isEmpty()).isPresent()) {
            wrong.add("confab.public.url must be an http or https URL such as https://chat.example.org");
        }
    }

    // Nor is this one.
    private void checkRedisUrl() {
        if (!redisUrl.isEmpty()
                && !redisUrl.matches("rediss?://([^@/]*@)?[^@/:?#\\s]+(:\\d{1,5})?(/\\d{0,3})?(\\?\\S*)?")) {
            wrong.add(
                    "confab.redis.url must be a redis or rediss URL such as rediss://:password@cache.example.org:6379");
        }
    }

    private static Optional<String> publicUrl(Config config) {
        return config.getOptionalValue("confab.public.url", String.class).filter(url -> !url.isBlank());
    }

    /** Where people reach us, if that is not where we listen. That it is an address was seen at the start. */
    public static Optional<String> publicOrigin(Config config) {
        return publicUrl(config).map(url -> PublicOrigin.of(url).orElseThrow());
    }

    private Files.Bucket bucket() {
        String vault = word("confab.files.vault");
        if (vault.isEmpty() || vault.equals("disk")) {
            return null;
        }
        if (!vault.equals("s3")) {
            wrong.add("confab.files.vault must be disk or s3, not \"" + vault + "\"");
            return null;
        }
        String endpoint = word("confab.files.s3.endpoint");
        if (!endpoint.isEmpty() && PublicOrigin.of(endpoint).isEmpty()) {
            wrong.add("confab.files.s3.endpoint must be an http or https URL");
        }
        String name = word("confab.files.s3.bucket");
        if (name.isEmpty()) {
            wrong.add("confab.files.s3.bucket must be given where confab.files.vault is s3");
        }
        String pathStyle = word("confab.files.s3.path-style");
        if (!List.of("", "true", "false").contains(pathStyle)) {
            wrong.add("confab.files.s3.path-style must be true or false, not \"" + pathStyle + "\"");
        }
        String access = word("confab.files.s3.access-key");
        String secret = word("confab.files.s3.secret-key");
        if (access.isEmpty() != secret.isEmpty()) {
            wrong.add("confab.files.s3.access-key and confab.files.s3.secret-key must be given together or not at all");
        }
        String region = word("confab.files.s3.region");
        return new Files.Bucket(
                endpoint, region.isEmpty() ? "us-east-1" : region, name, pathStyle.equals("true"), access, secret);
    }

    private Set<String> types(String key) {
        Set<String> types = Stream.of(word(key).split(","))
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!types.stream().allMatch(type -> type.matches("[a-z0-9.+-]+/(\\*|[a-z0-9.+-]+)"))) {
            wrong.add(key + " must be types such as image/png or image/*, with a comma between, not \"" + word(key)
                    + "\"");
        }
        return types;
    }

    private String word(String key) {
        return config.getOptionalValue(key, String.class).map(String::strip).orElse("");
    }

    private String name(String key) {
        String given = word(key);
        if (given.codePointCount(0, given.length()) > LONGEST_NAME || !given.matches("\\P{Cntrl}*")) {
            wrong.add(key + " must be a name of at most " + LONGEST_NAME + " characters");
        }
        return given.isEmpty() ? hostName() : given;
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.substring(0, Math.min(name.length(), LONGEST_NAME));
        } catch (UnknownHostException e) { // a host that does not know its own name has none
            return "unnamed";
        }
    }

    private int number(String key, int standard, int least, int most) {
        String given = word(key);
        if (given.isEmpty()) {
            return standard;
        }
        try {
            int value = Integer.parseInt(given);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, with the value: the exception would not name the key.
        }
        wrong.add(key + " must be a whole number from " + least + " to " + most + ", not \"" + given + "\"");
        return standard;
    }

    private boolean flag(String key, boolean standard) {
        String given =
                config.getOptionalValue(key, String.class).map(String::strip).orElse("");
        switch (given) {
            case "true":
                return true;
            case "false":
                return false;
            default:
                if (!given.isEmpty()) {
                    wrong.add(key + " must be true or false, not \"" + given + "\"");
                }
                return standard;
        }
    }

    /** In ISO 8601's way; null for none. */
    private Duration duration(String key) {
        String given = word(key);
        if (given.isEmpty()) {
            return null;
        }
        try {
            Duration value = Duration.parse(given);
            if (value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(LONGEST) <= 0) {
                return value;
            }
        } catch (DateTimeParseException e) {
            // Said below, with the key.
        }
        wrong.add(key + " must be a duration from PT1S to P36500D, such as PT15M or P1D, not \"" + given + "\"");
        return null;
    }

    private Duration seconds(String key, int standard, int least, int most) {
        return Duration.ofSeconds(number(key, standard, least, most));
    }
}
