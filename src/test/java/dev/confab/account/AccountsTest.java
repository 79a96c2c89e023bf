package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.account.Accounts.SignUpResult;
import dev.confab.account.Accounts.UpdateResult;
import dev.confab.event.Json;
import dev.confab.event.PreferenceFacts;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final World world = new World();
    private SignInResult.SignedIn ann;
    private SignInResult.SignedIn bob;

    @BeforeEach
    void ann_owns_the_workspace_and_bob_is_in_it() {
        ann = world.signUp("ann");
        bob = world.signUp("bob");
    }

    private SignUpResult signUp(String username, String email) {
        return world.accounts
                .signUp(new NewAccount(username, email, username, "some password"), World.HOME)
                .join();
    }

    private UpdateResult administer(SignInResult.SignedIn by, SignInResult.SignedIn who, Role role, Boolean off) {
        return world.accounts.administer(world.identity(by), who.account().id(), role, off);
    }

    @Test
    void the_first_account_owns_the_workspace_and_the_others_are_members() {
        assertThat(ann.account().role()).isEqualTo(Role.OWNER);
        assertThat(bob.account().role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void who_signs_up_is_signed_in_and_has_a_log() {
        assertThat(world.identity(bob).user()).isEqualTo(bob.account().id());
        assertThat(world.logs.of(bob.account().id()).getFirst().kind()).isEqualTo("account.updated");
    }

    @Test
    void the_session_that_the_browser_brought_ends_when_somebody_signs_up_and_only_then() {
        Secret brought = bob.session().secret();
        Client browser = new Client("Firefox", "192.0.2.1", brought, null);
        NewAccount taken = new NewAccount("ann", "carl@example.org", "Carl", "some password");
        world.accounts.signUp(taken, browser).join();
        assertThat(world.logins.identify(brought)).isPresent();
        NewAccount carl = new NewAccount("carl", "carl@example.org", "Carl", "some password");
        world.accounts.signUp(carl, browser).join();
        assertThat(world.logins.identify(brought)).isEmpty();
    }

    @Test
    void a_name_or_address_that_differs_only_in_case_is_taken() {
        assertThat(signUp("ANN", "new@example.org")).isEqualTo(new SignUpResult.Taken("username"));
        assertThat(signUp("carl", "BOB@Example.org")).isEqualTo(new SignUpResult.Taken("email"));
    }

    @Test
    void a_name_that_was_taken_meanwhile_is_refused_as_well() {
        world.logs.beforeTheNext(() -> world.signUp("carl"));
        assertThat(signUp("Carl", "another@example.org")).isEqualTo(new SignUpResult.Taken("username"));
        assertThat(signUp("dora", "carl@example.org")).isEqualTo(new SignUpResult.Taken("email"));
    }

    @Test
    void an_address_that_was_taken_meanwhile_is_refused_as_well() {
        world.logs.beforeTheNext(() -> world.signUp("carl"));
        assertThat(signUp("dora", "CARL@example.org")).isEqualTo(new SignUpResult.Taken("email"));
    }

    @Test
    void what_stands_already_is_not_told_again() {
        String id = bob.account().id();
        long head = world.logs.head(id);
        assertThat(world.accounts.rename(id, "bob")).isInstanceOf(UpdateResult.Updated.class);
        assertThat(administer(ann, bob, Role.MEMBER, false)).isInstanceOf(UpdateResult.Updated.class);
        assertThat(world.logs.head(id)).isEqualTo(head);
        world.accounts.rename(id, "Bob");
        administer(ann, bob, Role.ADMIN, null);
        assertThat(world.logs.head(id)).isEqualTo(head + 2);
    }

    @Test
    void a_workspace_has_a_last_place() {
        world.signUp("carl");
        assertThat(signUp("dora", "dora@example.org")).isEqualTo(new SignUpResult.Full());
    }

    @Test
    void what_everyone_sees_holds_no_address_and_what_the_owner_sees_does() {
        assertThat(Json.of(ann.account().facts())).doesNotContain("example.org", "password");
        assertThat(Json.of(ann.account().own(PreferenceFacts.STANDARD)))
                .contains("\"email\":\"ann@example.org\"", "\"preferences\":{\"receipts\":true")
                .doesNotContain("password");
    }

    @Test
    void a_new_name_is_told() {
        assertThat(world.accounts.rename(ann.account().id(), "Ann G.")).isInstanceOf(UpdateResult.Updated.class);
        assertThat(world.logs.of(ann.account().id()).getLast().body()).contains("\"displayName\":\"Ann G.\"");
        assertThat(world.accounts.rename("nobody", "x")).isEqualTo(new UpdateResult.Unknown());
    }

    @Test
    void a_new_password_needs_the_old_one_and_ends_every_other_session() {
        Identity here = world.identity(ann);
        Logins.Begun elsewhere = world.logins.beginSession(ann.account(), World.HOME);
        assertThat(world.accounts
                        .changePassword(here, World.HOME, "wrong", "the new one")
                        .join())
                .isEqualTo(new UpdateResult.WrongPassword());
        assertThat(world.logins.identify(elsewhere.secret())).isPresent();
        assertThat(world.accounts
                        .changePassword(here, World.HOME, "ann's password", "the new one")
                        .join())
                .isInstanceOf(UpdateResult.Updated.class);
        assertThat(world.logins.identify(elsewhere.secret())).isEmpty();
        assertThat(world.logins.identify(ann.session().secret())).isPresent();
        assertThat(world.signIns.attempt("ann", "the new one", World.HOME).join())
                .isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void a_new_address_needs_the_password_and_must_be_free() {
        Identity here = world.identity(ann);
        assertThat(world.accounts
                        .changeEmail(here, World.HOME, "wrong", "ann@example.com")
                        .join())
                .isEqualTo(new UpdateResult.WrongPassword());
        assertThat(world.accounts
                        .changeEmail(here, World.HOME, "ann's password", "BOB@example.org")
                        .join())
                .isEqualTo(new UpdateResult.EmailTaken());
        assertThat(world.accounts
                        .changeEmail(here, World.HOME, "ann's password", "ann@example.com")
                        .join())
                .isInstanceOf(UpdateResult.Updated.class);
    }

    private UpdateResult guessAgain(Client client) {
        return world.accounts
                .changeEmail(world.identity(ann), client, "a guess", "ann@example.com")
                .join();
    }

    private UpdateResult changeRightly(Client client) {
        return world.accounts
                .changePassword(world.identity(ann), client, "ann's password", "the new one")
                .join();
    }

    @Test
    void who_guesses_the_current_password_waits_as_in_signing_in() {
        Client thief = new Client("curl", "198.51.100.7");
        for (int i = 0; i < 3; i++) {
            assertThat(guessAgain(thief)).isEqualTo(new UpdateResult.WrongPassword());
        }
        int tried = world.passwords.tried;
        assertThat(guessAgain(thief)).isEqualTo(new UpdateResult.Throttled(Duration.ofMinutes(15)));
        assertThat(changeRightly(thief)).isInstanceOf(UpdateResult.Throttled.class);
        assertThat(world.signIns.attempt("ann", "a guess", thief).join()).isInstanceOf(SignInResult.Throttled.class);
        assertThat(world.passwords.tried).isEqualTo(tried);
        world.clock.pass(Duration.ofMinutes(15));
        assertThat(changeRightly(thief)).isInstanceOf(UpdateResult.Updated.class);
    }

    @Test
    void guessing_the_current_password_locks_no_browser_out_that_is_known() {
        Client browser = new Client("Firefox", "192.0.2.1", null, ann.device());
        Client thief = new Client("curl", "198.51.100.7");
        for (int i = 0; i < 4; i++) {
            guessAgain(thief);
        }
        // Somebody has all cookies of the browser.
        for (int i = 0; i < 3; i++) {
            assertThat(guessAgain(browser)).isEqualTo(new UpdateResult.WrongPassword());
        }
        assertThat(guessAgain(browser)).isInstanceOf(UpdateResult.Throttled.class);
        assertThat(world.signIns.attempt("ann", "ann's password", browser).join())
                .isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void a_right_current_password_counts_for_nothing() {
        for (int i = 0; i < 5; i++) {
            assertThat(world.accounts
                            .changeEmail(world.identity(ann), World.HOME, "ann's password", i + "@example.com")
                            .join())
                    .isInstanceOf(UpdateResult.Updated.class);
        }
    }

    @Test
    void members_administer_nobody() {
        assertThat(administer(bob, bob, Role.ADMIN, null)).isInstanceOf(UpdateResult.NotAllowed.class);
        assertThat(administer(bob, ann, null, true)).isInstanceOf(UpdateResult.NotAllowed.class);
    }

    @Test
    void an_admin_looks_after_members_but_not_after_owners() {
        administer(ann, bob, Role.ADMIN, null);
        SignInResult.SignedIn carl = world.signUp("carl");
        assertThat(administer(bob, carl, Role.ADMIN, null)).isInstanceOf(UpdateResult.Updated.class);
        assertThat(administer(bob, carl, Role.OWNER, null)).isInstanceOf(UpdateResult.NotAllowed.class);
        assertThat(administer(bob, bob, Role.OWNER, null)).isInstanceOf(UpdateResult.NotAllowed.class);
        assertThat(administer(bob, ann, Role.MEMBER, null)).isInstanceOf(UpdateResult.NotAllowed.class);
        assertThat(administer(bob, ann, null, true)).isInstanceOf(UpdateResult.NotAllowed.class);
    }

    @Test
    void a_workspace_keeps_an_owner() {
        assertThat(administer(ann, ann, Role.MEMBER, null)).isInstanceOf(UpdateResult.NotAllowed.class);
        assertThat(administer(ann, ann, null, true)).isInstanceOf(UpdateResult.NotAllowed.class);
        administer(ann, bob, Role.OWNER, null);
        assertThat(administer(ann, ann, Role.MEMBER, null)).isInstanceOf(UpdateResult.Updated.class);
        assertThat(ann.account().role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void deactivation_ends_all_sessions_and_tokens() {
        Secret token = world.logins
                .issueToken(bob.account().id(), "robot", World.HOME)
                .orElseThrow()
                .secret();
        administer(ann, bob, null, true);
        administer(ann, bob, null, false);
        assertThat(world.logins.identify(bob.session().secret())).isEmpty();
        assertThat(world.logins.identify(token)).isEmpty();
    }

    @Test
    void role_and_deactivation_stay_as_they_are_when_nothing_is_said_of_them() {
        administer(ann, bob, Role.ADMIN, null);
        administer(ann, bob, null, true);
        assertThat(bob.account().role()).isEqualTo(Role.ADMIN);
        administer(ann, bob, Role.MEMBER, null);
        assertThat(bob.account().isDeactivated()).isTrue();
    }
}
