package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Checker;
import dev.confab.testing.History;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** C4 and C5: coming back with cursors. */
@InTheWorld
class ResumeIT {

    private static final int IN_BAND = 1_000;
    private static final int FLAPS = 1_001;

    @Test
    void a_thousand_missed_events_come_in_band_and_one_more_gives_a_reset(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var rose = ann.post(garden, "the roses are out").getString("id");
        var near = world.live(bob);
        var far = world.live(bob);
        far.cursor(garden, near.cursor(garden) - 1);
        near.cut();
        far.cut();

        edit(ann, rose, IN_BAND);
        near.connect();
        far.connect();

        var head = head(ann, garden);
        near.event(garden, head);
        assertThat(near.events(garden))
                .extracting(Live.Event::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(head - IN_BAND + 1, head).boxed().toList());
        assertThat(near.frames("reset")).isEmpty();
        far.await("a reset", live -> !live.frames("reset").isEmpty());
        assertThat(far.frames("reset")).containsExactly(Wire.object("type", "reset", "log", garden, "head", head));
        assertThat(far.events(garden)).isEmpty();
        // Either goes on with what comes next.
        ann.post(garden, "the end");
        assertThat(near.message(garden, "the end").seq()).isEqualTo(head + 1);
        assertThat(far.message(garden, "the end").seq()).isEqualTo(head + 1);
        assertThat(far.events(garden)).hasSize(1);
    }

    @Test
    void a_cursor_beyond_the_head_gives_a_reset(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var live = world.live(ann);
        var head = live.cursor(garden);
        live.cut();

        live.cursor(garden, head + 1);
        live.connect();

        live.await("a reset", one -> !one.frames("reset").isEmpty());
        assertThat(live.cursor(garden)).isEqualTo(head);
        ann.post(garden, "the roses are out");
        assertThat(live.message(garden, "the roses are out").seq()).isEqualTo(head + 1);
    }

    @Test
    void logs_of_others_former_ones_and_invented_ones_are_passed_over_in_silence(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        var secret = ann.createPrivateChannel("secret");
        var former = ann.createPrivateChannel("former");
        ann.add(former, bob);
        bob.join(garden);
        var live = world.live(bob);
        live.cut();
        bob.leave(former);
        for (var channel : List.of(garden, secret, former)) {
            ann.post(channel, "in " + channel);
        }

        List.of(secret, former, ann.id(), "no-such-log", "workspace").forEach(log -> live.cursor(log, 0));
        live.connect();

        live.message(garden, "in " + garden);
        live.say(Wire.object("type", "ping", "ref", "all said"));
        live.await("a pong", one -> !one.frames("pong").isEmpty());
        assertThat(live.frames("event"))
                .extracting(frame -> frame.getString("log"))
                .containsOnly(garden, bob.id());
        assertThat(live.frames("reset")).isEmpty();
        assertThat(live.frames("refused")).isEmpty();
    }

    @Test
    void a_channel_that_was_joined_while_away_is_heard_from_the_joining_on(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var cellar = ann.createPrivateChannel("cellar");
        ann.post(cellar, "said before");
        var live = world.live(bob);
        live.cut();

        ann.add(cellar, bob);
        for (var i = 1; i <= 3; i++) {
            ann.post(cellar, "missed " + i);
        }
        live.connect();
        ann.post(cellar, "live");

        live.message(cellar, "live");
        var head = Wire.number(live.events(bob.id()).getLast().body(), "head");
        assertThat(live.events(cellar))
                .extracting(Live.Event::seq)
                .containsExactly(head + 1, head + 2, head + 3, head + 4);
    }

