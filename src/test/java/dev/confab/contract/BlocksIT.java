package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody does not want to hear of somebody else. */
@InTheWorld
class BlocksIT {
    private static final String OWN = "You have blocked this person.";
    private static final String OTHERS = "This person takes no direct messages from you.";

    private Person ann;
    private Person bob;

    @BeforeEach
    void two_people(World world) {
        ann = world.signUp("ann");
        bob = world.signUp("bob");
    }

    private static Reply block(Person person, Person other) {
        return person.call("PUT", "/me/blocks/" + other.id(), null);
    }

    private static Reply unblock(Person person, Person other) {
        return person.call("DELETE", "/me/blocks/" + other.id(), null);
    }

    private static List<String> blocked(Person person, String more) {
        return Wire.objects(person.get("/me/blocks" + more).expect(200).json().getJsonArray("users")).stream()
                .map(user -> user.getString("id"))
                .toList();
    }

    private static Reply tryPost(Person person, String channel) {
        return person.tryPost(channel, UUID.randomUUID().toString(), "hello");
    }

    private static Reply tryDirect(Person person, Person other) {
        return person.call("POST", "/channels", Wire.object("kind", "direct", "members", List.of(other.id())));
    }

    private static void assertBarred(Reply reply, String why) {
        var problem = reply.expect(403).json();
        assertThat(problem.getString("type")).isEqualTo("/problems/not-allowed");
        assertThat(problem.getString("detail")).isEqualTo(why);
    }

    @Test
    void neither_says_anything_in_their_direct_channel_and_what_was_said_can_be_read(World world) {
        var two = bob.direct(ann);
        var first = bob.post(two, "hello").getString("id");
        var tablet = world.live(bob);
        block(ann, bob).expect(204);

        assertBarred(tryPost(bob, two), OTHERS);
        assertBarred(tryPost(ann, two), OWN);
        var refused = tablet.answer(tablet.send(two, "hello?"));
        assertThat(refused.getString("type")).isEqualTo("refused");
        assertThat(Wire.number(refused.getJsonObject("problem"), "status")).isEqualTo(403);
        assertBarred(
                bob.call(
                        "POST",
                        "/channels/" + two + "/messages",
                        Wire.object("clientId", UUID.randomUUID().toString(), "text", "hello", "parent", first)),
                OTHERS);
        assertBarred(bob.call("PATCH", "/messages/" + first, Wire.object("text", "you!")), OTHERS);
        assertBarred(bob.call("PUT", "/messages/" + first + "/reactions/" + Person.encoded("👍"), null), OTHERS);
        assertBarred(bob.call("PUT", "/messages/" + first + "/pin", null), OTHERS);
        assertThat(ann.messages(two)).hasSize(1);
        assertThat(tryDirect(bob, ann).expect(200).json().getString("id"))
                .as("what was said stays to be read")
                .isEqualTo(two);
        bob.delete(first);

        unblock(ann, bob).expect(204);
        bob.post(two, "better now?");
        ann.post(two, "yes");
    }

    @Test
    void a_repeat_is_a_repeat_still() {
        var two = bob.direct(ann);
        var clientId = UUID.randomUUID().toString();
        var first = bob.tryPost(two, clientId, "hello").expect(201).json();
        block(ann, bob).expect(204);
        assertThat(bob.tryPost(two, clientId, "hello").expect(200).json().getString("id"))
                .isEqualTo(first.getString("id"));
    }

    @Test
    void neither_begins_a_direct_channel_and_groups_and_channels_stay_shared(World world) {
        var cem = world.signUp("cem");
        block(ann, bob).expect(204);
        assertBarred(tryDirect(bob, ann), OTHERS);
        assertBarred(tryDirect(ann, bob), OWN);
        block(bob, ann).expect(204);
        assertBarred(tryDirect(bob, ann), OWN);

        var group = bob.call("POST", "/channels", Wire.object("kind", "group", "members", List.of(ann.id(), cem.id())))
                .expect(201)
                .json()
                .getString("id");
        bob.post(group, "hello you two");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        bob.post(garden, "what grows here");
        ann.post(garden, "roses");
        tryDirect(cem, ann).expect(201);
        unblock(bob, ann).expect(204);
        assertBarred(tryDirect(bob, ann), OTHERS);
        unblock(ann, bob).expect(204);
        tryDirect(bob, ann).expect(201);
    }

    @Test
    void nothing_comes_after_the_block_in_the_middle_of_a_storm(World world) {
        var two = bob.direct(ann);
        var anns = world.live(ann);
        var bobs = world.live(bob);
        var first = bob.post(two, "I begin").getString("id");
        var start = Wire.number(ann.channel(two), "head");
        var stop = new AtomicBoolean();

        // Posts by a membership that is presumed, and edits, which no flood limit slows down.
        var storm = Crowd.begin(List.of(bobs), live -> {
            for (var i = 0; !stop.get(); i++) {
                if (i < 40) {
                    live.send(two, "I say " + i);
                }
                bob.call("PATCH", "/messages/" + first, Wire.object("text", "I edit " + i));
            }
        });
        anns.await("a storm", live -> live.cursor(two) > start + 10);
        block(ann, bob).expect(204);
        var committed = Wire.number(ann.channel(two), "head");
        var late = bobs.answer(bobs.send(two, "and I say"));
        bobs.await("answers to all that he said", live -> live.unacked() == 0);
        stop.set(true);
        Crowd.end(storm);

        assertThat(late.getString("type")).isEqualTo("refused");
        assertThat(Wire.number(ann.channel(two), "head")).isEqualTo(committed);
        assertThat(bobs.frames("ack"))
                .extracting(ack -> Wire.number(ack, "seq"))
                .isNotEmpty()
                .allMatch(seq -> seq <= committed);
        assertThat(bobs.frames("refused"))
                .extracting(no -> Wire.number(no.getJsonObject("problem"), "status"))
                .containsOnly(403L);
    }

