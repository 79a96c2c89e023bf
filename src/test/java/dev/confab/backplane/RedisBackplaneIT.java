package dev.confab.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Entry;
import dev.confab.ops.Installation;
import dev.confab.run.Ports;
import dev.confab.testing.Certificate;
import dev.confab.testing.Redis;
import dev.confab.testing.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server, and a real cluster of one. */
class RedisBackplaneIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] SECRET = {1, 2, 3};

    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose.reversed()) {
            each.close();
        }
    }

    private static final class Node implements AutoCloseable {
        private final RedisBackplane backplane;
        private final BlockingQueue<Entry> heard = new LinkedBlockingQueue<>();

        Node(String url, String installation, byte[] secret) {
            backplane = new RedisBackplane(url, () -> Optional.of(new Installation.Identity(installation, secret)));
            backplane.follow(heard::addAll);
            backplane.start(Thread::new, () -> true);
        }

        void hears(Entry entry) throws InterruptedException {
            assertThat(heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(entry);
        }

        @Override
        public void close() {
            backplane.close();
        }
    }

    private Redis redis(boolean isCluster) {
        Redis redis = isCluster ? Redis.cluster() : Redis.start();
        toClose.add(redis);
        return redis;
    }

    private Node node(String url) {
        return node(url, "one", SECRET);
    }

    private Node node(String url, String installation, byte[] secret) {
        Node node = new Node(url, installation, secret);
        toClose.add(node);
        return node;
    }

    private static Entry event(String log, long seq) {
        return new Entry(log, seq, "message.posted", Instant.EPOCH, "ann", "{\"text\":\"roses\"}", "c" + seq);
    }

    private static void until(String what, BooleanSupplier isSo) {
        Waiting.until(LIMIT, () -> what, isSo::getAsBoolean);
    }

    /** Only so is it known that the other listens: what was said before that is lost. */
    private static void untilHeard(Node from, Node at, String log) {
        until("it listens to " + log, () -> {
            from.backplane.publish(List.of(event(log, 1)));
            try {
                return at.heard.poll(50, TimeUnit.MILLISECONDS) != null;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        until("the rest has come", () -> {
            boolean isMore = at.heard.poll() != null;
            pause(100);
            return !isMore && at.heard.isEmpty();
        });
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_node_hears_what_another_writes_on_the_logs_it_listens_to(boolean isCluster) throws InterruptedException {
        String url = redis(isCluster).url();
        Node here = node(url);
        Node there = node(url);
        here.backplane.listen("garden");
        there.backplane.listen("garden");
        untilHeard(here, there, "garden");
        here.heard.clear();
        Entry elsewhere = event("shed", 2);
        Entry said = event("garden", 2);
        here.backplane.publish(List.of(elsewhere, said));
        there.hears(said);
        // It told itself at once, and once.
        here.hears(elsewhere);
        here.hears(said);
        pause(200);
        assertThat(here.heard).isEmpty();
        assertThat(there.heard).isEmpty();
        there.backplane.leave("garden");
        until("it does not listen any more", () -> {
            here.backplane.publish(List.of(event("garden", 3)));
            pause(100);
            boolean isHeard = there.heard.poll() != null;
            there.heard.clear();
            return !isHeard;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cut_off_or_wiped_it_listens_again_by_itself(boolean isCluster) {
        Redis redis = redis(isCluster);
        Node here = node(redis.url());
        Node there = node(redis.url());
        there.backplane.listen("garden");
        untilHeard(here, there, "garden");
        redis.say("CLIENT KILL TYPE pubsub");
        untilHeard(here, there, "garden");
        if (!isCluster) {
            redis.kill9();
            until("it is noticed", () -> !there.backplane.isConnected());
            redis.restart();
            untilHeard(here, there, "garden");
        }
    }

    @Test
    void what_cannot_be_said_holds_up_nobody() {
        Redis redis = redis(false);
        Node here = node(redis.url());
        until("it is connected", here.backplane::isConnected);
        redis.kill9();
        long begun = System.nanoTime();
        for (int seq = 1; seq <= 20_000; seq++) {
            here.backplane.publish(List.of(event("garden", seq)));
        }
        assertThat(here.heard).hasSize(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        until("it is counted as lost", () -> here.backplane.lost() > 0);
    }

    @Test
    void a_server_that_comes_later_is_found() {
        Redis redis = redis(false);
        redis.kill9();
        Node here = node(redis.url());
        Node there = node(redis.url());
        there.backplane.listen("garden");
        pause(500);
        assertThat(there.backplane.isConnected()).isFalse();
        redis.restart();
        untilHeard(here, there, "garden");
    }

    @Test
    void nobody_else_is_believed() throws InterruptedException {
        Redis redis = redis(false);
        Node there = node(redis.url());
        Node ours = node(redis.url());
        Node others = node(redis.url(), "two", SECRET);
        Node forger = node(redis.url(), "one", new byte[] {9});
        there.backplane.listen("garden");
        untilHeard(ours, there, "garden");
        // In another's name space nobody is even heard; with another secret nobody is believed.
        others.backplane.publish(List.of(event("garden", 2)));
        forger.backplane.publish(List.of(event("garden", 3)));
        for (String noise : List.of("x", "{}", "a".repeat(40), "a".repeat(60_000))) {
            redis.say("PUBLISH confab:one:garden " + noise);
        }
        until("all are refused", () -> there.backplane.refused() >= 5);
        Entry ourOwn = event("garden", 4);
        ours.backplane.publish(List.of(ourOwn));
        there.hears(ourOwn);
    }

    @Test
    void a_wrong_password_is_waited_out() {
        Redis redis = Redis.start("--requirepass", "secret");
        toClose.add(redis);
        Node wrong = node("redis://:guess@127.0.0.1:" + redis.port());
        Node right = node("redis://:secret@127.0.0.1:" + redis.port());
        until("the right one is let in", right.backplane::isConnected);
        assertThat(wrong.backplane.isConnected()).isFalse();
        wrong.backplane.publish(List.of(event("garden", 1)));
        assertThat(wrong.heard).hasSize(1);
    }

    @Test
    void over_tls_it_believes_only_a_server_that_can_be_trusted(@TempDir Path folder) {
        Certificate own = Certificate.selfSigned(folder);
        int port = Ports.free();
        Redis redis = Redis.start(
                "--tls-port", Integer.toString(port),
                "--tls-cert-file", own.certificate().toString(),
                "--tls-key-file", own.key().toString(),
                "--tls-auth-clients", "no");
        toClose.add(redis);
        Node wary = node("rediss://127.0.0.1:" + port);
        Node here = node("rediss://127.0.0.1:" + port + "?verifyPeer=NONE");
        Node there = node("rediss://127.0.0.1:" + port + "?verifyPeer=NONE");
        there.backplane.listen("garden");
        untilHeard(here, there, "garden");
        assertThat(redis.say("CLIENT LIST")).contains("laddr=127.0.0.1:" + port);
        assertThat(wary.backplane.isConnected()).isFalse();
    }
}
