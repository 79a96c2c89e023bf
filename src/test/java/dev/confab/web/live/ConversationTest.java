package dev.confab.web.live;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.account.Identity;
import dev.confab.channel.Channel;
import dev.confab.channel.Channels;
import dev.confab.channel.ChannelsInMemory;
import dev.confab.channel.Membership;
import dev.confab.event.Message;
import dev.confab.log.Unavailable;
import dev.confab.message.Draft;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.message.PostResult;
import dev.confab.ops.ManualClock;
import dev.confab.ops.Settings;
import dev.confab.readmark.ReadMarks;
import dev.confab.web.Flood;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
    private static final String UUID = "123e4567-e89b-12d3-a456-426614174000";
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final ManualClock clock = new ManualClock();
    private final Socket socket = new Socket();
    private final Connection bob = socket.connection("bob", this::flush, () -> this.now);
    private final List<Map<String, Long>> resumed = new ArrayList<>();
    private final List<Boolean> silent = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();
    private final List<Boolean> turned = new ArrayList<>();
    private final List<List<String>> watched = new ArrayList<>();
    private final List<String> posted = new ArrayList<>();
    private final List<Long> read = new ArrayList<>();
    private CompletableFuture<PostResult> answer = CompletableFuture.completedFuture(new PostResult.NotThere());
    private Optional<Duration> flooded = Optional.empty();
    private Optional<Membership> membership = Optional.empty();
    private long now = 1;
    private boolean canBeRead = true;

    private final Intake intake = new Intake();
    private final Conversation conversation = new Conversation(
            bob,
            Peer.of("127.0.0.1", 4_711),
            intake,
            new Conversation.Parts(
                    new Hub() {
                        @Override
                        void resume(Connection connection, Map<String, Long> cursors) {
                            conversation.pong();
                            silent.add(conversation.isSilent());
                            if (!canBeRead) {
                                throw new Unavailable("no", null);
                            }
                            resumed.add(cursors);
                            connection.release();
                        }

                        @Override
                        void typing(Connection from, String channel, String parent) {
                            typed.add(parent == null ? channel : channel + " " + parent);
                        }

                        @Override
                        void turn(Connection connection, boolean isIdle) {
                            turned.add(isIdle);
                        }

                        @Override
                        void watch(Connection connection, List<String> users) {
                            watched.add(users);
                        }
                    },
                    new Channels() {
                        @Override
                        public Optional<Membership> presumedMembership(String user, String channel) {
                            return membership;
                        }
                    },
                    new Messages() {
                        @Override
                        public CompletionStage<PostResult> post(String user, String channel, Draft draft) {
                            posted.add(user + " " + channel + " " + draft.clientId() + " " + draft.text()
                                    + (draft.reply() == null ? "" : " " + draft.reply()));
                            return answer;
                        }
                    },
                    new ReadMarks() {
                        @Override
                        public CompletionStage<Long> move(Membership reader, long seq, boolean backwards) {
                            read.add(seq);
                            return CompletableFuture.completedFuture(seq);
                        }
                    },
                    new Flood() {
                        @Override
                        public Optional<Duration> take(String user) {
                            return flooded;
                        }
                    },
                    new ClosedAtOnce(),
                    new Settings() {
                        @Override
                        public Limits limits() {
                            return Socket.limits(256, 1024 * 1024);
                        }
                    },
                    clock),
            () -> now);

    private void flush(Connection connection) {
        connection.flush();
        while (socket.inFlight() > 0) {
            socket.take();
        }
    }

    private void say(String frame) {
        conversation.hear(frame, true);
    }

    private void pass(Duration time) {
        now += time.toNanos();
        clock.pass(time);
    }

    private JsonObject last() {
        return socket.frames().getLast();
    }

    private void isRefused(int status, String ref) {
        assertThat(last().getString("type")).isEqualTo("refused");
        assertThat(last().getJsonObject("problem").getInt("status")).isEqualTo(status);
        assertThat(last().getString("ref", null)).isEqualTo(ref);
    }

    private static String send(String ref) {
        return "{\"type\":\"send\",\"ref\":\"" + ref + "\",\"channel\":\"garden\",\"clientId\":\"" + UUID
                + "\",\"text\":\" hello \"}";
    }

    private void isAnswered(PostResult result) {
        answer = CompletableFuture.completedFuture(result);
    }

    private static OwnMessage hello() {
        return new OwnMessage(new Message("m1", "garden", 7, "bob", "hello", NOON), UUID);
    }

    // Nonsense

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "1", "\"x\"", "[]", "[1]", "[[]]", "{", "{\"type\":\"ping\"} {}"})
    void what_is_not_json_or_no_object_is_refused_without_a_reference(String nonsense) {
        say(nonsense);
        isRefused(400, null);
        assertThat(socket.closed()).isEmpty();
    }

    @Test
    void five_in_a_row_end_the_conversation() {
        for (int i = 0; i < 4; i++) {
            say("nonsense");
        }
        assertThat(socket.closed()).isEmpty();
        say("nonsense");
        assertThat(socket.closed()).containsExactly(1008);
    }

    @Test
    void a_good_frame_between_makes_good_for_the_bad_ones() {
        for (int i = 0; i < 20; i++) {
            say(i % 4 == 3 ? "{\"type\":\"ping\"}" : "nonsense");
        }
        assertThat(socket.closed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ref\":\"r\",\"type\":\"dance\"}",
                "{\"ref\":\"r\",\"type\":1}",
                "{\"ref\":\"r\",\"type\":\"SEND\"}",
                "{\"ref\":\"r\",\"type\":\"typing\",\"channel\":5}",
                "{\"ref\":\"r\",\"type\":\"read\",\"channel\":\"garden\",\"seq\":\"5\"}"
            })
    void a_frame_of_no_known_type_or_with_wrong_types_is_refused_by_its_reference(String frame) {
        for (int i = 0; i < 10; i++) {
            say(frame);
        }
        isRefused(400, "r");
        assertThat(socket.closed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "true", "\"LONG\"", "\"\\ud800\""})
    void what_comes_under_a_reference_that_cannot_go_back_is_not_done(String reference) {
        String ref = reference.replace("LONG", "x".repeat(257));
        say(send("r").replace("\"r\"", ref));
        isRefused(422, null);
        assertThat(last().getJsonObject("problem")
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("field"))
                .isEqualTo("ref");
        assertThat(posted).isEmpty();
    }

    @Test
    void a_frame_without_a_type_is_refused() {
        say("{\"ref\":\"r\"}");
        isRefused(422, "r");
    }

    @Test
    void an_empty_array_is_nonsense_as_well() {
        for (int i = 0; i < 5; i++) {
            say("[]");
        }
        assertThat(socket.closed()).containsExactly(1008);
    }

    @Test
    void of_an_array_all_that_are_frames_are_answered_and_the_rest_is_refused() {
        isAnswered(new PostResult.Posted(hello()));
        say("[" + send("r") + ",7," + send("s") + "]");
        assertThat(posted).hasSize(2);
        assertThat(socket.types()).containsExactly("ack", "refused", "ack");
        assertThat(socket.frames().get(1)).doesNotContainKey("ref");
        assertThat(socket.frames().getLast().getString("ref")).isEqualTo("s");
    }

    @Test
    void five_in_a_row_end_the_conversation_in_an_array_as_well() {
        say("[1,2,3,4," + send("r") + ",5,6,7,8]");
        assertThat(socket.closed()).isEmpty();
        say("[9," + send("s") + "]");
        assertThat(socket.closed()).containsExactly(1008);
        assertThat(posted).hasSize(1);
    }

    @Test
    void a_failure_that_nobody_expected_is_told_as_a_number_only() {
        java.util.logging.Logger log = java.util.logging.Logger.getLogger(Conversation.class.getName());
        log.setLevel(java.util.logging.Level.OFF);
        answer = CompletableFuture.failedFuture(new IllegalStateException("jdbc:secret"));
        say(send("r"));
        isRefused(500, "r");
        assertThat(socket.arrived().getLast()).doesNotContain("jdbc");
    }

    // Resuming

    @Test
    void the_first_frame_may_say_from_where() {
        say("{\"type\":\"resume\",\"cursors\":{\"garden\":7,\"bob\":0}}");
        assertThat(resumed).containsExactly(Map.of("garden", 7L, "bob", 0L));
        assertThat(bob.isHeld()).isFalse();
    }

    @Test
    void without_cursors_it_goes_on_from_the_heads() {
        say("{\"type\":\"resume\"}");
        assertThat(resumed).containsExactly(Map.of());
    }

    @Test
    void who_is_silent_for_a_second_is_asked_and_deliveries_begin_with_the_answer() {
        assertThat(conversation.isToBeAsked(now + Duration.ofSeconds(5).toNanos()))
                .as("it is not greeted yet")
                .isFalse();
        conversation.begin();
        assertThat(conversation.isToBeAsked(now + Duration.ofSeconds(1).toNanos()))
                .isFalse();
        assertThat(conversation.isToBeAsked(now + Duration.ofMillis(1_001).toNanos()))
                .isTrue();
        conversation.pong();
        assertThat(conversation.isSilent()).as("nobody has asked").isFalse();
        conversation.ask(now);
        assertThat(conversation.isSilent()).as("it has not answered").isFalse();
        conversation.pong();
        assertThat(conversation.isSilent()).isTrue();
    }

    @Test
    void a_resume_that_was_unread_for_long_comes_before_any_delivery() {
        conversation.begin();
        conversation.ask(now);
        say("{\"type\":\"resume\",\"cursors\":{\"garden\":7}}");
        conversation.pong();
        assertThat(conversation.isSilent()).isFalse();
        assertThat(silent).as("while it is answered").containsExactly(false);
    }

    @Test
    void who_cannot_be_told_what_it_missed_is_told_nothing_and_asked_to_come_again() {
        canBeRead = false;
        say("{\"type\":\"resume\",\"cursors\":{\"garden\":7}}");
        assertThat(socket.types()).containsExactly("bye");
        assertThat(bob.isAbandoned()).isTrue();
    }

    @Test
    void a_second_resume_is_refused() {
        say("{\"type\":\"resume\",\"cursors\":{}}");
        say("{\"type\":\"resume\",\"ref\":\"r\",\"cursors\":{}}");
        assertThat(resumed).hasSize(1);
        isRefused(400, "r");
    }

    @Test
    void a_resume_after_anything_else_is_refused() {
        say("{\"type\":\"ping\"}");
        say("{\"type\":\"resume\",\"cursors\":{}}");
        say("[{\"type\":\"ping\"},{\"type\":\"resume\",\"cursors\":{}}]");
        assertThat(resumed).isEmpty();
    }

    @Test
    void a_resume_may_lead_an_array() {
        say("[{\"type\":\"resume\",\"cursors\":{\"garden\":1}},{\"type\":\"ping\"}]");
        assertThat(resumed).hasSize(1);
        assertThat(socket.types()).containsExactly("pong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "5", "{\"garden\":\"7\"}", "{\"garden\":1.5}", "{\"garden\":1e99}", "{\"garden\":null}"})
    void cursors_that_are_none_are_refused_and_the_connection_goes_on(String cursors) {
        say("{\"type\":\"resume\",\"cursors\":" + cursors + "}");
        isRefused(400, null);
        assertThat(resumed).isEmpty();
        assertThat(bob.isHeld()).isFalse();
    }

    @Test
    void whatever_comes_first_lets_the_events_through() {
        assertThat(bob.isHeld()).isTrue();
        say("nonsense");
        assertThat(bob.isHeld()).isFalse();
    }

    // Sending

    @Test
    void a_send_is_acked_with_its_place_after_the_commit_and_not_before() {
        answer = new CompletableFuture<>();
        say(send("r1"));
        assertThat(posted).containsExactly("bob garden " + UUID + " hello");
        assertThat(socket.arrived()).isEmpty();
        answer.complete(new PostResult.Posted(hello()));
        assertThat(socket.arrived())
                .containsExactly("[{\"type\":\"ack\",\"ref\":\"r1\",\"log\":\"garden\",\"seq\":7,\"id\":\"m1\","
                        + "\"at\":\"2026-02-03T12:00:00.000Z\"}]");
    }

    @Test
    void a_repeat_is_acked_in_the_same_way() {
        isAnswered(new PostResult.Repeated(hello()));
        say(send("r2"));
        assertThat(last().getString("type")).isEqualTo("ack");
        assertThat(last().getString("id")).isEqualTo("m1");
    }

    @Test
    void what_the_channel_refuses_is_refused_with_the_same_problem_as_in_rest() {
        isAnswered(new PostResult.Conflict());
        say(send("a"));
        isRefused(409, "a");
        isAnswered(new PostResult.NotThere());
        say(send("b"));
        isRefused(404, "b");
        isAnswered(new PostResult.NotMember());
        say(send("c"));
        isRefused(403, "c");
    }

    @Test
    void a_log_that_cannot_be_written_now_is_said_to_be_so() {
        answer = CompletableFuture.failedFuture(new Unavailable("no", null));
        say(send("r"));
        isRefused(503, "r");
        assertThat(last().getInt("retryAfter")).isEqualTo(1_000);
    }

    @Test
    void a_send_with_bad_values_never_reaches_the_channel() {
        say("{\"type\":\"send\",\"ref\":\"r\",\"channel\":\"garden\",\"clientId\":\"x\",\"text\":\"  \"}");
        isRefused(422, "r");
        assertThat(posted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"inChannel\":true",
                "\"parent\":\"\"",
                "\"attachments\":[\"f1\",\"f1\"]",
                "\"attachments\":[\"\"]"
            })
    void what_cannot_be_done_yet_is_refused_and_not_passed_over(String field) {
        say(send("r").replace("\"channel\"", field + ",\"channel\""));
        isRefused(422, "r");
        assertThat(last().getJsonObject("problem")
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("field"))
                .isEqualTo(field.split("\"")[1]);
        assertThat(posted).isEmpty();
    }

    @Test
    void files_are_named_by_a_list_of_ids() {
        say(send("r").replace("\"channel\"", "\"attachments\":{},\"channel\""));
        isRefused(400, "r");
        say(send("r").replace("\"channel\"", "\"attachments\":[7],\"channel\""));
        isRefused(400, "r");
        assertThat(posted).isEmpty();
        say(send("r").replace("\"text\":\" hello \"", "\"attachments\":[\"f1\",\"f2\"]"));
        assertThat(posted).hasSize(1);
    }

    @Test
    void a_reply_names_its_parent_and_whether_it_is_for_the_channel_too() {
        say(send("r").replace("\"channel\"", "\"parent\":\"m1\",\"channel\""));
        say(send("r").replace("\"channel\"", "\"parent\":\"m1\",\"inChannel\":true,\"channel\""));
        assertThat(posted)
                .containsExactly(
                        "bob garden " + UUID + " hello Reply[parent=m1, isInChannel=false]",
                        "bob garden " + UUID + " hello Reply[parent=m1, isInChannel=true]");
        say(send("r").replace("\"channel\"", "\"parent\":7,\"channel\""));
        isRefused(400, "r");
    }

    @Test
    void nothing_under_a_name_of_later_is_nothing() {
        say(send("r").replace("\"channel\"", "\"parent\":null,\"attachments\":[],\"channel\""));
        assertThat(posted).hasSize(1);
    }

    // Flood

    @Test
    void a_flood_is_told_when_to_go_on_in_milliseconds() {
        flooded = Optional.of(Duration.ofMillis(167));
        say(send("r"));
        isRefused(429, "r");
        assertThat(last().getInt("retryAfter")).isEqualTo(167);
        assertThat(last().getJsonObject("problem").getInt("retryAfter")).isEqualTo(1);
        assertThat(posted).isEmpty();
    }

    @Test
    void a_flood_that_goes_on_for_30_seconds_ends_the_conversation() {
        flooded = Optional.of(Duration.ofMillis(167));
        for (int second = 0; second <= 30; second++) {
            say(send("r"));
            pass(Duration.ofSeconds(1));
        }
        assertThat(socket.closed()).isEmpty();
        say(send("r"));
        assertThat(socket.closed()).containsExactly(1008);
    }

    @Test
    void a_flood_with_a_pause_begins_anew() {
        flooded = Optional.of(Duration.ofMillis(167));
        for (int i = 0; i < 20; i++) {
            say(send("r"));
            pass(Duration.ofSeconds(6));
        }
        assertThat(socket.closed()).isEmpty();
    }

    @Test
    void after_too_many_frames_nothing_is_read_for_a_moment() {
        conversation.begin();
        for (int i = 0; i < 600; i++) {
            say("{\"type\":\"ping\"}");
        }
        assertThat(intake.isHeld()).isFalse();
        say("{\"type\":\"ping\"}");
        assertThat(intake.isHeld()).isTrue();
        assertThat(conversation.isToReadOn(now)).isFalse();
        pass(Duration.ofMillis(201));
        assertThat(conversation.isToReadOn(now)).isTrue();
        conversation.readOn();
        assertThat(intake.isHeld()).isFalse();
        assertThat(conversation.isToReadOn(now)).isFalse();
    }

    @Test
    void too_many_sends_alone_do_not_keep_the_other_frames_from_being_read() {
        flooded = Optional.of(Duration.ofMillis(167));
        say(send("r"));
        assertThat(intake.isHeld()).isFalse();
    }

    @Test
    void frames_of_any_kind_are_bounded_too() {
        for (int i = 0; i < 600; i++) {
            say("{\"type\":\"ping\"}");
        }
        assertThat(socket.types()).hasSize(600).containsOnly("pong");
        say("{\"type\":\"ping\"}");
        isRefused(429, null);
        pass(Duration.ofSeconds(5));
        say("{\"type\":\"ping\"}");
        assertThat(last().getString("type")).isEqualTo("pong");
    }

    @Test
    void an_array_costs_as_much_as_its_frames_one_by_one() {
        say("[" + "{\"type\":\"ping\"},".repeat(700) + "{\"type\":\"ping\",\"ref\":\"last\"}]");
        assertThat(socket.types().stream().filter("pong"::equals)).hasSize(600);
        isRefused(429, "last");
        assertThat(intake.isHeld()).isTrue();
    }

    // Size

    @Test
    void a_frame_of_64_kib_is_taken_and_one_byte_more_is_not() {
        String frame = "{\"type\":\"ping\",\"x\":\"\"}";
        say(frame.replace("\"\"", "\"" + "x".repeat(65_536 - frame.length()) + "\""));
        assertThat(socket.types()).containsExactly("pong");
        say(frame.replace("\"\"", "\"" + "x".repeat(65_537 - frame.length()) + "\""));
        assertThat(socket.closed()).containsExactly(1009);
    }

    @Test
    void size_is_counted_in_bytes_and_over_all_parts() {
        conversation.hear("{\"type\":\"ping\",\"x\":\"", false);
        for (int i = 0; i < 3; i++) {
            conversation.hear("é".repeat(10_000), false);
        }
        assertThat(socket.closed()).isEmpty();
        conversation.hear("é".repeat(10_000) + "\"}", true);
        assertThat(socket.closed()).containsExactly(1009);
    }

    @Test
    void a_message_without_an_end_is_not_kept_without_bound() {
        for (int i = 0; i < 7; i++) {
            conversation.hear("x".repeat(10_000), false);
        }
        assertThat(socket.closed()).contains(1009);
    }

    @Test
    void a_message_in_parts_is_one_message() {
        conversation.hear("{\"type\":\"pi", false);
        conversation.hear("ng\",\"ref\":", false);
        assertThat(conversation.unfinishedFor(now + 500)).isEqualTo(500);
        conversation.hear("3}", true);
        assertThat(socket.arrived()).containsExactly("[{\"type\":\"pong\",\"ref\":3}]");
        assertThat(conversation.unfinishedFor(now + 500)).isZero();
    }

    // Reading and typing

    @Test
    void who_is_not_in_the_channel_reads_nothing_there() {
        say("{\"type\":\"read\",\"ref\":\"r\",\"channel\":\"cellar\",\"seq\":5}");
        isRefused(404, "r");
        assertThat(read).isEmpty();
    }

    @Test
    void a_read_mark_is_moved_and_not_answered() {
        ChannelsInMemory world = new ChannelsInMemory(clock);
        world.channel(Channel.Kind.PUBLIC, "garden", "ann", "bob");
        membership = world.channels().membership("bob", "garden");
        say("{\"type\":\"read\",\"channel\":\"garden\",\"seq\":5}");
        assertThat(read).containsExactly(5L);
        assertThat(socket.arrived()).isEmpty();
        say("{\"type\":\"read\",\"ref\":\"r\",\"channel\":\"garden\",\"seq\":-1}");
        isRefused(422, "r");
    }

    @Test
    void typing_is_passed_on_once_in_three_seconds_for_each_channel() {
        bob.follow("garden", 0, 0);
        bob.follow("kitchen", 0, 0);
        for (int i = 0; i < 10; i++) {
            say("{\"type\":\"typing\",\"channel\":\"garden\"}");
        }
        say("{\"type\":\"typing\",\"channel\":\"kitchen\"}");
        assertThat(typed).containsExactly("garden", "kitchen");
        pass(Duration.ofMillis(2_999));
        say("{\"type\":\"typing\",\"channel\":\"garden\"}");
        assertThat(typed).hasSize(2);
        pass(Duration.ofMillis(1));
        say("{\"type\":\"typing\",\"channel\":\"garden\"}");
        assertThat(typed).containsExactly("garden", "kitchen", "garden");
    }

    @Test
    void who_types_a_reply_says_to_what_and_not_more_often_for_it() {
        bob.follow("garden", 0, 0);
        for (int i = 0; i < 10; i++) {
            say("{\"type\":\"typing\",\"channel\":\"garden\",\"parent\":\"rose" + i + "\"}");
        }
        assertThat(typed).containsExactly("garden rose0");
    }

    @Test
    void nobody_types_where_it_is_not() {
        say("{\"type\":\"typing\",\"ref\":\"r\",\"channel\":\"cellar\"}");
        assertThat(typed).isEmpty();
        isRefused(404, "r");
    }

    @Test
    void a_ping_is_answered_with_its_own_reference() {
        say("{\"type\":\"ping\",\"ref\":\"a\\\"b\"}");
        say("{\"type\":\"ping\"}");
        assertThat(socket.arrived())
                .containsExactly("[{\"type\":\"pong\",\"ref\":\"a\\\"b\"}]", "[{\"type\":\"pong\"}]");
    }

    // Time

    @Test
    void a_ping_of_ours_is_due_every_20_seconds() {
        assertThat(conversation.isPingDue(now + Duration.ofSeconds(19).toNanos()))
                .isFalse();
        assertThat(conversation.isPingDue(now + Duration.ofSeconds(20).toNanos()))
                .isTrue();
        assertThat(conversation.isPingDue(now + Duration.ofSeconds(39).toNanos()))
                .isFalse();
    }

    @Test
    void whatever_is_heard_counts_as_a_sign_of_life() {
        pass(Duration.ofSeconds(9));
        say("nonsense");
        assertThat(conversation.heardAt()).isEqualTo(now);
    }

    @Test
    void who_could_not_be_asked_is_not_blamed_for_its_silence() {
        pass(Duration.ofSeconds(44));
        conversation.excuse();
        assertThat(conversation.heardAt()).isEqualTo(now);
    }

    @Test
    void it_is_the_conversation_of_who_proved_who_it_is() {
        Identity who = conversation.connection().identity();
        assertThat(who.user()).isEqualTo("bob");
        assertThat(conversation.peer()).isEqualTo(Peer.of("127.0.0.1", 4_711));
    }

    @Test
    void a_client_says_whether_somebody_sits_before_it() {
        say("{\"type\":\"presence\",\"state\":\"away\"}");
        say("{\"type\":\"presence\",\"state\":\"online\"}");
        assertThat(turned).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"dnd\"", "\"offline\"", "\"AWAY\"", "\"\"", "null"})
    void a_client_says_nothing_else_of_its_presence(String state) {
        say("{\"type\":\"presence\",\"ref\":\"r\",\"state\":" + state + "}");
        isRefused(422, "r");
        assertThat(turned).isEmpty();
    }

    @Test
    void a_client_says_whom_it_shows_and_that_may_be_nobody() {
        say("{\"type\":\"watch\",\"users\":[\"ann\",\"cem\"]}");
        say("{\"type\":\"watch\",\"users\":[]}");
        assertThat(watched).containsExactly(List.of("ann", "cem"), List.of());
    }

    @Test
    void a_client_shows_no_crowd() {
        String crowd =
                IntStream.rangeClosed(0, 200).mapToObj(i -> "\"u" + i + "\"").collect(joining(","));
        say("{\"type\":\"watch\",\"ref\":\"r\",\"users\":[" + crowd + "]}");
        isRefused(422, "r");
        say("{\"type\":\"watch\",\"ref\":\"s\"}");
        isRefused(422, "s");
        assertThat(watched).isEmpty();
    }
}
