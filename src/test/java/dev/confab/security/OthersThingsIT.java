package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ApiDocument;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What belongs to others: not there, in the same words as what is really not there. */
@InTheWorld
class OthersThingsIT {

    private Person ann;
    private Person eve;
    private String attic;
    private String message;

    @BeforeEach
    void annHasAnAttic(World world) {
        ann = world.signUp("ann");
        eve = world.signUp("eve");
        attic = ann.createPrivateChannel("attic");
        message = ann.post(attic, "the key is under the mat").getString("id");
    }

    @Test
    void the_id_of_anothers_channel_or_message_is_answered_like_the_id_of_nothing() {
        for (var call : Calls.all()) {
            if (call.path().startsWith("/channels/{")) {
                assertSame(call, attic, Calls.NOBODYS);
            }
            if (call.path().startsWith("/messages/{")) {
                assertSame(call, message, Calls.NOBODYS);
            }
        }
        assertThat(ann.messages(attic)).hasSize(1);
        assertThat(ann.messages(attic).getFirst().getString("text")).isEqualTo("the key is under the mat");
        assertThat(Wire.objects(
                        ann.get("/channels/" + attic + "/members").json().getJsonArray("members")))
                .hasSize(1);
    }

    private void assertSame(Calls.Call call, String theirs, String nobodys) {
        var anothers = call(call, theirs);
        var nothing = call(call, nobodys);
        assertThat(anothers.status()).as(call.toString()).isEqualTo(404);
        assertThat(anothers.body()).as(call.toString()).isEqualTo(nothing.body());
        assertThat(anothers.headers().map().keySet())
                .isEqualTo(nothing.headers().map().keySet());
    }

    private dev.confab.testing.Reply call(Calls.Call call, String id) {
        // The member in question is one who exists: only the channel is wrong.
        var path = call.target(id).replaceFirst("/members/.*", "/members/" + eve.id());
        var body = "{\"clientId\":\"" + UUID.randomUUID()
                + "\",\"text\":\"x\",\"seq\":0,\"role\":\"member\",\"topic\":\"x\"}";
        return call.takesBody()
                ? RawHttp.json(eve.server(), eve.credentials(), call.method(), path, body)
                : RawHttp.send(eve.server(), call.method(), path, eve.credentials(), new byte[0]);
    }

    @Test
    void the_socket_gives_the_same_answer_and_follows_nothing() {
        var eves = eve.live();
        for (var type : List.of("send", "read", "typing")) {
            var answers = List.of(attic, Calls.NOBODYS).stream()
                    .map(channel -> {
                        var before = eves.frames("refused").size();
                        eves.say(Wire.object(
                                "type",
                                type,
                                "channel",
                                channel,
                                "seq",
                                1,
                                "text",
                                "x",
                                "clientId",
                                UUID.randomUUID().toString()));
                        eves.await("a refusal", live -> live.frames("refused").size() > before);
                        return eves.frames("refused").getLast().getJsonObject("problem");
                    })
                    .toList();
            assertThat(answers.getFirst()).as(type).isEqualTo(answers.getLast());
            assertThat(answers.getFirst().getInt("status")).isEqualTo(404);
        }
        eves.cut();
        eves.cursor(attic, 0);
        eves.connect();
        ann.post(attic, "and the mat is at the back door");
        var echo = eve.createChannel("echo");
        eves.message(echo, eve.post(echo, "after it").getString("text"));

        assertThat(eves.events(attic)).isEmpty();
        assertThat(eves.frames("reset"))
                .noneMatch(frame -> frame.getString("log").equals(attic));
        assertThat(eves.frames("ready").getLast().getJsonObject("heads")).doesNotContainKey(attic);
        eves.close();
    }

    /** Ids go in more ways than by the path. */
    @Test
    void anothers_id_in_a_field_a_filter_or_a_cursor_is_answered_like_the_id_of_nothing() {
        var garden = eve.createChannel("garden");
        var seq = ann.messages(attic).getFirst().getJsonNumber("seq").toString();
        for (var path : List.of(
                "/search?query=key&in=%s",
                "/search?query=%s",
                "/search?query=key&cursor=1.1.%s",
                "/channels?cursor=%s",
                "/channels?discover=true&query=%s",
                "/mentions?cursor=%s",
                "/threads?cursor=9999999999999.%s",
                "/channels/" + garden + "/members?cursor=%s")) {
            for (var theirs : List.of(attic, message)) {
                var anothers = eve.get(path.formatted(theirs));
                var nothing = eve.get(path.formatted(Calls.NOBODYS));
                assertThat(anothers.status()).as(path).isEqualTo(nothing.status());
                assertThat(anothers.body()).as(path).doesNotContain(attic, message, "under the mat");
                if (!path.contains("cursor")) {
                    assertThat(anothers.body()).as(path).isEqualTo(nothing.body());
                }
            }
        }
        for (var parent : List.of(message, Calls.NOBODYS)) {
            var reply =
                    Wire.object("clientId", UUID.randomUUID().toString(), "text", "what is it about", "parent", parent);
            var answer =
                    eve.call("POST", "/channels/" + garden + "/messages", reply).expect(422);
            assertThat(answer.body()).doesNotContain(parent);
        }
        assertThat(eve.get("/channels/" + garden + "/messages?around=" + seq).body())
                .doesNotContain(attic, "under the mat");
        assertThat(ann.messages(attic)).hasSize(1);
    }

