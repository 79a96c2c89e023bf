package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the world itself works: if this fails, look here before anywhere else. */
@InTheWorld
class SmokeIT {

    @Test
    void a_member_hears_what_another_one_says(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var anns = world.live(ann);
        var bobs = world.live(bob);

        var seq = anns.acked(anns.send(garden, "the roses are out"));

        assertThat(bobs.message(garden, "the roses are out").seq()).isEqualTo(seq);
        assertThat(anns.message(garden, "the roses are out").body().getString("clientId"))
                .isNotBlank();
    }

    @Test
    void who_comes_back_hears_what_was_said_meanwhile_and_says_what_was_not_heard(World world) {
        var history = new History();
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var anns = world.live(ann);
        var bobs = world.live(bob);
        history.follow("ann", anns);
        history.follow("bob", bobs);

        bobs.cut();
        anns.acked(anns.send(garden, "the roses are out"));
        var reply = bobs.send(garden, "at last");
        bobs.connect();
        var seq = bobs.acked(reply);

        anns.event(garden, seq);
        bobs.event(garden, seq);
        assertThat(bobs.events(garden))
                .extracting(Live.Event::text)
                .containsSubsequence("the roses are out", "at last");
        Checker.check(history).mustBeGood();
    }

    @Test
    void a_program_with_a_token_is_the_person_who_made_it(World world) {
        var ann = world.signUp("ann");
        var program = ann.byToken();

        assertThat(program.get("/me").expect(200).json().getString("id")).isEqualTo(ann.id());
        assertThat(world.live(program).frames("ready").getFirst().getString("user"))
                .isEqualTo(ann.id());
    }
}
