package dev.confab.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final Message HELLO = new Message("m1", "garden", 7, "ann", "hello", NOON);
    private static final ThreadFacts REPLIES = new ThreadFacts(2, List.of("bob", "ann"), NOON.plusSeconds(5));
    private static final ChannelFacts GARDEN = new ChannelFacts("garden", "public", "Garden", null, false, "ann", NOON);
    private static final String GARDEN_JSON =
            "{\"id\":\"garden\",\"kind\":\"public\",\"name\":\"Garden\",\"topic\":null,"
                    + "\"archived\":false,\"createdBy\":\"ann\",\"createdAt\":\"2026-02-03T12:00:00.000Z\"}";
    private static final String REPLIES_JSON =
            "{\"count\":2,\"participants\":[\"bob\",\"ann\"],\"lastAt\":\"2026-02-03T12:00:05.000Z\"}";
    private static final UserFacts ANN = new UserFacts("ann", "ann", "Ann", "owner", NOON, false);

    private static Message message(
            String text,
            List<String> mentions,
            Message.Reply reply,
            Instant editedAt,
            Instant deletedAt,
            Message.Echo echo) {
        return new Message(
                "m1", "garden", 7, "ann", new Message.Content(text, mentions), reply, NOON, editedAt, deletedAt, echo);
    }

    /** Every kind of event, its word, and its body as the wire has it. */
    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        new Event.MessagePosted(HELLO),
                        "message.posted",
                        "{\"id\":\"m1\",\"channel\":\"garden\",\"seq\":7,\"author\":\"ann\",\"text\":\"hello\","
                                + "\"at\":\"2026-02-03T12:00:00.000Z\",\"reactions\":[],\"mentions\":[],\"attachments\":[]}"),
                Arguments.of(
                        new Event.MessageEdited(message(
                                "hi",
                                List.of("bob"),
                                null,
                                NOON.plusSeconds(1),
                                null,
                                new Message.Echo(
                                        List.of(new Message.Reaction("👍", List.of("bob", "carl"))),
                                        REPLIES,
                                        new Message.Pin(NOON.plusSeconds(3), "carl")))),
                        "message.edited",
                        "{\"id\":\"m1\",\"channel\":\"garden\",\"seq\":7,\"author\":\"ann\",\"text\":\"hi\","
                                + "\"at\":\"2026-02-03T12:00:00.000Z\",\"editedAt\":\"2026-02-03T12:00:01.000Z\","
                                + "\"pinnedAt\":\"2026-02-03T12:00:03.000Z\",\"pinnedBy\":\"carl\","
                                + "\"replies\":" + REPLIES_JSON
                                + ",\"reactions\":[{\"emoji\":\"👍\",\"users\":[\"bob\",\"carl\"]}],"
                                + "\"mentions\":[\"bob\"],\"attachments\":[]}"),
                Arguments.of(
                        new Event.MessageDeleted(message(
                                "still here",
                                List.of(),
                                new Message.Reply("m0", false),
                                NOON,
                                NOON.plusSeconds(2),
                                Message.Echo.NONE)),
                        "message.deleted",
                        "{\"id\":\"m1\",\"channel\":\"garden\",\"seq\":7,\"author\":\"ann\","
                                + "\"parent\":\"m0\",\"inChannel\":false,"
                                + "\"at\":\"2026-02-03T12:00:00.000Z\",\"deletedAt\":\"2026-02-03T12:00:02.000Z\"}"),
                Arguments.of(
                        new Event.ThreadUpdated("m1", REPLIES),
                        "thread.updated",
                        "{\"message\":\"m1\",\"replies\":" + REPLIES_JSON + "}"),
                Arguments.of(
                        new Event.ReactionAdded("m1", "👍", "bob"),
                        "reaction.added",
                        "{\"message\":\"m1\",\"emoji\":\"👍\",\"user\":\"bob\"}"),
                Arguments.of(
                        new Event.ReactionRemoved("m1", "👍", "bob"),
                        "reaction.removed",
                        "{\"message\":\"m1\",\"emoji\":\"👍\",\"user\":\"bob\"}"),
                Arguments.of(new Event.MessagePinned("m1"), "message.pinned", "{\"message\":\"m1\"}"),
                Arguments.of(new Event.MessageUnpinned("m1"), "message.unpinned", "{\"message\":\"m1\"}"),
                Arguments.of(
                        new Event.ThreadMarked("m1", "garden", true, 9),
                        "thread.marked",
                        "{\"message\":\"m1\",\"channel\":\"garden\",\"follows\":true,\"readSeq\":9}"),
                Arguments.of(
                        new Event.MessageSaved("m1", "garden"),
                        "message.saved",
                        "{\"message\":\"m1\",\"channel\":\"garden\"}"),
                Arguments.of(
                        new Event.MessageUnsaved("m1", "garden"),
                        "message.unsaved",
                        "{\"message\":\"m1\",\"channel\":\"garden\"}"),
                Arguments.of(new Event.ChannelUpdated(GARDEN), "channel.updated", GARDEN_JSON),
                Arguments.of(new Event.ChannelArchived(GARDEN), "channel.archived", GARDEN_JSON),
                Arguments.of(
                        new Event.MemberJoined("bob", "member"),
                        "member.joined",
                        "{\"user\":\"bob\",\"role\":\"member\"}"),
                Arguments.of(
                        new Event.MemberLeft("bob", "member"), "member.left", "{\"user\":\"bob\",\"role\":\"member\"}"),
                Arguments.of(
                        new Event.MemberRole("bob", "admin"), "member.role", "{\"user\":\"bob\",\"role\":\"admin\"}"),
                Arguments.of(
                        new Event.ChannelJoined("garden", 9), "channel.joined", "{\"channel\":\"garden\",\"head\":9}"),
                Arguments.of(new Event.ChannelLeft("garden"), "channel.left", "{\"channel\":\"garden\"}"),
                Arguments.of(new Event.ReadMoved("garden", 5), "read.moved", "{\"channel\":\"garden\",\"seq\":5}"),
                Arguments.of(
                        new Event.PreferenceChanged(
                                new PreferenceFacts(false, true, "compact", "mentions", List.of("direct"))),
                        "preference.changed",
                        "{\"receipts\":false,\"enterSends\":true,\"density\":\"compact\","
                                + "\"announcements\":\"mentions\",\"collapsed\":[\"direct\"]}"),
                Arguments.of(
                        new Event.ChannelMarked("garden", true, false),
                        "channel.marked",
                        "{\"channel\":\"garden\",\"muted\":true,\"favourite\":false}"),
                Arguments.of(
                        new Event.BlockChanged("bob", true), "block.changed", "{\"user\":\"bob\",\"blocked\":true}"),
                Arguments.of(
                        new Event.StatusChanged(new StatusFacts("dnd", NOON, "🌴", "by the sea", NOON)),
                        "status.changed",
                        "{\"state\":\"dnd\",\"until\":\"2026-02-03T12:00:00.000Z\",\"emoji\":\"🌴\","
                                + "\"text\":\"by the sea\",\"textUntil\":\"2026-02-03T12:00:00.000Z\"}"),
                Arguments.of(
                        new Event.AccountUpdated(ANN),
                        "account.updated",
                        "{\"id\":\"ann\",\"username\":\"ann\",\"displayName\":\"Ann\",\"role\":\"owner\","
                                + "\"createdAt\":\"2026-02-03T12:00:00.000Z\",\"deactivated\":false}"),
                Arguments.of(new Event.SessionEnded("s1"), "session.ended", "{\"session\":\"s1\"}"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_has_its_word_and_its_body(Event event, String word, String body) {
        assertThat(event.kind()).isEqualTo(word);
        assertThat(Json.of(event)).isEqualTo(body);
    }

    @Test
    void every_permitted_event_has_a_kind_and_is_tried_here() {
        List<Object> tried =
                events().<Object>map(row -> row.get()[0].getClass()).toList();
        for (Class<?> type : Event.class.getPermittedSubclasses()) {
            assertThat(Kind.of(type.asSubclass(Event.class)))
                    .as("the kind of " + type)
                    .isNotNull();
            assertThat(tried).contains(type);
        }
        assertThat(Kind.values()).hasSameSizeAs(Event.class.getPermittedSubclasses());
    }

    @Test
    void no_two_kinds_share_a_word() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::word)).doesNotHaveDuplicates();
    }

    @Test
    void a_tombstone_holds_nothing_of_what_was_said() {
        Message deleted = message("a secret", List.of(), null, null, NOON, Message.Echo.NONE);
        if (deleted.text() == null) {
            fail("a text must be there for this test to mean anything");
        }
        assertThat(Json.of(deleted)).doesNotContain("a secret", "text");
    }

    @Test
    void what_everyone_may_know_of_a_person_holds_no_address() {
        assertThat(Json.of(ANN)).doesNotContain("email");
    }
}
