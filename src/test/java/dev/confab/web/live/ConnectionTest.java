package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private final Socket socket = new Socket();
    private long now = 1;
    private final List<Connection> toBeFlushed = new ArrayList<>();
    private Connection bob = connection("bob", 256, 1024 * 1024);

    /** Whenever it has something to send, it does. */
    private Connection connection(String user, int outboxEvents, int outboxBytes) {
        return socket.connection(user, Socket.limits(outboxEvents, outboxBytes), this::flush, () -> now);
    }

    private void flush(Connection connection) {
        connection.flush();
        while (socket.takesAll() && socket.inFlight() > 0) {
            socket.take();
        }
    }

    /** Follows the garden from {@code seq} on, up to date, and lets events through. */
    private void follow(long seq) {
        bob.follow("garden", seq, 0);
        bob.refill("garden", List.of(), true);
        bob.release();
    }

    private void takeAll() {
        while (socket.inFlight() > 0) {
            socket.take();
        }
    }

    @Test
    void events_arrive_in_order_as_an_array() {
        follow(3);
        bob.offer("garden", Events.run("garden", 4, 5));
        assertThat(socket.arrived())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("[{")
                .endsWith("}]");
        assertThat(socket.seqs("garden")).containsExactly(4L, 5L);
    }

    @Test
    void one_frame_is_in_flight_and_what_comes_meanwhile_gathers_in_the_next() {
        socket.slow();
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1));
        bob.offer("garden", Events.run("garden", 2, 2));
        bob.offer("garden", Events.run("garden", 3, 4));
        assertThat(socket.arrived()).hasSize(1);
        socket.take();
        assertThat(socket.arrived()).hasSize(2);
        assertThat(socket.inFlight()).isEqualTo(1);
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void what_is_sent_needs_no_flush_and_waits_for_the_frame_in_flight_like_everything() {
        socket.slow();
        bob = socket.connection("bob", toBeFlushed::add, () -> now);
        follow(0);
        assertThat(bob.lagging()).isEmpty();
        toBeFlushed.clear();
        bob.send("garden", Events.run("garden", 1, 1));
        assertThat(socket.seqs("garden")).containsExactly(1L);
        bob.send("garden", Events.run("garden", 2, 2));
        bob.send("garden", Events.run("garden", 3, 3));
        assertThat(socket.seqs("garden")).containsExactly(1L);
        assertThat(toBeFlushed).isEmpty();
        socket.take();
        assertThat(toBeFlushed).containsExactly(bob);
        bob.flush();
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_is_sent_and_does_not_follow_the_cursor_is_left_to_the_log() {
        follow(0);
        assertThat(bob.lagging()).isEmpty();
        bob.send("garden", Events.run("garden", 2, 2));
        assertThat(socket.arrived()).isEmpty();
        assertThat(bob.lagging()).containsExactly("garden");
        bob.send("garden", Events.run("garden", 1, 1));
        assertThat(socket.arrived()).isEmpty();
    }

    @Test
    void no_frame_grows_without_bound() {
        socket.slow();
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1));
        Event big = new Event.MessagePosted(
                new dev.confab.event.Message("m", "garden", 2, "ann", "x".repeat(40_000), java.time.Instant.EPOCH));
        for (long seq = 2; seq <= 5; seq++) {
            bob.offer("garden", List.of(Events.encoded("garden", seq, big)));
        }
        takeAll();
        assertThat(socket.arrived()).hasSize(5).allMatch(frame -> frame.length() < 64 * 1024);
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void who_takes_long_over_a_frame_gets_small_ones_until_it_is_fast_again() {
        socket.slow();
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1));
        bob.offer("garden", Events.run("garden", 2, 200));
        now += Duration.ofMillis(1_001).toNanos();
        socket.take();
        assertThat(socket.arrived()).hasSize(2);
        assertThat(socket.arrived().getLast().length()).isBetween(2_048, 4_096);
        socket.take();
        assertThat(socket.arrived().getLast().length()).isGreaterThan(4_096);
        takeAll();
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 200));
    }

    @Test
    void an_event_larger_than_any_frame_is_sent_alone() {
        follow(0);
        Event huge = new Event.MessagePosted(
                new dev.confab.event.Message("m", "garden", 1, "ann", "x".repeat(100_000), java.time.Instant.EPOCH));
        bob.offer("garden", List.of(Events.encoded("garden", 1, huge), Events.encoded("garden", 2)));
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L);
    }

    @Test
    void what_was_seen_before_is_not_sent_again() {
        follow(3);
        bob.offer("garden", Events.run("garden", 1, 4));
        bob.offer("garden", Events.run("garden", 2, 4));
        assertThat(socket.seqs("garden")).containsExactly(4L);
    }

    @Test
    void what_does_not_follow_is_left_to_the_log() {
        follow(3);
        bob.offer("garden", Events.run("garden", 5, 6));
        bob.offer("garden", Events.run("garden", 4, 4));
        assertThat(socket.arrived()).isEmpty();
        assertThat(bob.lagging()).containsExactly("garden");
        assertThat(bob.cursor("garden")).isEqualTo(3);
        bob.refill("garden", Events.run("garden", 4, 6), true);
        assertThat(socket.seqs("garden")).containsExactly(4L, 5L, 6L);
        assertThat(bob.lagging()).isEmpty();
    }

    @Test
    void a_log_that_nobody_follows_here_is_not_heard() {
        follow(0);
        bob.offer("kitchen", Events.run("kitchen", 1, 3));
        bob.refill("kitchen", Events.run("kitchen", 1, 3), true);
        assertThat(socket.arrived()).isEmpty();
        assertThat(bob.cursor("kitchen")).isEqualTo(-1);
    }

    @Test
    void a_refill_of_one_page_still_lags_until_the_log_is_at_its_end() {
        follow(0);
        bob.offer("garden", Events.run("garden", 9, 9));
        bob.refill("garden", Events.run("garden", 1, 4), false);
        assertThat(bob.lagging()).containsExactly("garden");
        bob.offer("garden", Events.run("garden", 5, 9)); // still to be read, not to be taken from what is published
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L, 3L, 4L);
        bob.refill("garden", Events.run("garden", 5, 9), true);
        bob.offer("garden", Events.run("garden", 10, 10));
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 10));
    }

    @Test
    void who_takes_nothing_costs_at_most_256_events_and_is_filled_up_from_the_log() {
        socket.slow();
        follow(0);
        for (long seq = 1; seq <= 1_000; seq++) {
            bob.offer("garden", Events.run("garden", seq, seq));
        }
        assertThat(bob.cursor("garden")).isEqualTo(257); // one in flight, 256 waiting
        assertThat(bob.lagging()).isEmpty(); // not worth a read yet
        takeAll();
        assertThat(bob.lagging()).containsExactly("garden");
        while (bob.cursor("garden") < 1_000) {
            long from = bob.cursor("garden") + 1;
            bob.refill("garden", Events.run("garden", from, 1_000), true);
            takeAll();
        }
        bob.refill("garden", List.of(), true);
        assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, 1_000));
        assertThat(bob.lagging()).isEmpty();
    }

    @Test
    void the_outbox_is_bounded_in_size_as_well() {
        bob = connection("bob", 100_000, 64 * 1024);
        socket.slow();
        follow(0);
        Encoded one = Events.encoded("garden", 1);
        bob.offer("garden", Events.run("garden", 1, 100_000));
        long most = 64 * 1024 / one.size() + 1;
        assertThat(bob.cursor("garden")).isBetween(most / 2, most);
    }

    @Test
    void whatever_is_lost_doubled_or_swapped_on_the_way_arrives_once_and_in_order() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Socket other = new Socket().slow();
            Connection carl =
                    other.connection("carl", Socket.limits(8, 64 * 1024), connection -> connection.flush(), () -> now);
            carl.follow("garden", 0, 0);
            carl.refill("garden", List.of(), true);
            carl.release();
            long written = 0;
            for (int step = 0; step < 200; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> written += random.nextInt(4);
                    case 1 -> {
                        long from = 1 + random.nextLong(written + 1);
                        carl.offer("garden", Events.run("garden", from, Math.min(written, from + random.nextInt(6))));
                    }
                    case 2 -> {
                        if (other.inFlight() > 0) {
                            other.take();
                        }
                    }
                    default -> {
                        if (!carl.lagging().isEmpty()) {
                            long from = carl.cursor("garden") + 1;
                            long to = Math.min(written, from + random.nextInt(12));
                            carl.refill("garden", Events.run("garden", from, to), to == written);
                        }
                    }
                }
            }
            for (int i = 0; i < 1_000 && (other.inFlight() > 0 || carl.cursor("garden") < written); i++) {
                if (other.inFlight() > 0) {
                    other.take();
                }
                carl.offer("garden", Events.run("garden", written, written));
                if (!carl.lagging().isEmpty()) {
                    carl.refill("garden", Events.run("garden", carl.cursor("garden") + 1, written), true);
                }
            }
            assertThat(other.seqs("garden")).as("seed " + seed).isEqualTo(Events.seqs(1, written));
        }
    }

    @Test
    void nothing_is_delivered_before_the_client_has_said_from_where() {
        bob.follow("garden", 3, 0);
        assertThat(bob.lagging()).isEmpty();
        bob.offer("garden", Events.run("garden", 4, 4));
        bob.signal("{\"type\":\"typing\"}");
        assertThat(socket.arrived()).isEmpty();
        bob.reply("{\"type\":\"ready\"}");
        assertThat(socket.types()).containsExactly("ready");
        bob.release();
        assertThat(bob.lagging()).containsExactly("garden");
    }

    @Test
    void a_cursor_goes_back_only_while_nothing_was_delivered() {
        bob.follow("garden", 9, 0);
        assertThat(bob.rewind("garden", 4)).isTrue();
        assertThat(bob.rewind("kitchen", 4)).isFalse();
        bob.release();
        bob.refill("garden", Events.run("garden", 5, 9), true);
        assertThat(socket.seqs("garden")).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(bob.rewind("garden", 4)).isFalse();
    }

    @Test
    void a_reset_is_the_last_that_is_heard_of_what_was_before_it() {
        socket.slow();
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1)); // in flight
        bob.offer("garden", Events.run("garden", 2, 3)); // waiting
        bob.reset("garden", 50);
        bob.refill("garden", Events.run("garden", 51, 52), true);
        takeAll();
        assertThat(socket.types()).containsExactly("event", "reset", "event", "event");
        assertThat(socket.seqs("garden")).containsExactly(1L, 51L, 52L);
        assertThat(socket.frames().get(1).getInt("head")).isEqualTo(50);
    }

    @Test
    void a_reset_of_a_log_that_is_not_followed_is_not_said() {
        bob.reset("garden", 50);
        assertThat(socket.arrived()).isEmpty();
    }

    @Test
    void who_is_removed_hears_nothing_from_that_event_on_not_even_of_it() {
        follow(0);
        bob.offer(
                "garden",
                List.of(
                        Events.encoded("garden", 1),
                        Events.encoded("garden", 2, new Event.MemberLeft("bob", "member")),
                        Events.encoded("garden", 3)));
        bob.offer("garden", Events.run("garden", 4, 5));
        bob.refill("garden", Events.run("garden", 2, 5), true);
        assertThat(socket.seqs("garden")).containsExactly(1L);
        assertThat(bob.follows("garden")).isFalse();
    }

    @Test
    void that_somebody_else_is_removed_is_an_event_like_any_other() {
        follow(0);
        bob.offer("garden", List.of(Events.encoded("garden", 1, new Event.MemberLeft("carl", "member"))));
        bob.offer("garden", Events.run("garden", 2, 2));
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L);
    }

    @Test
    void a_channel_that_is_joined_is_followed_from_its_head_on() {
        bob.follow("bob", 0, 0);
        bob.refill("bob", List.of(), true);
        bob.release();
        bob.offer("bob", List.of(Events.encoded("bob", 1, new Event.ChannelJoined("garden", 7))));
        assertThat(bob.cursor("garden")).isEqualTo(7);
        assertThat(bob.lagging()).containsExactly("garden");
        bob.refill("garden", Events.run("garden", 7, 8), true);
        assertThat(socket.seqs("garden")).containsExactly(8L);
    }

    @Test
    void a_channel_that_is_left_is_not_followed_any_more_and_that_is_said() {
        follow(0);
        bob.follow("bob", 0, 0);
        bob.refill("bob", List.of(Events.encoded("bob", 1, new Event.ChannelLeft("garden"))), true);
        bob.offer("garden", Events.run("garden", 1, 1));
        assertThat(socket.seqs("bob")).containsExactly(1L);
        assertThat(socket.seqs("garden")).isEmpty();
    }

    @Test
    void who_comes_back_hears_from_the_new_head_on() {
        follow(0);
        bob.follow("bob", 0, 0);
        bob.refill(
                "bob",
                List.of(
                        Events.encoded("bob", 1, new Event.ChannelLeft("garden")),
                        Events.encoded("bob", 2, new Event.ChannelJoined("garden", 20))),
                true);
        bob.refill("garden", Events.run("garden", 21, 21), true);
        assertThat(socket.seqs("garden")).containsExactly(21L);
    }

    @Test
    void only_the_author_gets_the_client_id() {
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1));
        assertThat(socket.arrived().getFirst()).doesNotContain("clientId");
        bob = connection("ann", 256, 1024 * 1024);
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1));
        assertThat(socket.arrived().getLast()).contains("\"clientId\":\"c-1\"");
    }

    @Test
    void answers_go_before_events() {
        socket.slow();
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1));
        bob.offer("garden", Events.run("garden", 2, 2));
        bob.reply("{\"type\":\"ack\"}");
        takeAll();
        assertThat(socket.types()).containsExactly("event", "ack", "event");
    }

    @Test
    void who_asks_and_does_not_read_the_answers_is_closed() {
        socket.slow();
        bob.release();
        for (int i = 0; i < 2_001; i++) {
            bob.reply("{\"type\":\"pong\"}");
        }
        assertThat(socket.closed()).isEmpty(); // one in flight, 2,000 waiting
        bob.reply("{\"type\":\"pong\"}");
        bob.reply("{\"type\":\"pong\"}");
        assertThat(socket.closed()).containsExactly(4008);
        assertThat(bob.isAbandoned()).isTrue();
    }

    @Test
    void signals_are_lost_rather_than_kept_for_who_is_slow() {
        socket.slow();
        bob.release();
        for (int i = 0; i < 1_000; i++) {
            bob.signal("{\"type\":\"typing\"}");
        }
        takeAll();
        assertThat(socket.types()).hasSize(101);
    }

    @Test
    void nothing_is_delivered_after_it_was_abandoned() {
        socket.slow();
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 2));
        bob.offer("garden", Events.run("garden", 3, 3));
        bob.abandon();
        bob.offer("garden", Events.run("garden", 4, 4));
        bob.refill("garden", Events.run("garden", 4, 4), true);
        bob.reply("{\"type\":\"ack\"}");
        bob.signal("{\"type\":\"typing\"}");
        bob.reset("garden", 9);
        takeAll();
        assertThat(socket.seqs("garden")).containsExactly(1L, 2L);
        assertThat(socket.types()).hasSize(2);
        assertThat(bob.isWaiting()).isFalse();
        assertThat(bob.lagging()).isEmpty();
    }

    @Test
    void a_socket_that_breaks_is_abandoned() {
        socket.slow();
        follow(0);
        bob.offer("garden", Events.run("garden", 1, 1));
        socket.breakOff();
        assertThat(bob.isAbandoned()).isTrue();
    }

    @Test
    void a_socket_that_was_closed_meanwhile_is_abandoned() {
        follow(0);
        socket.session(); // closed by the container: every send throws from now on
        bob.close(Connection.SIGNED_OUT, "signed out");
        bob.offer("garden", Events.run("garden", 1, 1));
        assertThat(socket.arrived()).isEmpty();
        assertThat(socket.closed()).containsExactly(4001);
    }

    @Test
    void a_frame_in_flight_grows_old_until_it_is_taken() {
        socket.slow();
        bob.reply("{\"type\":\"ready\"}"); // sent at 1
        assertThat(bob.stalledFor(1_001)).isEqualTo(1_000);
        socket.take();
        assertThat(bob.stalledFor(5_000)).isZero();
    }

    @Test
    void a_goodbye_is_said_past_what_is_waiting_and_is_the_last() {
        follow(0);
        bob.sayGoodbye(Frames.bye("the server stops", 1_200));
        bob.offer("garden", Events.run("garden", 1, 1));
        assertThat(socket.arrived())
                .containsExactly("[{\"type\":\"bye\",\"reason\":\"the server stops\",\"retryAfter\":1200}]");
    }

    @Test
    void a_goodbye_is_said_once_when_two_take_leave() {
        bob.sayGoodbye(Frames.bye("drained", 1));
        bob.sayGoodbye(Frames.bye("the server stops", 1));
        assertThat(socket.frames())
                .extracting(frame -> frame.getString("reason"))
                .containsExactly("drained");
    }

    @Test
    void a_goodbye_does_not_wait_for_who_takes_nothing() {
        socket.slow();
        bob.reply("{\"type\":\"ready\"}");
        bob.sayGoodbye(Frames.bye("the server stops", 1));
        assertThat(socket.types()).containsExactly("ready");
    }

    @Test
    void a_ping_is_not_sent_into_a_frame_that_is_not_taken() {
        bob.ping();
        assertThat(socket.pings()).isEqualTo(1);
        socket.slow();
        bob.reply("{\"type\":\"ready\"}");
        bob.ping();
        assertThat(socket.pings()).isEqualTo(1);
    }

    @Test
    void a_long_reason_is_cut_to_what_a_close_frame_takes() {
        bob.close(Connection.TOO_SLOW, "x".repeat(500));
        assertThat(socket.closed()).containsExactly(4008);
    }

    /** Bob's own log at 5, the garden's at 20, where he has been since its 14. */
    private void begin(long due) {
        bob.follow("bob", 5, 0);
        bob.follow("garden", 20, 14);
        bob.heed(5, due);
        bob.release();
    }

    @Test
    void no_channel_is_heard_before_the_own_log_has_told_what_it_may_say_of_it() {
        begin(6);
        bob.refill("garden", List.of(), true);
        bob.offer("garden", Events.run("garden", 21, 21));
        assertThat(bob.lagging()).containsExactly("bob");
        assertThat(socket.seqs("garden")).isEmpty();
        bob.refill("bob", List.of(Events.encoded("bob", 6, new Event.ReadMoved("garden", 3))), true);
        assertThat(bob.lagging()).containsExactly("garden");
        bob.refill("garden", Events.run("garden", 21, 21), true);
        assertThat(socket.seqs("garden")).containsExactly(21L);
    }

    @Test
    void an_own_log_that_is_to_be_loaded_afresh_keeps_no_channel_waiting() {
        begin(6);
        bob.reset("bob", 6);
        assertThat(bob.lagging()).contains("garden");
    }

    @Test
    void a_join_that_the_client_has_missed_moves_the_channels_cursor_back_to_it() {
        begin(5);
        assertThat(bob.rewind("bob", 3)).isTrue();
        bob.refill(
                "bob",
                List.of(
                        Events.encoded("bob", 4, new Event.ChannelJoined("garden", 14)),
                        Events.encoded("bob", 5, new Event.ReadMoved("garden", 14))),
                true);
        assertThat(bob.cursor("garden")).isEqualTo(14);
    }

    @Test
    void the_last_of_several_missed_joins_is_where_the_channel_goes_on() {
        begin(5);
        bob.rewind("bob", 2);
        bob.rewind("garden", 11);
        bob.refill(
                "bob",
                List.of(
                        Events.encoded("bob", 3, new Event.ChannelJoined("garden", 7)),
                        Events.encoded("bob", 4, new Event.ChannelLeft("garden")),
                        Events.encoded("bob", 5, new Event.ChannelJoined("garden", 14))),
                true);
        assertThat(bob.cursor("garden")).isEqualTo(14);
        assertThat(bob.lagging()).containsExactly("garden");
    }

    @Test
    void what_was_left_and_joined_again_while_away_goes_on_over_the_old_removal() {
        begin(5);
        bob.rewind("garden", 11);
        bob.refill(
                "garden",
                List.of(
                        Events.encoded("garden", 12, new Event.MemberLeft("bob", "member")),
                        Events.encoded("garden", 13),
                        Events.encoded("garden", 14, new Event.MemberJoined("bob", "member"))),
                false);
        assertThat(socket.seqs("garden")).containsExactly(12L, 13L, 14L);
        bob.refill("garden", List.of(Events.encoded("garden", 15, new Event.MemberLeft("bob", "member"))), false);
        assertThat(socket.seqs("garden")).containsExactly(12L, 13L, 14L);
        assertThat(bob.follows("garden")).isFalse();
    }

    @Test
    void what_the_own_log_tells_of_long_ago_opens_and_closes_no_log() {
        begin(5);
        bob.rewind("bob", 2);
        bob.refill(
                "bob",
                List.of(
                        Events.encoded("bob", 3, new Event.ChannelJoined("kitchen", 1)),
                        Events.encoded("bob", 4, new Event.ChannelLeft("kitchen")),
                        Events.encoded("bob", 5, new Event.ChannelLeft("garden"))),
                true);
        assertThat(bob.follows("kitchen")).isFalse();
        assertThat(bob.follows("garden")).isTrue();
        bob.offer("bob", List.of(Events.encoded("bob", 6, new Event.ChannelLeft("garden"))));
        assertThat(bob.follows("garden")).isFalse();
        bob.offer("bob", List.of(Events.encoded("bob", 7, new Event.ChannelJoined("kitchen", 3))));
        assertThat(bob.cursor("kitchen")).isEqualTo(3);
    }

    @Test
    void a_cursor_goes_back_as_long_as_nothing_has_gone_out_after_it() {
        begin(5);
        assertThat(bob.rewind("garden", 18)).isTrue();
        bob.refill("garden", Events.run("garden", 19, 19), false);
        assertThat(bob.rewind("garden", 17)).isFalse();
        assertThat(bob.cursor("garden")).isEqualTo(19);
    }
}
