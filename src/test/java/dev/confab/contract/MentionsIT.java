package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** C10 for mentions: their counts, and where one was named, follow from the messages, whatever has happened. */
@InTheWorld
class MentionsIT {
    private static final int STEPS = 150;
    private static final long SEED = 11;

    private Person ann;
    private Person bob;
    private Person cem;
    private String garden;

    @BeforeEach
    void a_garden_for_three(World world) {
        ann = world.signUp("ann");
        bob = world.signUp("bob");
        cem = world.signUp("cem");
        garden = ann.createChannel("garden");
        bob.join(garden);
        cem.join(garden);
    }

    private static long count(Person reader, String channel) {
        return Wire.number(reader.channel(channel), "mentions");
    }

    private static List<String> named(Person reader, String more) {
        return ids(reader.get("/mentions" + more).expect(200).json());
    }

    private static List<String> ids(JsonObject page) {
        return Wire.objects(page.getJsonArray("mentions")).stream()
                .map(message -> message.getString("id"))
                .toList();
    }

    @Test
    void mentions_are_what_looking_through_all_messages_gives() {
        var random = new Random(SEED);
        var people = List.of(ann, bob, cem);
        var names = List.of(
                "@" + ann.username(), "@" + bob.username(), "@" + cem.username() + ".", "@here", "@channel", "roses");
        var root = ann.post(garden, "the roses are out").getString("id");
        var written = new ArrayList<String>(List.of(root));
        for (var step = 1; step <= STEPS; step++) {
            var actor = people.get(random.nextInt(people.size()));
            var text = "step " + step + " " + names.get(random.nextInt(names.size())) + " "
                    + names.get(random.nextInt(names.size()));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> written.add(actor.post(garden, text).getString("id"));
                case 4, 5 -> written.add(actor.reply(garden, root, text).getString("id"));
                case 6 ->
                    actor.call(
                            "PATCH",
                            "/messages/" + written.get(random.nextInt(written.size())),
                            Wire.object("text", text)); // 403 where it is another's
                case 7 -> {
                    if (written.size() > 1) {
                        ann.delete(written.remove(1 + random.nextInt(written.size() - 1)));
                    }
                }
                default ->
                    actor.call(
                                    "PUT",
                                    "/channels/" + garden + "/read",
                                    Wire.object("seq", random.nextInt(2 * step), "markUnread", true))
                            .expect(204);
            }
            if (step % 15 == 0) {
                var now = step;
                var said = said(root);
                people.forEach(person -> {
                    var mine = said.stream()
                            .filter(message -> !message.getString("author").equals(person.id()))
                            .filter(message -> ClientState.names(message, person.id()))
                            .toList();
                    var readSeq = Wire.number(person.channel(garden), "readSeq");
                    assertThat(count(person, garden))
                            .as("what names %s after step %s", person.username(), now)
                            .isEqualTo(mine.stream()
                                    .filter(message -> Wire.number(message, "seq") > readSeq)
                                    .count());
                    assertThat(named(person, "?limit=200"))
                            .isEqualTo(mine.stream()
                                    .map(message -> message.getString("id"))
                                    .sorted(Comparator.reverseOrder())
                                    .toList());
                });
            }
        }
        assertThat(said(root)).hasSizeGreaterThan(STEPS / 4);
    }

    /** All that was said in the garden, in the thread too, as it is now. */
    private List<JsonObject> said(String root) {
        Map<String, JsonObject> said = new HashMap<>();
        Stream.concat(
                        ann.messages(garden).stream(),
                        Wire.objects(ann.get("/messages/" + root + "/thread?limit=200")
                                        .expect(200)
                                        .json()
                                        .getJsonArray("messages"))
                                .stream())
                .forEach(message -> said.put(message.getString("id"), message));
        return List.copyOf(said.values());
    }

    @Test
    void where_one_was_named_is_told_page_by_page_the_newest_first() {
        var told = new ArrayList<String>();
        for (var i = 1; i <= 5; i++) {
            told.addFirst(ann.post(garden, "@" + bob.username() + " " + i).getString("id"));
        }
        var first = bob.get("/mentions?limit=2").expect(200).json();
        assertThat(ids(first)).isEqualTo(told.subList(0, 2));
        var second = bob.get("/mentions?limit=2&cursor=" + first.getString("next"))
                .expect(200)
                .json();
        assertThat(ids(second)).isEqualTo(told.subList(2, 4));
        var last = bob.get("/mentions?limit=2&cursor=" + second.getString("next"))
                .expect(200)
                .json();
        assertThat(ids(last)).isEqualTo(told.subList(4, 5));
        assertThat(last.isNull("next")).isTrue();
        assertThat(bob.get("/mentions?limit=0").status()).isEqualTo(422);
    }

    @Test
    void who_is_not_in_the_channel_is_told_nothing_of_it() {
        var cellar = ann.createPrivateChannel("cellar");
        var wine = ann.post(cellar, "@" + bob.username() + " and @channel: the wine")
                .getString("id");
        assertThat(ann.get("/messages/" + wine).json().getJsonArray("mentions")).hasSize(2);
        assertThat(named(bob, "")).isEmpty();
        ann.add(cellar, bob);
        assertThat(count(bob, cellar)).isZero(); // it lies before the read mark of who comes in
        assertThat(named(bob, "")).containsExactly(wine);
        ann.remove(cellar, bob);
        assertThat(named(bob, "")).isEmpty();
    }

    @Test
    void what_was_for_everybody_before_one_came_is_not_for_the_newcomer(World world) {
        var rose = ann.post(garden, "@channel the roses are out").getString("id");
        var dora = world.signUp("dora");
        dora.join(garden);
        assertThat(named(dora, "")).isEmpty();
        assertThat(named(bob, "")).containsExactly(rose);
        assertThat(named(ann, "")).isEmpty(); // one's own words
    }

    @Test
    void a_reply_draws_whom_it_names_into_the_thread(World world) {
        var eve = world.signUp("eve");
        var rose = ann.post(garden, "the roses are out").getString("id");
        var phone = world.live(cem);
        var next = phone.cursor(cem.id()) + 1;
        bob.reply(garden, rose, "look, @" + cem.username() + " and @" + eve.username());
        assertThat(phone.event(cem.id(), next).kind()).isEqualTo("thread.marked");
        assertThat(count(cem, garden)).isEqualTo(1);
        var threads = Wire.objects(cem.get("/threads").expect(200).json().getJsonArray("threads"));
        assertThat(threads).hasSize(1);
        assertThat(Wire.number(threads.getFirst(), "unread")).isEqualTo(1);
        eve.join(garden);
        assertThat(Wire.objects(eve.get("/threads").expect(200).json().getJsonArray("threads")))
                .isEmpty();
    }
}
