package dev.confab.web.live;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.draft.KeptDraft;
import dev.confab.event.ChannelFacts;
import dev.confab.event.Entry;
import dev.confab.event.Event;
import dev.confab.event.FileFacts;
import dev.confab.event.Json;
import dev.confab.event.Kind;
import dev.confab.event.Message;
import dev.confab.event.PreferenceFacts;
import dev.confab.event.StatusFacts;
import dev.confab.event.ThreadFacts;
import dev.confab.event.UserFacts;
import dev.confab.ops.Settings;
import dev.confab.presence.Presence;
import dev.confab.presence.State;
import dev.confab.readmark.Seen;
import dev.confab.testing.ApiDocument;
import dev.confab.web.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One sample of every frame that the server writes, in files that the tests of the app read too. The code writes exactly
 * them, and the document describes them.
 */
class FramesSamplesTest {
    private static final Path FOLDER = Path.of("src/test/resources/frames");
    private static final Instant AT = Instant.parse("2026-03-01T09:30:00.250Z");
    private static final Instant LATER = Instant.parse("2026-03-01T09:31:00.500Z");
    private static final String ANN = "01k1aaaaaaaaaaaaaaaaaaaaaa";
    private static final String PICTURE = "0v5k3q9u7c1m8s2e6h4n0t9a3d";
    private static final String TABLE = "1b7p2r8g4j6k0f5v3u9l1o8i2c";
    private static final String BOB = "01k1bbbbbbbbbbbbbbbbbbbbbb";
    private static final String GARDEN = "01k1gggggggggggggggggggggg";
    private static final String MESSAGE = "01k1mmmmmmmmmmmmmmmmmmmmmm";
    private static final String ROOT = "01k1rrrrrrrrrrrrrrrrrrrrrr";
    private static final String LOGIN = "01k1ssssssssssssssssssssss";
    private static final String CLIENT_ID = "6f0f3c1e-8d2a-4b57-9a3e-2f4c5d6e7f80";
    private static final String REF = "\"r1\"";

    private final ApiDocument document = ApiDocument.asyncApi();

    @TestFactory
    Stream<DynamicTest> the_code_writes_the_sample_and_the_document_describes_it() {
        return frames().entrySet().stream()
                .map(frame -> DynamicTest.dynamicTest(frame.getKey(), () -> {
                    Object sample = ApiDocument.json(Files.readString(FOLDER.resolve(frame.getKey() + ".json")));
                    assertThat(ApiDocument.json(frame.getValue())).isEqualTo(sample);
                    assertThat(document.objections(payload(frame.getKey()), sample))
                            .isEmpty();
                }));
    }

