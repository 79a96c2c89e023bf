package dev.confab.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching on a real server: who finds what, and from when on. */
@InTheWorld
class SearchIT {

    private Person ann;
    private Person bob;
    private Person eve;
    private String garden;
    /** In no message but this test's. */
    private String word;

    @BeforeEach
    void annAndBobAreInTheGarden(World world) {
        ann = world.signUp("ann");
        bob = world.signUp("bob");
        eve = world.signUp("eve");
        garden = ann.createPrivateChannel("garden");
        ann.add(garden, bob);
        word = "w" + UUID.randomUUID().toString().replace("-", "");
    }

    private static Reply ask(Person person, String query, String more) {
        return person.get("/search?query=" + Person.encoded(query) + more);
    }

    private static List<JsonObject> hits(Person person, String query) {
        return Wire.objects(ask(person, query, "").expect(200).json().getJsonArray("messages"));
    }

    private static List<String> ids(Person person, String query) {
        return hits(person, query).stream()
                .map(hit -> hit.getJsonObject("message").getString("id"))
                .toList();
    }

    private static void awaitFound(Person person, String query, String... ids) {
        Waiting.until(
                "\"" + query + "\" finds " + List.of(ids),
                () -> ids(person, query).equals(List.of(ids)));
    }

    @Test
    void what_is_posted_edited_and_deleted_is_soon_found_as_it_is() {
        var id = ann.post(garden, "red roses " + word).getString("id");
        awaitFound(bob, "roses " + word, id);

        ann.edit(id, "yellow tulips " + word);
        awaitFound(bob, "tulips " + word, id);
        assertThat(ids(bob, "roses " + word)).isEmpty();

        ann.delete(id);
        assertThat(ids(bob, "tulips " + word)).isEmpty();
        assertThat(ids(bob, word)).isEmpty();
    }

    @Test
    void a_file_is_found_by_its_name_and_by_what_it_is() {
        var name = "plan-" + word + ".txt";
        var file = ann.upload(name, "seeds and water".getBytes(StandardCharsets.UTF_8));
        var id = ann.call(
                        "POST",
                        "/channels/" + garden + "/messages",
                        Wire.object(
                                "clientId", UUID.randomUUID().toString(), "attachments", List.of(file.getString("id"))))
                .expect(201)
                .json()
                .getString("id");
        awaitFound(bob, word + " has:file", id);
        assertThat(ids(bob, name)).containsExactly(id);
        assertThat(ids(bob, word + " has:image")).isEmpty();
        assertThat(hits(bob, word).getFirst().getJsonArray("snippet").toString())
                .contains(word);

        ann.delete(id);
        assertThat(ids(bob, word)).isEmpty();
    }

    @Test
    void from_the_edit_on_nobody_is_shown_a_message_for_what_it_said_before() {
        var id = ann.post(garden, "secret " + word).getString("id");
        awaitFound(bob, "secret " + word, id);

        ann.edit(id, "nothing " + word);

        assertThat(ids(bob, "secret " + word)).isEmpty();
    }

    @Test
    void a_hit_says_where_it_was_said_and_shows_a_piece_of_it() {
        ann.post(garden, "before it");
        var posted = ann.post(garden, "<b>look</b> at " + word);
        bob.post(garden, "after it");
        awaitFound(bob, word, posted.getString("id"));

        var hit = hits(bob, word).getFirst();

        assertThat(hit.getString("channel")).isEqualTo(garden);
        assertThat(Wire.number(hit, "seq")).isEqualTo(Wire.number(posted, "seq"));
        assertThat(hit.getJsonArray("snippet"))
                .hasToString("[{\"text\":\"<b>look</b> at \",\"hit\":false},{\"text\":\"" + word + "\",\"hit\":true}]");
        var around = bob.get("/channels/" + garden + "/messages?limit=3&around=" + Wire.number(hit, "seq"))
                .expect(200)
                .json();
        assertThat(Wire.objects(around.getJsonArray("messages")))
                .extracting(message -> message.getString("text"))
                .containsExactly("before it", "<b>look</b> at " + word, "after it");
    }

    @Test
    void outsiders_and_those_who_have_left_find_nothing() {
        var id = ann.post(garden, word).getString("id");
        awaitFound(bob, word, id);
        assertThat(ids(eve, word)).isEmpty();

        bob.leave(garden);
        assertThat(ids(bob, word)).isEmpty();
        assertThat(ids(ann, word)).containsExactly(id);

        ann.add(garden, bob);
        assertThat(ids(bob, word)).containsExactly(id);
        ann.remove(garden, bob);
        assertThat(ids(bob, word)).isEmpty();
    }

