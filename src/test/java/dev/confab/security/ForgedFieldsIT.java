package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that are the server's to set: a client may send them, and nothing becomes of it. */
@InTheWorld
class ForgedFieldsIT {

    private World world;
    private Person ann;
    private Person eve;
    private String attic;

    @BeforeEach
    void annHasAnAttic(World world) {
        this.world = world;
        ann = world.signUp("ann");
        eve = world.signUp("eve");
        attic = ann.createPrivateChannel("attic");
        ann.post(attic, "the key is under the mat");
    }

    @Test
    void fields_that_are_the_servers_to_set_change_nothing_when_a_client_sends_them() {
        var garden = ann.createChannel("garden");
        eve.join(garden);
        var forged = Wire.object(
                "clientId",
                UUID.randomUUID().toString(),
                "text",
                "mine",
                "id",
                Calls.NOBODYS,
                "channel",
                attic,
                "author",
                ann.id(),
                "senderId",
                ann.id(),
                "seq",
                1,
                "at",
                "1999-01-01T00:00:00.000Z",
                "editedAt",
                "1999-01-01T00:00:00.000Z",
                "deletedAt",
                "1999-01-01T00:00:00.000Z",
                "type",
                "system",
                "role",
                "owner",
                "pinned",
                true,
                "mentions",
                List.of(ann.id()),
                "reactions",
                List.of("x"),
                "embeds",
                List.of(Wire.object()),
                "log",
                attic,
                "kind",
                "message.deleted");

        var posted = eve.call("POST", "/channels/" + garden + "/messages", forged)
                .expect(201)
                .json();

        assertPlain(posted, garden);
        assertPlain(eve.get("/messages/" + posted.getString("id")).expect(200).json(), garden);
        var edited = eve.call("PATCH", "/messages/" + posted.getString("id"), forged)
                .expect(200)
                .json();
        assertThat(edited.getString("author")).isEqualTo(eve.id());
        assertThat(edited.getString("at")).isEqualTo(posted.getString("at"));
        assertThat(edited.getJsonNumber("seq")).isEqualTo(posted.getJsonNumber("seq"));
        assertThat(ann.messages(attic)).hasSize(1);

        var self = Wire.object(
                "displayName",
                "Eve",
                "role",
                "owner",
                "id",
                ann.id(),
                "username",
                ann.username(),
                "email",
                "x@evil.example",
                "deactivated",
                false,
                "emailVerified",
                true,
                "preferences",
                Wire.object("role", "owner"));
        var me = eve.call("PATCH", "/me", self).expect(200).json();
        assertThat(me.getString("role")).isEqualTo("member");
        assertThat(me.getString("id")).isEqualTo(eve.id());
        assertThat(me.getString("username")).isEqualTo(eve.username());
        assertThat(me.getString("email")).isEqualTo(eve.username() + "@example.com");

        var channel = Wire.object(
                "kind",
                "private",
                "name",
                "den " + UUID.randomUUID(),
                "id",
                attic,
                "createdBy",
                ann.id(),
                "archived",
                true,
                "head",
                99,
                "role",
                "member",
                "members",
                List.of(ann.id()));
        var den = eve.call("POST", "/channels", channel).expect(201).json();
        assertThat(den.getString("id")).isNotEqualTo(attic);
        assertThat(den.getString("createdBy")).isEqualTo(eve.id());
        assertThat(den.getBoolean("archived")).isFalse();
        assertThat(den.getString("role")).isEqualTo("owner");
        assertThat(ann.get("/channels/" + den.getString("id")).status()).isEqualTo(404);
    }

    private void assertPlain(JsonObject posted, String garden) {
        assertThat(posted.getString("id")).isNotEqualTo(Calls.NOBODYS);
        assertThat(posted.getString("channel")).isEqualTo(garden);
        assertThat(posted.getString("author")).isEqualTo(eve.id());
        assertThat(Wire.number(posted, "seq")).isGreaterThan(1);
        assertThat(posted.getString("at")).startsWith("2");
        assertThat(posted.getJsonArray("mentions")).isEmpty();
        assertThat(posted.getJsonArray("reactions")).isEmpty();
        assertThat(posted).doesNotContainKeys("editedAt", "deletedAt", "role", "pinned", "type", "embeds", "kind");
    }

    @Test
    void a_frame_with_fields_that_are_the_servers_to_set_is_only_a_frame() {
        var garden = ann.createChannel("garden");
        eve.join(garden);
        var eves = world.live(eve);
        var anns = world.live(ann);
        var clientId = UUID.randomUUID().toString();
        // Signals are for who is listening already.
        anns.say(Wire.object("type", "ping"));
        anns.await("a pong", live -> !live.frames("pong").isEmpty());

        eves.say(Wire.object(
                "type",
                "send",
                "ref",
                clientId,
                "channel",
                garden,
                "clientId",
                clientId,
                "text",
                "mine",
                "author",
                ann.id(),
                "seq",
                1,
                "at",
                "1999-01-01T00:00:00.000Z",
                "id",
                Calls.NOBODYS,
                "user",
                ann.id()));

        assertPlain(anns.message(garden, "mine").body(), garden);
        assertThat(anns.message(garden, "mine").frame().getString("actor")).isEqualTo(eve.id());

        // A signal is for who listens already, and by now ann does.
        eves.say(Wire.object("type", "typing", "channel", garden, "user", ann.id()));
        anns.await("typing", live -> !live.frames("typing").isEmpty());
        assertThat(anns.frames("typing").getFirst().getString("user")).isEqualTo(eve.id());
    }
}
