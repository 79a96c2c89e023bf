package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.ops.Schema;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

class LoadShedderTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final AtomicInteger refused = new AtomicInteger();

    private LoadShedder of(int places, Duration patience) {
        var counter = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Counter.class}, (self, method, given) -> {
                    refused.incrementAndGet();
                    return null;
                });
        var metrics = (MetricRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MetricRegistry.class},
                (self, method, given) -> method.getName().equals("counter") ? counter : null);
        var shedder = new LoadShedder(places, patience, metrics);
        shedder.measure();
        return shedder;
    }

    private static LoadShedder full(LoadShedder shedder, int places) {
        for (var i = 0; i < places; i++) {
            assertThat(shedder.enter()).isTrue();
        }
        return shedder;
    }

    @Test
    void in_a_burst_one_waits_for_a_place() throws Exception {
        var shedder = full(of(2, LONG), 2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var later = CompletableFuture.supplyAsync(shedder::enter, threads);
            assertThat(later).isNotDone();
            shedder.leave();
            assertThat(later.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(refused).hasValue(0);
    }

    @Test
    void when_one_has_waited_in_vain_the_others_do_not_wait() {
        var shedder = full(of(2, Duration.ofSeconds(2)), 2);
        assertThat(shedder.enter()).isFalse();
        var begun = System.nanoTime();
        assertThat(shedder.enter()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(refused).hasValue(2);
    }

    @Test
    void what_gets_free_in_an_overload_is_taken() {
        var shedder = full(of(4, SHORT), 4);
        assertThat(shedder.enter()).isFalse();
        shedder.leave();
        assertThat(shedder.enter()).isTrue();
        assertThat(shedder.enter()).isFalse();
    }

    @Test
    void with_half_of_the_places_free_it_is_over() throws Exception {
        var shedder = full(of(4, Duration.ofMillis(200)), 4);
        assertThat(shedder.enter()).isFalse();
        for (var i = 0; i < 3; i++) {
            shedder.leave();
        }
        full(shedder, 3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waits = CompletableFuture.supplyAsync(shedder::enter, threads);
            TimeUnit.MILLISECONDS.sleep(20);
            shedder.leave();
            assertThat(waits.get(10, TimeUnit.SECONDS)).as("it waited again").isTrue();
        }
    }

    @Test
    void the_container_has_threads_beside_those() throws Exception {
        var settings = Files.readString(Path.of("docker/preboot.asadmin"));
        var most = Pattern.compile("http-thread-pool\\.max-thread-pool-size=(\\d+)")
                .matcher(settings);
        assertThat(most.find()).isTrue();
        var readersOfFiles = 40;
        var mostUploads = 48;
        assertThat(Integer.parseInt(most.group(1)))
                .isGreaterThan(LoadShedder.AT_ONCE + LoadShedder.HANDSHAKES + readersOfFiles + mostUploads);
    }

    @Test
    void the_pool_has_connections_beside_those() {
        var writerFeedsGreetingsAndHealth = 8;
        assertThat(LoadShedder.AT_ONCE + LoadShedder.HANDSHAKES + writerFeedsGreetingsAndHealth)
                .isLessThanOrEqualTo(Schema.CONNECTIONS);
    }

    @Test
    void who_gets_a_place_after_all_does_not_end_the_overload() throws Exception {
        var shedder = full(of(4, Duration.ofMillis(500)), 4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var inVain = CompletableFuture.supplyAsync(shedder::enter, threads);
            TimeUnit.MILLISECONDS.sleep(250);
            var inTime = CompletableFuture.supplyAsync(shedder::enter, threads);
            assertThat(inVain.get(10, TimeUnit.SECONDS)).isFalse();
            shedder.leave();
            assertThat(inTime.get(10, TimeUnit.SECONDS)).isTrue();
        }
        var begun = System.nanoTime();
        assertThat(shedder.enter()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("it does not wait")
                .isLessThan(Duration.ofMillis(400));
    }
}