    @Test
    void what_they_say_of_me_counts_not_and_is_in_no_list_until_they_are_forgiven(World world) {
        var cem = world.signUp("cem");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        cem.join(garden);
        var his = bob.post(garden, "@" + ann.username() + " look").getString("id");
        bob.post(garden, "@channel look");
        var hers = cem.post(garden, "@" + ann.username() + " the roses").getString("id");
        assertThat(mentions(ann, garden)).isEqualTo(3);

        block(ann, bob).expect(204);
        assertThat(mentions(ann, garden)).isEqualTo(1);
        assertThat(Wire.number(ann.channel(garden), "unread"))
                .as("there they are, folded")
                .isEqualTo(3);
        assertThat(listed(ann)).containsExactly(hers);
        bob.edit(his, "@" + ann.username() + " LOOK");
        bob.post(garden, "@here and there");
        assertThat(mentions(ann, garden)).isEqualTo(1);
        assertThat(mentions(cem, garden)).isEqualTo(2);
        assertThat(ann.messages(garden)).hasSize(4);

        unblock(ann, bob).expect(204);
        assertThat(mentions(ann, garden)).isEqualTo(4);
        assertThat(listed(ann)).hasSize(4).contains(his);
    }

    @Test
    void they_draw_nobody_into_a_thread_who_has_blocked_them(World world) {
        var cem = world.signUp("cem");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        cem.join(garden);
        var rose = ann.post(garden, "the roses are out").getString("id");
        block(ann, bob).expect(204);
        bob.reply(garden, rose, "so what, @" + ann.username() + ", @" + cem.username());
        assertThat(threads(ann)).isEmpty();
        assertThat(threads(cem)).containsExactly(rose);
        cem.reply(garden, rose, "red ones?");
        assertThat(threads(ann)).containsExactly(rose);
    }

    private static List<String> threads(Person reader) {
        return Wire.objects(reader.get("/threads").expect(200).json().getJsonArray("threads")).stream()
                .map(thread -> thread.getJsonObject("message").getString("id"))
                .toList();
    }

    private static long mentions(Person reader, String channel) {
        return Wire.number(reader.channel(channel), "mentions");
    }

    private static List<String> listed(Person reader) {
        return Wire.objects(reader.get("/mentions").expect(200).json().getJsonArray("mentions")).stream()
                .map(message -> message.getString("id"))
                .toList();
    }

    @Test
    void whoever_blocks_is_told_on_all_devices_after_a_resume_too_and_nobody_else(World world) {
        var two = ann.direct(bob);
        var phone = world.live(ann);
        var bobs = world.live(bob);
        var next = phone.cursor(ann.id()) + 1;
        phone.cut();

        block(ann, bob).expect(204);
        block(ann, bob).expect(204);
        unblock(ann, bob).expect(204);
        unblock(ann, bob).expect(204);
        block(ann, bob).expect(204);

        phone.connect();
        assertThat(changed(phone, ann, next)).isEqualTo(Wire.object("user", bob.id(), "blocked", true));
        assertThat(changed(phone, ann, next + 1)).isEqualTo(Wire.object("user", bob.id(), "blocked", false));
        assertThat(changed(phone, ann, next + 2)).isEqualTo(Wire.object("user", bob.id(), "blocked", true));
        bob.call("PATCH", "/me", Wire.object("displayName", "Robert")).expect(200);
        bobs.await("what comes after it all", live -> !live.frames("event").isEmpty());
        assertThat(bobs.frames("event"))
                .singleElement()
                .extracting(frame -> frame.getString("kind"))
                .isEqualTo("account.updated");
        assertThat(bob.get("/channels/" + two + "/log?after=0").expect(200).body())
                .doesNotContain("block.changed");
        assertThat(blocked(bob, "")).isEmpty();
    }

    private static JsonObject changed(Live live, Person person, long seq) {
        var event = live.event(person.id(), seq);
        assertThat(event.kind()).isEqualTo("block.changed");
        return event.body();
    }

    @Test
    void the_list_is_the_latest_first_in_pages(World world) {
        var cem = world.signUp("cem");
        var dee = world.signUp("dee");
        assertThat(blocked(ann, "")).isEmpty();
        List.of(cem, bob, dee).forEach(one -> block(ann, one).expect(204));
        assertThat(blocked(ann, "")).containsExactly(dee.id(), bob.id(), cem.id());
        var page = ann.get("/me/blocks?limit=2").expect(200).json();
        assertThat(blocked(ann, "?limit=2&cursor=" + page.getString("next"))).containsExactly(cem.id());
        unblock(ann, bob).expect(204);
        block(ann, cem).expect(204);
        assertThat(blocked(ann, "")).containsExactly(dee.id(), cem.id());
        assertThat(ann.get("/me/blocks?cursor=x").status()).isEqualTo(422);
    }

    @Test
    void nobody_blocks_oneself_or_who_is_not_there() {
        block(ann, ann).expect(422);
        unblock(ann, ann).expect(422);
        for (var method : List.of("PUT", "DELETE")) {
            ann.call(method, "/me/blocks/00000000000000000000000000", null).expect(404);
            ann.call(method, "/me/blocks/" + ann.createChannel("c" + method), null)
                    .expect(404);
        }
        assertThat(blocked(ann, "")).isEmpty();
    }
}
