package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The files for containers agree with the code and with each other. No engine is asked here: what it would make of them
 * is not tested.
 */
class ComposeTest {

    private static final Path DOCKER = Path.of("docker");
    private static final List<String> NODES = List.of("node1", "node2");

    private Map<String, Object> services;
    private Set<String> volumes;

    @BeforeEach
    void read() throws IOException {
        var root = map(new Load(LoadSettings.builder().build()).loadFromString(text("compose.cluster.yaml")));
        services = map(root.get("services"));
        volumes = map(root.get("volumes")).keySet();
    }

    private static String text(String file) throws IOException {
        return Files.readString(DOCKER.resolve(file));
    }

    @SuppressWarnings("unchecked") // YAML has no other keys here
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private static List<String> list(Object yaml) {
        return ((List<?>) yaml).stream().map(Object::toString).toList();
    }

    private Map<String, Object> service(String name) {
        return map(services.get(name));
    }

    private Map<String, Object> environment(String service) {
        var own = new HashMap<>(map(service(service).get("environment")));
        // Compose knows the merge key, and the reader here does not.
        var shared = own.remove("<<");
        if (shared == null) {
            return own;
        }
        var all = new HashMap<>(map(shared));
        all.putAll(own);
        return all;
    }

    private Map<String, Object> withoutName(String node) {
        var rest = new HashMap<>(environment(node));
        assertThat(rest.remove("CONFAB_NODE_NAME")).isEqualTo(node);
        return rest;
    }

    @Test
    void there_is_all_that_a_cluster_needs() {
        assertThat(services.keySet()).containsExactlyInAnyOrder("mysql", "valkey", "node1", "node2", "haproxy");
        services.forEach((name, service) -> assertThat(map(service)).as(name).containsKey("image"));
    }

    @Test
    void every_setting_of_a_node_is_one_that_confab_reads() throws IOException {
        Set<String> known;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/dev/confab/ops"))) {
            var texts = new StringBuilder();
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                texts.append(Files.readString(source));
            }
            known = Pattern.compile("\"(confab(\\.[a-z0-9-]+)+)\"")
                    .matcher(texts)
                    .results()
                    .map(found -> found.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                    .collect(Collectors.toSet());
        }
        assertThat(known).contains("CONFAB_DB_URL", "CONFAB_DRAIN_AT_MOST");
        for (var node : NODES) {
            assertThat(known).containsAll(environment(node).keySet());
        }
    }

    @Test
    void both_nodes_are_one_confab_and_each_keeps_its_own_index() {
        assertThat(withoutName("node1")).isEqualTo(withoutName("node2"));
        for (var node : NODES) {
            assertThat(list(service(node).get("volumes"))).containsExactly(node + ":/data", "files:/data/files");
        }
        assertThat(volumes).contains("node1", "node2", "files", "mysql");
    }

    @Test
    void the_addresses_of_the_database_and_of_redis_are_those_of_the_services() {
        assertThat(environment("node1").get("CONFAB_DB_URL").toString())
                .isEqualTo("jdbc:mysql://mysql:3306/" + environment("mysql").get("MYSQL_DATABASE"));
        assertThat(environment("node1"))
                .containsEntry("CONFAB_DB_USER", environment("mysql").get("MYSQL_USER"));
        assertThat(environment("node1").get("CONFAB_REDIS_URL").toString()).endsWith("@valkey:6379");
    }

    @Test
    void commits_are_kept() {
        assertThat(list(service("mysql").get("command")))
                .contains("--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1");
    }

    @Test
    void a_node_is_left_the_time_to_leave() throws IOException {
        // Until it is out of rotation, until its sockets are closed; and the requests that have begun and what the
        // log's
        // writer has to finish, 10 s each.
        var farewell = usual("confab.drain.notice").plus(usual("confab.drain.at-most"));
        for (var node : NODES) {
            var grace = Duration.parse("PT" + service(node).get("stop_grace_period"));
            assertThat(grace).isGreaterThan(farewell.plusSeconds(20));
        }
    }

    private static Duration usual(String setting) throws IOException {
        var settings = Files.readString(Path.of("src/main/java/dev/confab/ops/Settings.java"));
        var seconds = Pattern.compile("\"" + setting + "\", (\\d+),").matcher(settings);
        assertThat(seconds.find()).isTrue();
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
    }

    @Test
    void what_a_node_needs_is_there_before_it_starts() {
        for (var node : NODES) {
            assertThat(map(service(node).get("depends_on")).keySet()).containsExactlyInAnyOrder("mysql", "valkey");
        }
        assertThat(map(service("haproxy").get("depends_on")).keySet()).containsExactlyInAnyOrderElementsOf(NODES);
        Stream.of("mysql", "valkey")
                .forEach(needed -> assertThat(service(needed)).containsKey("healthcheck"));
    }

    @Test
    void haproxy_is_given_all_that_its_configuration_asks_for() throws IOException {
        var asked = Pattern.compile("(?:\\$\\{|defined\\()(CONFAB_\\w+)")
                .matcher(text("haproxy.cfg"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        asked.remove("CONFAB_NODE_3");
        assertThat(environment("haproxy").keySet()).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(environment("haproxy"))
                .containsEntry("CONFAB_NODE_1", "node1:8080")
                .containsEntry("CONFAB_NODE_2", "node2:8080");
        assertThat(list(service("haproxy").get("volumes")))
                .containsExactly("./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro");
    }

    @Test
    void the_image_is_run_by_somebody_who_is_not_root_and_java_is_its_first_process() throws IOException {
        var image = text("Dockerfile");
        assertThat(image)
                .containsPattern("(?m)^USER confab$")
                .containsPattern("(?m)^EXPOSE 8080$")
                .containsPattern("(?m)^HEALTHCHECK .* CMD \\[\"/opt/confab/docker/healthcheck\"]$")
                .containsPattern("(?m)^ENTRYPOINT \\[\"java\", .*\"@/opt/confab/domain/java.arguments\"]$")
                .contains(Image.class.getName() + " /opt/confab");
        assertThat(DOCKER.resolve("healthcheck")).isExecutable();
        assertThat(text("healthcheck")).contains("/health/ready");
        // The options of the JVM are chosen for the release that prepares the image.
        assertThat(Pattern.compile("(?:BUILD|RUNTIME)_IMAGE=\\S*?temurin[:-](\\d+)")
                        .matcher(image)
                        .results()
                        .map(found -> found.group(1))
                        .distinct())
                .hasSize(1);
    }
}