    @Test
    void the_name_of_anothers_private_channel_is_free_for_all_that_one_can_tell() {
        var name = "attic " + UUID.randomUUID();
        for (var kind : List.of("private", "private", "public")) {
            var owner = kind.equals("public") ? eve : ann;
            owner.call("POST", "/channels", Wire.object("kind", kind, "name", name))
                    .expect(201);
        }
        ann.call("POST", "/channels", Wire.object("kind", "private", "name", name.toUpperCase()))
                .expect(201);
        var renamed = eve.createChannel("hall");
        var hidden = ann.createPrivateChannel("cellar");
        var hiddenName = ann.channel(hidden).getString("name");
        eve.call("PATCH", "/channels/" + renamed, Wire.object("name", hiddenName))
                .expect(200);
        ann.call("PATCH", "/channels/" + hidden, Wire.object("name", name)).expect(200);

        eve.call("POST", "/channels", Wire.object("kind", "public", "name", hiddenName.toUpperCase()))
                .expect(409);
        eve.call("PATCH", "/channels/" + renamed, Wire.object("name", name)).expect(409);
    }

    @Test
    void anothers_session_and_token_cannot_be_ended_and_are_not_listed() {
        var session = Wire.objects(ann.get("/sessions").json().getJsonArray("sessions"))
                .getFirst()
                .getString("id");
        var token = ann.call("POST", "/tokens", Wire.object("name", "robot"))
                .expect(201)
                .json();

        for (var path : List.of("/sessions/" + session, "/tokens/" + token.getString("id"))) {
            var anothers = eve.call("DELETE", path, null);
            var nothing = eve.call("DELETE", path.replaceAll("[^/]+$", Calls.NOBODYS), null);
            assertThat(anothers.status()).isEqualTo(404);
            assertThat(anothers.body()).isEqualTo(nothing.body());
        }
        ann.get("/me").expect(200);
        assertThat(eve.get("/sessions").body() + eve.get("/tokens").body())
                .doesNotContain(session, token.getString("id"), "robot");
    }

    @Test
    void a_member_who_is_no_administrator_cannot_change_other_people_or_itself_into_one() {
        for (var body : List.of(Wire.object("role", "owner"), Wire.object("deactivated", true), Wire.object())) {
            assertThat(eve.call("PATCH", "/users/" + ann.id(), body).status()).isEqualTo(403);
            assertThat(eve.call("PATCH", "/users/" + eve.id(), body).status()).isEqualTo(403);
        }
        var garden = ann.createChannel("garden");
        eve.join(garden);
        assertThat(eve.call("PATCH", "/channels/" + garden + "/members/" + eve.id(), Wire.object("role", "owner"))
                        .status())
                .isEqualTo(403);
        assertThat(eve.call("PATCH", "/channels/" + garden, Wire.object("topic", "mine"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_shown_of_people_is_what_the_document_names_and_nothing_of_their_secrets() {
        var document = ApiDocument.openApi();
        var seen = List.of(
                eve.get("/users?query=" + ann.username()),
                eve.get("/users/" + ann.id()),
                eve.get("/channels/" + shared() + "/members"),
                eve.call("POST", "/channels", Wire.object("kind", "direct", "members", List.of(ann.id()))));

        assertThat(seen)
                .allSatisfy(reply -> assertThat(reply.expect(200, 201).body())
                        .contains(ann.username())
                        .doesNotContain(
                                "@example.com",
                                "email",
                                "hash",
                                "argon2",
                                "password",
                                "token",
                                "address",
                                "127.0.0.1"));
        assertThat(document.objections(
                        "/components/schemas/User",
                        ApiDocument.json(eve.get("/users/" + ann.id()).body())))
                .isEmpty();
    }

    private String shared() {
        var garden = ann.createChannel("garden");
        eve.join(garden);
        return garden;
    }
}
