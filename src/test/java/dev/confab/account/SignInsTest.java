package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.log.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInsTest {
    private static final Client ELSEWHERE = new Client("curl", "198.51.100.7");
    private final World world = new World();
    private SignInResult.SignedIn ann;

    @BeforeEach
    void ann_is_there() {
        ann = world.signUp("ann");
    }

    private SignInResult attempt(String login, String password, Secret device, Client client) {
        return world.signIns
                .attempt(login, password, new Client(client.name(), client.address(), null, device))
                .join();
    }

    private SignInResult guess(String login) {
        return attempt(login, "a guess", null, ELSEWHERE);
    }

    private SignInResult rightly(Secret device, Client client) {
        return attempt("ann", "ann's password", device, client);
    }

    @Test
    void the_right_password_opens_a_session_by_name_or_address_in_any_case() {
        for (String login : new String[] {"ann", "ANN", "ann@example.org", "Ann@Example.Org"}) {
            SignInResult result = attempt(login, "ann's password", null, World.HOME);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            SignInResult.SignedIn.class,
                            in -> assertThat(world.logins.identify(in.session().secret()))
                                    .hasValueSatisfying(who -> assertThat(who.user())
                                            .isEqualTo(ann.account().id())));
        }
    }

    @Test
    void the_session_that_the_browser_brought_ends_when_somebody_signs_in_and_only_then() {
        Secret brought = ann.session().secret();
        Client browser = new Client("Firefox", "192.0.2.1", brought, null);
        world.signIns.attempt("ann", "a guess", browser).join();
        assertThat(world.logins.identify(brought)).isPresent();
        world.signIns.attempt("ann", "ann's password", browser).join();
        assertThat(world.logins.identify(brought)).isEmpty();
    }

    @Test
    void an_unknown_name_and_a_wrong_password_are_the_same_and_cost_the_same() {
        assertThat(guess("ann")).isEqualTo(new SignInResult.Refused());
        assertThat(world.passwords.tried).isEqualTo(1);
        assertThat(guess("nobody")).isEqualTo(new SignInResult.Refused());
        assertThat(world.passwords.tried).isEqualTo(2);
    }

    @Test
    void a_deactivated_account_is_refused_like_a_wrong_password() {
        ann.account().deactivate(true);
        assertThat(rightly(null, World.HOME)).isEqualTo(new SignInResult.Refused());
    }

    @Test
    void after_too_many_failures_even_the_right_password_waits() {
        for (int i = 0; i < 3; i++) {
            guess("ann");
        }
        assertThat(rightly(null, World.HOME)).isEqualTo(new SignInResult.Throttled(Duration.ofMinutes(15)));
        assertThat(world.passwords.tried).isEqualTo(3);
        world.clock.pass(Duration.ofMinutes(15));
        assertThat(rightly(null, World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void a_name_that_nobody_has_is_throttled_in_the_same_way() {
        for (int i = 0; i < 3; i++) {
            guess("Nobody");
        }
        assertThat(guess("nobody")).isEqualTo(new SignInResult.Throttled(Duration.ofMinutes(15)));
    }

    @Test
    void a_browser_that_ann_has_used_before_is_not_locked_out_by_others() {
        for (int i = 0; i < 4; i++) {
            guess("ann");
        }
        assertThat(rightly(ann.device(), World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void a_known_browser_can_guess_no_more_often_than_others() {
        for (int i = 0; i < 3; i++) {
            attempt("ann", "a guess", ann.device(), World.HOME);
        }
        assertThat(rightly(ann.device(), World.HOME)).isInstanceOf(SignInResult.Throttled.class);
    }

    @Test
    void a_browser_is_known_to_its_own_account_only_and_for_a_year() {
        world.signUp("bob");
        for (int i = 0; i < 3; i++) {
            guess("bob");
        }
        assertThat(attempt("bob", "bob's password", ann.device(), World.HOME))
                .isInstanceOf(SignInResult.Throttled.class);
        world.clock.pass(Duration.ofDays(366));
        for (int i = 0; i < 3; i++) {
            guess("ann");
        }
        assertThat(rightly(ann.device(), World.HOME)).isInstanceOf(SignInResult.Throttled.class);
    }

    @Test
    void a_known_browser_keeps_its_secret_and_a_new_one_gets_one() {
        assertThat(((SignInResult.SignedIn) rightly(ann.device(), World.HOME)).device())
                .isNull();
        assertThat(((SignInResult.SignedIn) rightly(null, World.HOME)).device()).isNotNull();
    }

    @Test
    void one_address_may_not_try_one_name_after_the_other() {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("name" + i)).isEqualTo(new SignInResult.Refused());
        }
        assertThat(guess("name5")).isInstanceOf(SignInResult.Throttled.class);
        assertThat(attempt("name5", "a guess", null, World.HOME)).isEqualTo(new SignInResult.Refused());
    }

    @Test
    void being_throttled_by_address_does_not_count_against_the_account() {
        for (int i = 0; i < 5; i++) {
            guess("name" + i);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(guess("ann")).isInstanceOf(SignInResult.Throttled.class);
        }
        assertThat(rightly(null, World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void whoever_succeeds_is_never_throttled_for_it() {
        for (int i = 0; i < 20; i++) {
            assertThat(rightly(null, World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
        }
    }

    @Test
    void an_attempt_that_the_server_was_too_busy_for_is_no_failure() {
        world.passwords.isBusy = true;
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> rightly(null, World.HOME)).hasCauseInstanceOf(Unavailable.class);
        }
        world.passwords.isBusy = false;
        assertThat(rightly(null, World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void what_somebody_typed_as_a_name_stays_out_of_the_log() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(SignIns.class.getName());
        Level before = log.getLevel();
        log.setUseParentHandlers(false);
        log.setLevel(Level.INFO);
        log.addHandler(handler);
        try {
            for (int i = 0; i < 4; i++) {
                guess("my password\nINFO: signed in: account ann");
            }
        } finally {
            log.removeHandler(handler);
            log.setUseParentHandlers(true);
            log.setLevel(before);
        }
        assertThat(lines).hasSize(4).noneMatch(line -> line.contains("my password") || line.contains("\n"));
    }

    @Test
    void the_right_password_renews_a_hash_that_was_made_by_old_rules_and_a_wrong_one_does_not() {
        ann.account().lock("old hash of ann's password");

        guess("ann");
        assertThat(ann.account().passwordHash()).startsWith("old ");

        assertThat(rightly(null, World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
        assertThat(ann.account().passwordHash()).isEqualTo("hash of ann's password");
        assertThat(rightly(null, World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void an_old_hash_is_renewed_by_the_right_password_and_by_no_other() {
        ann.account().lock("old hash of ann's password");
        guess("ann");
        assertThat(ann.account().passwordHash()).startsWith("old ");
        assertThat(rightly(null, World.HOME)).isInstanceOf(SignInResult.SignedIn.class);
        assertThat(ann.account().passwordHash()).isEqualTo("hash of ann's password");
    }
}
