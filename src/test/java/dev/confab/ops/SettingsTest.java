package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static Settings settings(Map<String, String> given) {
        Config config = (Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, called, args) -> Optional.ofNullable(given.get(args[0])));
        Settings settings = new Settings(config);
        settings.read();
        settings.refuseIfWrong();
        return settings;
    }

    @Test
    void a_first_start_needs_none() {
        Settings settings = settings(Map.of());
        Settings.Limits limits = settings.limits();
        assertThat(limits.text()).isEqualTo(8_000);
        assertThat(limits.frame()).isEqualTo(65_536);
        assertThat(limits.body()).isEqualTo(262_144);
        assertThat(limits.sends()).isEqualTo(30);
        assertThat(limits.window()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.burst()).isEqualTo(60);
        assertThat(limits.outboxEvents()).isEqualTo(256);
        assertThat(limits.outboxBytes()).isEqualTo(1_048_576);
        assertThat(limits.resumeEvents()).isEqualTo(1_000);
        assertThat(settings.signIns().hashMemoryKiB()).isGreaterThanOrEqualTo(19_456);
        assertThat(settings.signIns().hashIterations()).isGreaterThanOrEqualTo(2);
        assertThat(settings.proxyHops()).isZero();
        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
    }

    @Test
    void a_setting_counts_and_white_space_around_it_does_not() {
        assertThat(settings(Map.of("confab.limits.sends", " 1000 ")).limits().sends())
                .isEqualTo(1_000);
        assertThat(settings(Map.of("confab.limits.sends", "  ")).limits().sends())
                .isEqualTo(30);
    }

    @Test
    void a_wrong_value_stops_the_start_with_a_line_that_names_it() {
        assertThatThrownBy(() -> settings(Map.of("confab.limits.text", "many")))
                .hasMessage(
                        "Confab cannot start: confab.limits.text must be a whole number from 1 to 100000, not \"many\"");
    }

    @Test
    void a_duration_is_written_in_isos_way_and_none_is_no_limit() {
        assertThat(settings(Map.of()).editWindow()).isEmpty();
        assertThat(settings(Map.of("confab.messages.edit-window", " ")).editWindow())
                .isEmpty();
        assertThat(settings(Map.of("confab.messages.edit-window", "PT15M")).editWindow())
                .contains(Duration.ofMinutes(15));
        for (String wrong : List.of("900", "PT0S", "-PT1H", "P36501D", "for ever")) {
            assertThatThrownBy(() -> settings(Map.of("confab.messages.edit-window", wrong)))
                    .hasMessageStartingWith("Confab cannot start: confab.messages.edit-window must be a duration")
                    .hasMessageEndingWith("not \"" + wrong + "\"");
        }
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> settings(Map.of("confab.limits.text", "0", "confab.proxy.hops", "11")))
                .hasMessageContaining("confab.limits.text")
                .hasMessageContaining("confab.proxy.hops");
    }

    @Test
    void an_address_that_is_none_stops_the_start_and_is_not_repeated() {
        assertThatThrownBy(() -> settings(Map.of("confab.public.url", "https://ann:secret@chat.example.org")))
                .hasMessage("Confab cannot start: confab.public.url must be an http or https URL"
                        + " such as https://chat.example.org");
        assertThatThrownBy(() -> settings(Map.of("confab.public.url", "chat.example.org")))
                .hasMessageContaining("confab.public.url");
        settings(Map.of("confab.public.url", "https://chat.example.org:443/"));
        settings(Map.of("confab.public.url", " "));
    }

    @Test
    void the_server_between_the_nodes_is_a_redis_url_and_its_password_is_not_repeated() {
        for (String url : List.of(
                "redis://127.0.0.1",
                "redis://cache:6379",
                "rediss://:s3cret@cache.example.org:6380/2",
                "redis://ann:s3cret@cache?timeout=2s")) {
            assertThat(settings(Map.of("confab.redis.url", url)).redisUrl()).contains(url);
        }
        assertThat(settings(Map.of("confab.redis.url", " ")).redisUrl()).isEmpty();
        for (String url : List.of(
                "cache:6379", "http://cache", "redis://", "redis://:s3cret@", "redis://a b", "redis://cache:port")) {
            assertThatThrownBy(() -> settings(Map.of("confab.redis.url", url)))
                    .hasMessageContaining("confab.redis.url must be a redis or rediss URL")
                    .hasMessageNotContainingAny("s3cret");
        }
    }

    @Test
    void a_node_has_a_name_that_fits_a_line() {
        assertThat(settings(Map.of()).nodeName()).isNotBlank();
        assertThat(settings(Map.of("confab.node.name", " blue-1 ")).nodeName()).isEqualTo("blue-1");
        for (String wrong : List.of("n".repeat(101), "blue\nnode 2 is drained")) {
            assertThatThrownBy(() -> settings(Map.of("confab.node.name", wrong)))
                    .hasMessage("Confab cannot start: confab.node.name must be a name of at most 100 characters");
        }
    }

    @Test
    void nobody_can_make_hashes_cheap() {
        assertThatThrownBy(() -> settings(Map.of("confab.passwords.memory-kib", "8192")))
                .hasMessageContaining("confab.passwords.memory-kib");
        assertThatThrownBy(() -> settings(Map.of("confab.passwords.iterations", "1")))
                .hasMessageContaining("confab.passwords.iterations");
    }

    @Test
    void receipts_are_given_unless_they_are_switched_off() {
        assertThat(settings(Map.of()).receipts()).isTrue();
        assertThat(settings(Map.of("confab.receipts", "false")).receipts()).isFalse();
        assertThatThrownBy(() -> settings(Map.of("confab.receipts", "no")))
                .hasMessageStartingWith("Confab cannot start: confab.receipts must be true or false");
    }
}
