package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** C6: only members hear, from the event that makes them members to the event that ends it (S11). */
@InTheWorld
class RemovalIT {

    @Test
    void a_removed_member_hears_and_says_nothing_more_in_the_middle_of_a_storm(World world) {
        var crowd = new Crowd(world, new dev.confab.testing.History(), 4);
        var ann = crowd.people().getFirst();
        var bob = crowd.people().getLast();
        var cellar = ann.createPrivateChannel("cellar");
        crowd.people().stream().skip(1).forEach(person -> ann.add(cellar, person));
        var lives = crowd.connect(1);
        var anns = lives.getFirst();
        var bobs = lives.getLast();
        var start = bobs.cursor(cellar);
        var stop = new AtomicBoolean();

        // Posts of all, bob too, and edits, which no flood limit slows down.
        var storm = Crowd.begin(lives, live -> {
            var own = crowd.people().get(lives.indexOf(live));
            var first = own.tryPost(cellar, UUID.randomUUID().toString(), own.id() + " begins");
            for (var i = 0; !stop.get(); i++) {
                if (i < 50) {
                    live.send(cellar, own.id() + " says " + i);
                }
                if (first.status() == 201) {
                    own.call(
                            "PATCH",
                            "/messages/" + first.json().getString("id"),
                            Wire.object("text", own.id() + " edits " + i));
                }
            }
        });
        anns.await("a storm", live -> live.cursor(cellar) > start + 40);
        ann.remove(cellar, bob);
        var committed = Wire.number(ann.channel(cellar), "head");
        anns.await("some more of it", live -> live.cursor(cellar) > committed + 40);
        stop.set(true);
        Crowd.end(storm);

        var removal = removal(anns, cellar, bob.id());
        bobs.await(
                "the goodbye",
                live -> live.events(bob.id()).stream().anyMatch(e -> e.kind().equals("channel.left")));
        bobs.await("answers to all that he said", live -> live.unacked() == 0);
        assertThat(bobs.events(cellar))
                .extracting(Live.Event::seq)
                .containsExactlyElementsOf(LongStream.range(
                                start + 1, start + 1 + bobs.events(cellar).size())
                        .boxed()
                        .toList());
        assertThat(bobs.events(cellar).getLast().seq()).isLessThan(removal);
        var frames = bobs.frames("event");
        assertThat(frames.getLast().getString("kind")).isEqualTo("channel.left");
        assertThat(bobs.frames("ack"))
                .extracting(ack -> Wire.number(ack, "seq"))
                .allMatch(seq -> seq < removal);
        assertThat(bobs.frames("refused"))
                .extracting(no -> Wire.number(no.getJsonObject("problem"), "status"))
                .containsOnly(404L);
        assertThat(anns.events(cellar))
                .filteredOn(event -> event.seq() > removal)
                .hasSizeGreaterThan(40)
                .noneMatch(event -> event.frame().getString("actor").equals(bob.id()));
    }

    /** S11: what a role allows ends with the role, also for what is under way. */
    @Test
    void a_demoted_admin_deletes_nothing_more_in_the_middle_of_a_storm(World world) {
        var crowd = new Crowd(world, new dev.confab.testing.History(), 3);
        var ann = crowd.people().getFirst();
        var bob = crowd.people().getLast();
        var garden = crowd.channel("garden");
        promote(ann, garden, bob, "admin");
        var anns = crowd.connect(1).getFirst();
        var start = anns.cursor(garden);
        var weeds = IntStream.range(0, 50)
                .mapToObj(i -> ann.post(garden, "weed " + i).getString("id"))
                .toList();
        var statuses = new ConcurrentLinkedQueue<Integer>();

        var storm = Crowd.begin(
                weeds,
                weed -> statuses.add(
                        bob.call("DELETE", "/messages/" + weed, null).status()));
        anns.await("a storm", live -> live.cursor(garden) > start + weeds.size() + 5);
        promote(ann, garden, bob, "member");
        Crowd.end(storm);
        statuses.add(bob.call("PATCH", "/channels/" + garden, Wire.object("topic", "mine"))
                .status());
        var head = Wire.number(ann.channel(garden), "head");
        anns.await("all of it", live -> live.cursor(garden) >= head);

        var demotion = anns.events(garden).stream()
                .filter(event -> event.kind().equals("member.role") && event.seq() > start)
                .findFirst()
                .orElseThrow()
                .seq();
        assertThat(anns.events(garden))
                .filteredOn(event -> event.kind().equals("message.deleted"))
                .hasSize((int) statuses.stream().filter(status -> status == 204).count())
                .allMatch(event -> event.seq() < demotion);
        assertThat(statuses).containsOnly(204, 403);
    }