    @Test
    void every_kind_and_every_frame_has_a_sample_and_no_sample_is_left_over() throws IOException {
        Set<String> wanted =
                new HashSet<>(Arrays.stream(Kind.values()).map(Kind::word).toList());
        document.objectAt("/components/messages").keySet().stream()
                .filter(name -> name.startsWith("server."))
                .map(name -> name.substring("server.".length()))
                .forEach(wanted::add);
        assertThat(frames().keySet()).containsAll(wanted);
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                            .collect(toSet()))
                    .isEqualTo(frames().keySet());
        }
    }

    @Test
    void the_document_is_strict_enough_to_object() {
        Object frame = ApiDocument.json("{\"type\":\"pong\",\"more\":1}");
        assertThat(document.objections(payload("pong"), frame))
                .singleElement()
                .asString()
                .contains("more");
        Object torn = ApiDocument.json("{\"type\":\"typing\",\"channel\":\"" + GARDEN + "\"}");
        assertThat(document.objections(payload("typing"), torn))
                .singleElement()
                .asString()
                .contains("user");
    }

    private String payload(String sample) {
        String name = sample.replaceFirst("-.*", "");
        return "/components/messages/" + (name.contains(".") ? name : "server." + name) + "/payload";
    }

    /** By the name of the sample; what follows a hyphen tells variants of one frame apart. */
    private static Map<String, String> frames() {
        Map<String, String> frames = new TreeMap<>();
        Map<String, Long> heads = new LinkedHashMap<>();
        heads.put(ANN, 4L);
        heads.put(GARDEN, 17L);
        frames.put(
                "ready",
                Frames.ready(ANN, LOGIN, heads, 20, limits(), 104_857_600, Optional.of(Duration.ofMinutes(15))));
        frames.put("ack", Frames.ack(REF, message(null)));
        frames.put("refused", Frames.refused(REF, Problem.tooMany("Slower, please.", Duration.ofMillis(1_200))));
        frames.put("refused-unread", Frames.refused(null, Problem.malformed("The body must be one JSON object.")));
        frames.put("pong", Frames.pong(REF));
        frames.put("typing", Frames.typing(GARDEN, BOB, null));
        frames.put("typing-reply", Frames.typing(GARDEN, BOB, ROOT));
        frames.put("seen", Frames.seen(new Seen(GARDEN, BOB, 17)));
        frames.put("draft", Frames.draft(new KeptDraft(GARDEN, null, "The tomatoes", LATER)));
        frames.put("draft-reply", Frames.draft(new KeptDraft(GARDEN, ROOT, "", LATER)));
        frames.put("presence", Frames.presence(new Presence(BOB, State.DND, LATER, "🌴", "by the \"sea\"")));
        frames.put("presence-offline", Frames.presence(new Presence(BOB, State.OFFLINE, null, null, null)));
        frames.put("reset", Frames.reset(GARDEN, 17));
        frames.put("bye", Frames.bye("the server stops", 1_250));

        Entry posted = entry(GARDEN, 17, new Event.MessagePosted(message(null)), CLIENT_ID);
        frames.put("message.posted", posted.frame());
        frames.put("message.posted-own", posted.frameForAuthor());
        Entry edited = entry(GARDEN, 18, new Event.MessageEdited(message(LATER)), CLIENT_ID);
        frames.put("message.edited", edited.frame());
        frames.put("message.edited-own", edited.frameForAuthor());
        frames.put(
                "message.deleted",
                onChannel(new Event.MessageDeleted(message("", null, null, LATER, Message.Echo.NONE))));
        Message.Reply reply = new Message.Reply(ROOT, true);
        frames.put(
                "message.posted-reply",
                onChannel(new Event.MessagePosted(message("I will.", reply, null, null, Message.Echo.NONE))));
        frames.put(
                "message.posted-files",
                entry(GARDEN, 17, new Event.MessagePosted(withFiles()), null).frame());
        frames.put(
                "message.edited-echo",
                onChannel(new Event.MessageEdited(message(
                        "The tomatoes are in.",
                        null,
                        LATER,
                        null,
                        new Message.Echo(
                                List.of(new Message.Reaction("🍅", List.of(BOB, ANN))),
                                replies(),
                                new Message.Pin(LATER, BOB))))));
        frames.put("message.pinned", onChannel(new Event.MessagePinned(MESSAGE)));
        frames.put("message.unpinned", onChannel(new Event.MessageUnpinned(MESSAGE)));
        frames.put("thread.updated", onChannel(new Event.ThreadUpdated(ROOT, replies())));
        frames.put("reaction.added", onChannel(new Event.ReactionAdded(MESSAGE, "👍🏽", BOB)));
        frames.put("reaction.removed", onChannel(new Event.ReactionRemoved(MESSAGE, "👍🏽", BOB)));
        frames.put("thread.marked", onUser(new Event.ThreadMarked(ROOT, GARDEN, true, 17)));
        frames.put("message.saved", onUser(new Event.MessageSaved(MESSAGE, GARDEN)));
        frames.put("message.unsaved", onUser(new Event.MessageUnsaved(MESSAGE, GARDEN)));
        frames.put("channel.updated", onChannel(new Event.ChannelUpdated(garden(false))));
        frames.put("channel.archived", onChannel(new Event.ChannelArchived(garden(true))));
        frames.put("member.joined", onChannel(new Event.MemberJoined(BOB, "member")));
        frames.put("member.left", onChannel(new Event.MemberLeft(BOB, "member")));
        frames.put("member.role", onChannel(new Event.MemberRole(BOB, "admin")));
        frames.put("channel.joined", onUser(new Event.ChannelJoined(GARDEN, 17)));
        frames.put("channel.left", onUser(new Event.ChannelLeft(GARDEN)));
        frames.put("read.moved", onUser(new Event.ReadMoved(GARDEN, 17)));
        frames.put(
                "preference.changed",
                onUser(new Event.PreferenceChanged(
                        new PreferenceFacts(true, false, "compact", "mentions", List.of("channels", "direct")))));
        frames.put("channel.marked", onUser(new Event.ChannelMarked(GARDEN, true, false)));
        frames.put("block.changed", onUser(new Event.BlockChanged(BOB, true)));
        frames.put(
                "status.changed",
                onUser(new Event.StatusChanged(new StatusFacts("dnd", LATER, "🌴", "by the sea", LATER))));
        frames.put("status.changed-bare", onUser(new Event.StatusChanged(StatusFacts.NONE)));
        frames.put("account.updated", onUser(new Event.AccountUpdated(ann())));
        frames.put("session.ended", onUser(new Event.SessionEnded(LOGIN)));
        return frames;
    }

    private static Settings.Limits limits() {
        return new Settings.Limits(
                8_000,
                65_536,
                262_144,
                30,
                Duration.ofSeconds(5),
                60,
                10,
                50,
                50,
                1_000,
                10_000,
                1_000_000,
                256,
                1_048_576,
                1_000);
    }

    private static Message message(Instant editedAt) {
        return message("The \"tomatoes\" are in.\nCome & see 🍅", null, editedAt, null, Message.Echo.NONE);
    }

    private static Message message(
            String text, Message.Reply reply, Instant editedAt, Instant deletedAt, Message.Echo echo) {
        return new Message(MESSAGE, GARDEN, 17, ANN, new Message.Content(text), reply, AT, editedAt, deletedAt, echo);
    }

    private static Message withFiles() {
        FileFacts picture =
                new FileFacts(PICTURE, "Tomatoes \"in\" June 🍅.jpg", "image/jpeg", 2_345_678, 4_032, 3_024, true, AT);
        FileFacts other = new FileFacts(TABLE, "harvest.ods", "application/zip", 45_678, null, null, false, AT);
        Message.Content content = new Message.Content("", List.of(), Message.Attached.of(List.of(picture, other)));
        return new Message(MESSAGE, GARDEN, 17, ANN, content, null, AT, null, null, Message.Echo.NONE);
    }

    private static ThreadFacts replies() {
        return new ThreadFacts(2, List.of(BOB, ANN), LATER);
    }

    private static ChannelFacts garden(boolean isArchived) {
        return new ChannelFacts(GARDEN, "public", "garden", null, isArchived, ANN, AT);
    }

    private static UserFacts ann() {
        return new UserFacts(ANN, "ann", "Ann Ångström", "owner", AT, false);
    }

    private static String onChannel(Event event) {
        return entry(GARDEN, 18, event, null).frame();
    }

    private static String onUser(Event event) {
        return entry(ANN, 5, event, null).frame();
    }

    private static Entry entry(String log, long seq, Event event, String clientId) {
        return new Entry(log, seq, event.kind(), AT, ANN, Json.of(event), clientId);
    }
}