    @Test
    void of_a_public_channel_only_members_find_messages() {
        var square = ann.createChannel("square");
        var id = ann.post(square, word).getString("id");
        awaitFound(ann, word, id);
        assertThat(ids(eve, word)).isEmpty();

        eve.join(square);

        assertThat(ids(eve, word)).containsExactly(id);
    }

    @Test
    void the_name_of_anothers_private_channel_is_as_good_as_the_name_of_nothing() {
        var id = ann.post(garden, word).getString("id");
        awaitFound(ann, word, id);
        var name = ann.channel(garden).getString("name");

        assertThat(ids(ann, "in:" + name + " " + word)).containsExactly(id);
        for (var theirs : List.of(name, garden)) {
            var anothers = ask(eve, word, "&in=" + theirs);
            var nothing = ask(eve, word, "&in=" + name + "x");
            assertThat(anothers.status()).isEqualTo(nothing.status()).isEqualTo(200);
            assertThat(anothers.body()).isEqualTo(nothing.body());
        }
        var found = ask(eve, name, "").expect(200).json();
        assertThat(found.getJsonArray("channels")).isEmpty();
        assertThat(ask(ann, name, "").json().getJsonArray("channels")).hasSize(1);
    }

    @Test
    void filters_narrow() {
        var link = ann.post(garden, "see https://example.com/roses " + word).getString("id");
        var code = bob.post(garden, "run `roses` " + word).getString("id");
        var reply = bob.reply(garden, link, "thanks " + word).getString("id");
        awaitFound(ann, word, reply, code, link);

        assertThat(ids(ann, word + " from:" + bob.username())).containsExactly(reply, code);
        assertThat(ids(ann, word + " from:me")).containsExactly(link);
        assertThat(ids(ann, word + " has:link")).containsExactly(link);
        assertThat(ids(ann, word + " has:code")).containsExactly(code);
        assertThat(ids(ann, word + " is:thread")).containsExactly(reply);
        assertThat(ids(ann, word + " after:2020-01-01")).hasSize(3);
        assertThat(ids(ann, word + " before:2020-01-01")).isEmpty();
        assertThat(ids(ann, word + " from:nobody-of-that-name")).isEmpty();
        assertThat(Wire.objects(
                        ann.get("/search?in=" + garden).expect(200).json().getJsonArray("messages")))
                .hasSize(3);
    }

    @Test
    void what_was_made_of_a_message_is_a_filter_too() {
        var plain = ann.post(garden, "plain " + word).getString("id");
        var pinned = ann.post(garden, "pinned " + word).getString("id");
        var loved = ann.post(garden, "loved " + word).getString("id");
        awaitFound(bob, word, loved, pinned, plain);
        ann.call("PUT", "/messages/" + pinned + "/pin", null).expect(204);
        ann.react(loved, "🎂");
        bob.call("PUT", "/messages/" + plain + "/saved", null).expect(204);

        awaitFound(bob, word + " is:pinned", pinned);
        awaitFound(bob, word + " has:pin", pinned);
        awaitFound(bob, word + " has:reaction", loved);
        assertThat(ids(bob, word + " is:saved")).containsExactly(plain);
        assertThat(ids(ann, word + " is:saved")).isEmpty();
        assertThat(ids(bob, "is:saved in:" + garden)).containsExactly(plain);

        ann.call("DELETE", "/messages/" + pinned + "/pin", null).expect(204);
        Waiting.until("nothing is pinned", () -> ids(bob, word + " is:pinned").isEmpty());
        bob.call("DELETE", "/messages/" + plain + "/saved", null).expect(204);
        assertThat(ids(bob, word + " is:saved")).isEmpty();
    }

    @Test
    void a_conversation_is_named_by_the_people_in_it() {
        var two = ann.direct(bob);
        var three = ann.call("POST", "/channels", Wire.object("kind", "group", "members", List.of(bob.id(), eve.id())))
                .expect(201)
                .json()
                .getString("id");
        var toBob = ann.post(two, word).getString("id");
        var toBoth = ann.post(three, word).getString("id");
        awaitFound(ann, word, toBoth, toBob);

        assertThat(ids(ann, word + " in:@" + bob.username())).containsExactly(toBob);
        assertThat(ids(bob, word + " in:@" + ann.username())).containsExactly(toBob);
        assertThat(ids(bob, word + " in:@" + eve.username() + "," + ann.username()))
                .containsExactly(toBoth);
        assertThat(ids(eve, word + " in:@" + ann.username())).isEmpty();
        assertThat(ids(eve, word + " in:@" + ann.username() + "," + bob.username()))
                .containsExactly(toBoth);
        assertThat(ids(ann, word + " in:" + two)).containsExactly(toBob);
        assertThat(ids(ann, word + " in:@" + bob.username() + "x")).isEmpty();
    }

