package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Entry;
import dev.confab.event.Event;
import dev.confab.log.Logs;
import dev.confab.log.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FeedTest {

    /** One log that anybody may write to; how far it can be read is said apart. */
    private static final class Garden extends Logs {
        private final List<Entry> written = new ArrayList<>();
        private long cutUpTo;
        private long readableUpTo = Long.MAX_VALUE;
        private int reads;
        private Runnable whileReading = () -> {};

        void write(int count) {
            for (int i = 0; i < count; i++) {
                written.add(Events.said("garden", written.size() + 1));
            }
        }

        List<Entry> from(long from, long to) {
            return written.subList((int) from - 1, (int) to);
        }

        @Override
        public Slice read(String log, long after, int limit) {
            reads++;
            if (after < cutUpTo) {
                return new Slice(List.of(), true);
            }
            List<Entry> found = written.stream()
                    .filter(entry -> entry.seq() > after && entry.seq() <= readableUpTo)
                    .limit(limit)
                    .toList();
            whileReading.run();
            return new Slice(found, false);
        }

        @Override
        public long head(String log) {
            return written.size();
        }

        @Override
        public Map<String, Long> heads(Collection<String> logs) {
            Map<String, Long> heads = new HashMap<>();
            logs.forEach(log -> heads.put(log, head(log)));
            return heads;
        }
    }

    private final Garden logs = new Garden();
    private final List<String> ended = new ArrayList<>();
    private final Socket socket = new Socket();
    private final Connection bob = socket.connection("bob", this::flush, () -> 1);

    private void flush(Connection connection) {
        connection.flush();
        while (socket.takesAll() && socket.inFlight() > 0) {
            socket.take();
        }
    }

    /** With bob listening, at the head. */
    private Feed feed() {
        Feed feed = new Feed("garden", logs.head("garden"), logs, new FanOut(0), ended::add);
        bob.follow("garden", logs.head("garden"), 0);
        bob.release();
        feed.listen(bob);
        refill(feed);
        return feed;
    }

    private void refill(Feed feed) {
        refill(feed, bob);
    }

    private void refill(Feed feed, Connection connection) {
        long place = feed.refill(connection);
        if (place != Feed.NOTHING) {
            feed.fill(connection, logs.read("garden", place, 256));
        }
    }

    @Test
    void a_feed_begins_at_the_head() {
        logs.write(5);
        Feed feed = feed();
        assertThat(feed.position()).isEqualTo(5);
        logs.write(1);
        feed.deliver(logs.from(6, 6));
        assertThat(socket.seqs("garden")).containsExactly(6L);
        assertThat(logs.reads).isZero();
    }

    @Test
    void what_is_published_twice_is_delivered_once() {
        Feed feed = feed();
        logs.write(3);
        feed.deliver(logs.from(1, 3));
        feed.deliver(logs.from(1, 3));
        feed.deliver(logs.from(2, 3));
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_was_not_published_is_read_before_what_was() {
        Feed feed = feed();
        logs.write(6);
        feed.deliver(logs.from(4, 5));
        assertThat(socket.seqs("garden").subList(0, 5)).containsExactly(1L, 2L, 3L, 4L, 5L);
        feed.deliver(logs.from(1, 6));
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 6));
    }

    @Test
    void two_nodes_may_publish_the_wrong_way_round() {
        Feed feed = feed();
        logs.write(4);
        feed.deliver(logs.from(3, 4));
        feed.deliver(logs.from(1, 2));
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 4));
    }

    @Test
    void what_is_published_before_it_can_be_read_is_waited_for_without_a_loop() {
        Feed feed = feed();
        logs.write(4);
        logs.readableUpTo = 0;
        feed.deliver(logs.from(3, 4));
        assertThat(socket.arrived()).isEmpty();
        assertThat(logs.reads).isEqualTo(1);
        logs.readableUpTo = Long.MAX_VALUE;
        feed.catchUp(4);
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 4));
    }

    @Test
    void whatever_is_lost_doubled_or_swapped_arrives_once_and_in_order() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            FeedTest one = new FeedTest();
            Feed feed = one.feed();
            for (int round = 0; round < 30; round++) {
                long before = one.logs.head("garden");
                one.logs.write(1 + random.nextInt(5));
                long head = one.logs.head("garden");
                List<List<Entry>> hints = new ArrayList<>();
                for (long seq = Math.max(1, before - 3); seq <= head; seq++) {
                    if (random.nextInt(3) > 0) {
                        hints.add(one.logs.from(seq, Math.min(head, seq + random.nextInt(3))));
                    }
                }
                Collections.shuffle(hints, random);
                hints.forEach(feed::deliver);
            }
            feed.catchUp(one.logs.head("garden"));
            assertThat(one.socket.seqs("garden")).as("seed " + seed).isEqualTo(Events.seqs(1, one.logs.head("garden")));
        }
    }

    @Test
    void what_is_read_while_another_thread_is_told_more_does_not_set_the_feed_back() {
        Feed feed = feed();
        logs.write(4);
        logs.whileReading = () -> {
            logs.whileReading = () -> {};
            logs.write(2);
            feed.deliver(logs.from(1, 6));
        };
        feed.catchUp(4);
        assertThat(feed.position()).isEqualTo(6);
        logs.write(1);
        feed.deliver(logs.from(7, 7));
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 7));
        assertThat(logs.reads).isEqualTo(1);
    }

    @Test
    void what_nobody_told_is_found_by_the_check_of_the_heads() {
        Feed feed = feed();
        logs.write(700);
        feed.catchUp(700);
        while (!bob.lagging().isEmpty()) {
            refill(feed);
        }
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 700));
    }

    @Test
    void a_head_that_is_known_costs_no_read() {
        Feed feed = feed();
        logs.write(3);
        feed.deliver(logs.from(1, 3));
        feed.catchUp(3);
        feed.catchUp(2);
        assertThat(logs.reads).isZero();
    }

    @Test
    void who_lags_a_little_is_filled_up_without_the_database() {
        Feed feed = feed();
        logs.write(10);
        socket.slow();
        feed.deliver(logs.from(1, 1));
        bob.offer("garden", Events.run("garden", 5, 5)); // a gap: it lags from here on
        feed.deliver(logs.from(2, 10));
        assertThat(bob.cursor("garden")).isEqualTo(1);
        refill(feed);
        while (socket.inFlight() > 0) {
            socket.take();
        }
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 10));
        assertThat(logs.reads).isZero();
        assertThat(bob.lagging()).isEmpty();
    }

    @Test
    void who_lags_far_is_filled_up_from_the_log_page_by_page() {
        Feed feed = feed();
        logs.write(1_000);
        bob.offer("garden", Events.run("garden", 5, 5)); // a gap: it lags from here on
        feed.deliver(logs.from(1, 1_000));
        int pages = 0;
        while (!bob.lagging().isEmpty()) {
            refill(feed);
            pages++;
        }
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 1_000));
        assertThat(logs.reads).isEqualTo(3); // up to 768; the tail has the rest
        assertThat(pages).isEqualTo(4);
        logs.write(1);
        feed.deliver(logs.from(1_001, 1_001));
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 1_001));
    }

    @Test
    void what_one_has_read_the_others_need_not_read() {
        logs.write(40);
        Feed feed = feed();
        Connection carl = back("carl", 30);
        Connection dora = back("dora", 30);
        Connection elsa = back("elsa", 25);
        Connection finn = back("finn", 35);
        refill(feed, carl);
        assertThat(logs.reads).isEqualTo(1);
        refill(feed, dora);
        refill(feed, finn);
        assertThat(logs.reads).as("they lack less than was read").isEqualTo(1);
        refill(feed, elsa);
        assertThat(logs.reads).as("she lacks more").isEqualTo(2);
        for (Connection each : List.of(carl, dora, elsa, finn)) {
            assertThat(each.cursor("garden")).isEqualTo(40);
            assertThat(each.lagging()).isEmpty();
        }
        logs.write(1);
        feed.deliver(logs.from(41, 41));
        feed.listen(elsa);
        assertThat(socket.seqs("garden")).containsExactly(41L);
    }

    @Test
    void who_lacks_more_than_a_tail_holds_reads_alone() {
        logs.write(600);
        Feed feed = feed();
        Connection carl = back("carl", 0);
        refill(feed, carl);
        assertThat(carl.cursor("garden")).isEqualTo(256);
        Connection dora = back("dora", 599);
        refill(feed, dora);
        assertThat(dora.cursor("garden")).isEqualTo(600);
        assertThat(logs.reads).isEqualTo(2);
    }

    /** Somebody who has come back with a cursor, on a socket of their own. */
    private Connection back(String who, long cursor) {
        Connection connection = new Socket().connection(who, ignored -> {}, () -> 1);
        connection.follow("garden", cursor, 0);
        connection.release();
        return connection;
    }

    @Test
    void who_lags_behind_what_is_kept_starts_afresh() {
        Feed feed = feed();
        logs.write(500);
        bob.offer("garden", Events.run("garden", 5, 5));
        feed.deliver(logs.from(1, 500));
        logs.cutUpTo = 100;
        refill(feed);
        refill(feed);
        assertThat(socket.types()).containsExactly("reset");
        assertThat(socket.frames().getFirst().getInt("head")).isEqualTo(500);
        logs.write(1);
        feed.deliver(logs.from(501, 501));
        assertThat(socket.seqs("garden")).containsExactly(501L);
    }

    @Test
    void a_log_that_was_cut_while_nobody_told_us_goes_on_from_the_head() {
        Feed feed = feed();
        logs.write(20);
        logs.cutUpTo = 20;
        feed.catchUp(20);
        assertThat(feed.position()).isEqualTo(20);
        logs.write(1);
        feed.deliver(logs.from(21, 21));
        while (!bob.lagging().isEmpty()) {
            refill(feed);
        }
        assertThat(socket.types().getFirst()).isEqualTo("reset");
        assertThat(socket.seqs("garden")).doesNotContain(1L, 20L);
    }

    @Test
    void a_feed_that_the_last_one_leaves_is_empty() {
        Feed feed = feed();
        Connection carl = socket.connection("carl", Socket.limits(1, 1), ignored -> {}, () -> 1);
        feed.listen(carl);
        assertThat(feed.leave(bob)).isFalse();
        assertThat(feed.leave(carl)).isTrue();
    }

    @Test
    void who_does_not_follow_any_more_is_not_listened_for_any_more() {
        Feed feed = feed();
        logs.write(1);
        feed.deliver(List.of(Events.entry("garden", 1, new Event.MemberLeft("bob", "member"))));
        refill(feed);
        assertThat(feed.listeners()).isEmpty();
    }

    @Test
    void a_login_that_ends_is_told_once_whoever_listens() {
        Feed feed = feed();
        Entry end = Events.entry("garden", 1, new Event.SessionEnded("s1"));
        feed.deliver(List.of(end));
        feed.deliver(List.of(end));
        assertThat(ended).containsExactly("s1");
    }
}