    @Test
    void a_channel_that_was_left_and_joined_again_while_away_goes_on(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var cellar = ann.createPrivateChannel("cellar");
        ann.add(cellar, bob);
        var live = world.live(bob);
        var before = live.cursor(cellar);
        live.cut();

        ann.remove(cellar, bob);
        ann.post(cellar, "outside");
        ann.add(cellar, bob);
        ann.post(cellar, "missed");
        // Somebody who knows where the channel stood, and of the own log nothing but its head.
        live.cursor(bob.id(), world.live(bob).cursor(bob.id()));
        live.connect();
        ann.post(cellar, "live");

        live.message(cellar, "live");
        assertThat(live.events(cellar))
                .extracting(Live.Event::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, head(ann, cellar))
                        .boxed()
                        .toList());
    }

    @Test
    void a_resume_that_comes_late_goes_on_in_band_where_nothing_was_heard_yet(World world) throws IOException {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var kitchen = ann.createChannel("kitchen");
        var before = head(ann, garden);
        ann.post(garden, "missed");
        var headers = RawSocket.handshake(ann.server());
        headers.putAll(ann.credentials());
        try (var socket = RawSocket.connect(ann.server(), "/ws/v1", headers)) {
            socket.next("ready");
            ann.post(kitchen, "the waiting is over");
            // It has answered our ping without having said anything before.
            assertThat(socket.next("event").toString()).contains("the waiting is over");
            socket.sendText(Wire.object(
                            "type", "resume", "cursors", Map.of(garden, before, kitchen, head(ann, kitchen) - 1))
                    .toString());
            var said = socket.next() + "" + socket.next();
            assertThat(said).contains("\"missed\"");
            assertThat(said).contains("\"reset\"").contains(kitchen);
        }
    }

    @Test
    void who_comes_back_ends_in_the_state_of_who_comes_new(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var ids = IntStream.range(0, 12)
                .mapToObj(i ->
                        (i % 2 == 0 ? ann : bob).post(garden, "before " + i).getString("id"))
                .toList();
        var live = world.live(bob);
        var timeline = Timeline.load(bob, garden);
        timeline.follow(live);

        live.cut();
        ann.edit(ids.get(0), "edited while away");
        bob.edit(ids.get(1), "edited by its reader elsewhere");
        ann.delete(ids.get(2));
        bob.delete(ids.get(3));
        ann.edit(ids.get(4), "edited, and then");
        ann.delete(ids.get(4));
        ann.delete(ids.get(5)); // of another one, by the channel's owner
        var twice = ann.post(garden, "new").getString("id");
        ann.edit(twice, "new, edited");
        bob.delete(bob.post(garden, "new, and gone").getString("id"));
        live.connect();
        ann.edit(ids.get(6), "edited before the ready");
        live.event(garden, head(ann, garden));
        live.cut();
        ann.edit(ids.get(6), "edited again");
        live.connect();
        live.event(garden, head(ann, garden));

        assertThat(timeline.messages()).isEqualTo(Timeline.load(bob, garden).messages());
        assertThat(timeline.messages()).hasSize(14);
    }

    @Test
    void clients_that_are_cut_all_the_time_miss_nothing_and_get_next_to_nothing_twice(World world) {
        var history = new History();
        var crowd = new Crowd(world, history, 4);
        var garden = crowd.channel("garden");
        var author = crowd.people().getFirst();
        var rose = author.post(garden, "the roses are out").getString("id");
        var lives = crowd.connect(2);
        var start = lives.getFirst().cursor(garden);
        var resumed = new AtomicInteger();
        var enough = new AtomicBoolean();

        var edits = Crowd.begin(List.of(0, 1, 2, 3), part -> {
            for (var i = 0; !enough.get(); i++) {
                author.edit(rose, "edit " + part + "." + i);
            }
        });
        try {
            Crowd.together(lives, live -> {
                while (resumed.incrementAndGet() <= FLAPS && !edits.isDone()) {
                    var before = live.cursor(garden);
                    live.cut();
                    live.connect();
                    var head = Wire.number(live.frames("ready").getLast().getJsonObject("heads"), garden);
                    live.await("what it has missed and more", one -> one.cursor(garden) >= Math.max(head, before + 1));
                }
            });
        } finally {
            enough.set(true);
        }
        Crowd.end(edits);
        crowd.hearAll(garden);

        Checker.check(history).mustBeGood();
        var head = head(author, garden);
        var came = 0L;
        var missed = 0L;
        for (var live : lives) {
            assertThat(live.events(garden))
                    .extracting(Live.Event::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(start + 1, head).boxed().toList());
            missed += bytes(live.frames("event"));
            came += bytes(live.frames("event")) + bytes(live.unheard());
        }
        System.out.printf(
                "F8 flaps: resumes=%d events=%d missed=%dB came=%dB ratio=%.3f%n",
                FLAPS, head - start, missed, came, came / (double) missed);
        assertThat(came).isLessThanOrEqualTo(missed * 6 / 5);
    }

    private static long bytes(List<JsonObject> frames) {
        return frames.stream()
                .filter(frame -> frame.getString("type").equals("event"))
                .mapToLong(frame -> frame.toString().length())
                .sum();
    }

    /** Edits are events as well, and nobody counts them as a flood. */
    private static void edit(Person author, String message, int times) {
        Crowd.together(List.of(0, 1, 2, 3), part -> {
            for (var i = 0; i < times / 4; i++) {
                author.edit(message, "edit " + part + "." + i);
            }
        });
    }

    private static long head(Person reader, String channel) {
        return Wire.number(reader.channel(channel), "head");
    }
}
