package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsTest {
    private final World world = new World();
    private SignInResult.SignedIn ann;
    private String id;

    @BeforeEach
    void ann_is_there() {
        ann = world.signUp("ann");
        id = ann.account().id();
    }

    private Optional<Identity> identify(Secret secret) {
        return world.logins.identify(secret);
    }

    private Logins.Begun token() {
        return world.logins.issueToken(id, "robot", World.HOME).orElseThrow();
    }

    @Test
    void a_secret_tells_whose_it_is_and_a_made_up_one_tells_nothing() {
        assertThat(world.identity(ann).user()).isEqualTo(id);
        assertThat(world.identity(ann).role()).isEqualTo(Role.OWNER);
        assertThat(world.identity(ann).isToken()).isFalse();
        assertThat(identify(new Secret("made up"))).isEmpty();
    }

    @Test
    void a_session_that_is_not_used_for_long_is_over() {
        world.clock.pass(Duration.ofDays(14));
        assertThat(identify(ann.session().secret())).isPresent();
        world.clock.pass(Duration.ofSeconds(1));
        assertThat(identify(ann.session().secret())).isEmpty();
    }

    @Test
    void a_token_may_be_silent_for_months() {
        Secret token = token().secret();
        world.clock.pass(Duration.ofDays(400));
        assertThat(identify(token))
                .hasValueSatisfying(who -> assertThat(who.isToken()).isTrue());
    }

    @Test
    void a_session_does_not_live_for_ever_however_much_it_is_used() {
        Login login = new Login(
                "s",
                id,
                Login.Kind.SESSION,
                "hash",
                World.HOME,
                world.clock.instant(),
                world.clock.instant().plus(Duration.ofDays(1)));
        assertThat(login.isOver(world.clock.instant().plus(Duration.ofHours(23)), Duration.ofDays(14)))
                .isFalse();
        assertThat(login.isOver(world.clock.instant().plus(Duration.ofHours(24)), Duration.ofDays(14)))
                .isTrue();
    }

    @Test
    void that_it_is_used_is_written_down_once_a_minute_at_most() {
        identify(ann.session().secret());
        world.sightings.write();
        assertThat(world.loginStore.seen(ann.session().login().id())).isEmpty();
        world.clock.pass(Duration.ofSeconds(61));
        identify(ann.session().secret());
        identify(ann.session().secret());
        world.sightings.write();
        assertThat(world.loginStore.seen(ann.session().login().id())).contains(world.clock.instant());
    }

    @Test
    void who_is_deactivated_is_nobody_at_once() {
        Secret token = token().secret();
        ann.account().deactivate(true);
        assertThat(identify(ann.session().secret())).isEmpty();
        assertThat(identify(token)).isEmpty();
    }

    @Test
    void an_end_is_said_on_the_users_log_so_that_every_node_hears_it() {
        String session = ann.session().login().id();
        assertThat(world.logins.end(id, session)).isTrue();
        assertThat(identify(ann.session().secret())).isEmpty();
        assertThat(world.logs.of(id).getLast().kind()).isEqualTo("session.ended");
        assertThat(world.logs.of(id).getLast().body()).isEqualTo("{\"session\":\"" + session + "\"}");
    }

    @Test
    void an_end_of_what_is_not_there_says_nothing() {
        int said = world.logs.of(id).size();
        assertThat(world.logins.end(id, "no such session")).isFalse();
        assertThat(world.logs.of(id)).hasSize(said);
    }

    @Test
    void nobody_ends_somebody_elses_session() {
        SignInResult.SignedIn bob = world.signUp("bob");
        assertThat(world.logins.end(bob.account().id(), ann.session().login().id()))
                .isFalse();
        assertThat(identify(ann.session().secret())).isPresent();
    }

    @Test
    void all_others_end_and_the_kept_one_stays() {
        Secret token = token().secret();
        Logins.Begun other = world.logins.beginSession(ann.account(), World.HOME);
        world.logins.endAllBut(id, ann.session().login().id());
        assertThat(identify(ann.session().secret())).isPresent();
        assertThat(identify(other.secret())).isEmpty();
        assertThat(identify(token)).isEmpty();
    }

    @Test
    void one_session_too_many_ends_the_oldest() {
        List<Logins.Begun> sessions = new ArrayList<>(List.of(ann.session()));
        for (int i = 0; i < 3; i++) {
            sessions.add(world.logins.beginSession(ann.account(), World.HOME));
        }
        assertThat(identify(sessions.getFirst().secret())).isEmpty();
        for (Logins.Begun kept : sessions.subList(1, 4)) {
            assertThat(identify(kept.secret())).isPresent();
        }
    }

    @Test
    void tokens_are_bounded() {
        token();
        token();
        assertThat(world.logins.issueToken(id, "one too many", World.HOME)).isEmpty();
    }

    @Test
    void a_list_shows_no_secret_and_leaves_out_what_is_over() {
        Login login = ann.session().login();
        assertThat(Json.of(login.asSession(login.id())))
                .contains("\"current\":true", "\"userAgent\":\"Firefox\"", "\"address\":\"192.0.2.1\"")
                .doesNotContain(ann.session().secret().text(), login.secretHash());
        assertThat(Json.of(token().login().asToken()))
                .contains("\"name\":\"robot\"")
                .doesNotContain("lastUsedAt");
        assertThat(world.logins.of(id, Login.Kind.SESSION, "", 9)).containsExactly(login);
        world.clock.pass(Duration.ofDays(15));
        assertThat(world.logins.of(id, Login.Kind.SESSION, "", 9)).isEmpty();
    }

    @Test
    void a_login_is_current_until_it_ends() {
        Identity who = world.identity(ann);
        assertThat(world.logins.current(Set.of(who.login(), "another"))).containsExactly(who.login());
        world.logins.end(id, who.login());
        assertThat(world.logins.current(Set.of(who.login()))).isEmpty();
    }

    @Test
    void a_list_is_cut_into_pages_and_what_is_over_makes_none_shorter() {
        world.logins.beginSession(ann.account(), World.HOME);
        world.clock.pass(Duration.ofDays(15));
        List<String> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(
                    world.logins.beginSession(ann.account(), World.HOME).login().id());
        }
        open.sort(null);
        assertThat(world.logins.of(id, Login.Kind.SESSION, "", 2))
                .extracting(Login::id)
                .isEqualTo(open.subList(0, 2));
        assertThat(world.logins.of(id, Login.Kind.SESSION, open.get(1), 2))
                .extracting(Login::id)
                .containsExactly(open.get(2));
    }
}