    @Test
    void a_day_is_one_of_the_zone_of_the_one_who_asks() {
        var id = ann.post(garden, word).getString("id");
        awaitFound(ann, word, id);
        var at = Instant.parse(
                hits(ann, word).getFirst().getJsonObject("message").getString("at"));
        // Two places of which at each moment one has a date that the other has not.
        var samoa = at.atZone(ZoneId.of("Pacific/Apia")).toLocalDate();
        var hawaii = at.atZone(ZoneId.of("Pacific/Honolulu")).toLocalDate();
        assertThat(samoa).isAfter(hawaii);

        assertThat(found(ask(ann, word + " on:" + samoa, "&zone=Pacific/Apia"))).containsExactly(id);
        assertThat(found(ask(ann, word + " on:" + samoa, "&zone=Pacific/Honolulu")))
                .isEmpty();
        assertThat(found(ask(ann, word + " before:" + samoa, "&zone=Pacific/Honolulu")))
                .containsExactly(id);
    }

    private static List<String> found(Reply reply) {
        return Wire.objects(reply.expect(200).json().getJsonArray("messages")).stream()
                .map(hit -> hit.getJsonObject("message").getString("id"))
                .toList();
    }

    @Test
    void people_are_found_by_their_names() {
        var found = ask(ann, bob.username(), "").expect(200).json();

        assertThat(Wire.objects(found.getJsonArray("people")))
                .extracting(person -> person.getString("id"))
                .containsExactly(bob.id());
    }

    @Test
    void page_by_page_everything_is_found_once() {
        for (int i = 0; i < 9; i++) {
            ann.post(garden, i + " " + word);
        }
        Waiting.until("all are found", () -> ids(bob, word).size() == 9);

        var seen = new java.util.ArrayList<String>();
        var cursor = "";
        do {
            var page = ask(bob, word, "&limit=4&cursor=" + Person.encoded(cursor))
                    .expect(200)
                    .json();
            Wire.objects(page.getJsonArray("messages"))
                    .forEach(hit -> seen.add(hit.getJsonObject("message").getString("id")));
            cursor = page.isNull("next") ? "" : page.getString("next");
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(9).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1--",
                "%",
                "_",
                "\\",
                "*:*",
                "*",
                "?",
                "+(a -b)",
                "[a TO z]",
                "~",
                "\"",
                "{\"$regex\":\".*\"}",
                "channel:x OR id:*",
                "10.0.0.1",
                "https://example.com/a?b=c#d",
                "CVE-2024-1234",
                "会議",
                "회의",
                "会",
                "🎂"
            })
    void signs_are_looked_for_as_they_are(String text) {
        var channel = ann.createPrivateChannel("shed");
        ann.post(channel, "nothing of the kind");
        var id = ann.post(channel, "x " + text + " x").getString("id");

        Waiting.until("found as it is: " + text, () -> inChannel(channel, text).equals(List.of(id)));
    }

    private List<String> inChannel(String channel, String query) {
        return Wire.objects(ask(ann, query, "&in=" + channel).expect(200).json().getJsonArray("messages")).stream()
                .map(hit -> hit.getJsonObject("message").getString("id"))
                .collect(Collectors.toList());
    }

    @Test
    void what_cannot_be_answered_is_refused() {
        var refused = List.of(
                "/search",
                "/search?query=",
                "/search?query=%E2%80%8B",
                "/search?query[$regex]=.*",
                "/search?query=" + "x".repeat(257),
                "/search?query=" + "x+".repeat(25),
                "/search?query=x&limit=0",
                "/search?query=x&limit=201",
                "/search?query=x&limit=many",
                "/search?query=x&cursor=nonsense",
                "/search?query=x&cursor=1.2",
                "/search?query=x&before=soon",
                "/search?query=x&has=dragons",
                "/search?query=is:dragon",
                "/search?query=x&zone=Middle-earth/Shire");
        var statuses = new TreeSet<Integer>();
        for (var path : refused) {
            var reply = ann.get(path.replace("[$", "%5B%24").replace("]", "%5D"));
            assertThat(reply.status()).as(path).isIn(400, 422);
            statuses.add(reply.status());
        }
        assertThat(statuses).contains(422);
        assertThat(ask(ann, "is:dragon", "").body()).contains("pinned, thread, edited, saved");
    }
}