    private static void promote(Person owner, String channel, Person member, String role) {
        owner.call("PATCH", "/channels/" + channel + "/members/" + member.id(), Wire.object("role", role))
                .expect(204);
    }

    @Test
    void a_removed_member_learns_nothing_by_coming_back_or_by_rest(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var cellar = ann.createPrivateChannel("cellar");
        ann.add(cellar, bob);
        var known = bob.post(cellar, "what is it that ann hides here").getString("id");
        var live = world.live(bob);
        var cursor = live.cursor(cellar);
        ann.remove(cellar, bob);
        live.await("the goodbye", one -> !one.cursors().containsKey(cellar));
        var secret = ann.post(cellar, "the wine").getString("id");

        live.cut();
        live.cursor(cellar, cursor);
        live.connect();
        live.say(Wire.object("type", "ping", "ref", "all said"));
        live.await("a pong", one -> !one.frames("pong").isEmpty());

        assertThat(live.events(cellar)).isEmpty();
        assertThat(live.frames("reset")).isEmpty();
        assertThat(live.frames("ready").getLast().getJsonObject("heads")).doesNotContainKey(cellar);
        for (var path : List.of("", "/messages", "/log", "/members", "/log?after=" + cursor)) {
            bob.get("/channels/" + cellar + path).expect(404);
        }
        for (var message : List.of(secret, known)) {
            bob.get("/messages/" + message).expect(404);
            bob.call("PATCH", "/messages/" + message, Wire.object("text", "mine"))
                    .expect(404);
            bob.call("DELETE", "/messages/" + message, null).expect(404);
        }
        bob.tryPost(cellar, UUID.randomUUID().toString(), "let me in").expect(404);
        bob.call("PUT", "/channels/" + cellar + "/read", Wire.object("seq", 1)).expect(404);
        bob.call("PUT", "/channels/" + cellar + "/members/" + bob.id(), null).expect(404);
        live.say(Wire.object("type", "typing", "channel", cellar));
        live.say(Wire.object("type", "read", "ref", "read", "channel", cellar, "seq", 1));
        live.await("refusals", one -> one.frames("refused").size() == 2);
    }

    @Test
    void a_new_member_hears_what_comes_next_without_connecting_again(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var cellar = ann.createPrivateChannel("cellar");
        ann.post(cellar, "said before");
        var live = world.live(bob);

        ann.add(cellar, bob);
        ann.post(cellar, "welcome");
        var welcome = live.message(cellar, "welcome");

        var joined = live.events(bob.id()).getLast();
        assertThat(joined.kind()).isEqualTo("channel.joined");
        assertThat(joined.body().getString("channel")).isEqualTo(cellar);
        assertThat(live.events(cellar).getFirst().seq()).isEqualTo(Wire.number(joined.body(), "head") + 1);
        assertThat(welcome.seq()).isEqualTo(Wire.number(joined.body(), "head") + 1);
        assertThat(live.acked(live.send(cellar, "thank you"))).isEqualTo(welcome.seq() + 1);
    }

    @Test
    void who_goes_and_comes_again_hears_each_stay_and_nothing_between(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        var live = world.live(bob);

        for (var stay : IntStream.rangeClosed(1, 10).boxed().toList()) {
            bob.join(garden);
            ann.post(garden, "inside " + stay);
            live.message(garden, "inside " + stay);
            bob.leave(garden);
            ann.post(garden, "outside " + stay);
        }

        Waiting.until("the last goodbye", () -> !live.cursors().containsKey(garden));
        assertThat(live.events(garden))
                .extracting(Live.Event::text)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 10)
                        .mapToObj(stay -> "inside " + stay)
                        .toList());
    }

    private static long removal(Live witness, String channel, String user) {
        return witness.events(channel).stream()
                .filter(event -> event.kind().equals("member.left")
                        && event.body().getString("user").equals(user))
                .findFirst()
                .orElseThrow()
                .seq();
    }
}
