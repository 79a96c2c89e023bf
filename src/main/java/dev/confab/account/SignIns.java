package dev.confab.account;

import dev.confab.account.Accounts.UpdateResult;
import dev.confab.ops.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Signing in with a password. Failures are throttled for each account and for each address; a browser that has signed
 * in to the account before counts for itself, so nobody can lock the owner out by guessing.
 */
@ApplicationScoped
public class SignIns {
    private static final Logger LOG = Logger.getLogger(SignIns.class.getName());
    private static final Duration DEVICE_LIFE = Duration.ofDays(365);

    @Inject
    private AccountStore accounts;

    @Inject
    private DeviceStore devices;

    @Inject
    private Logins logins;

    @Inject
    private Passwords passwords;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    private final SecureRandom random = new SecureRandom();
    private Attempts byAccount;
    private Attempts byAddress;

    protected SignIns() {} // the container makes a proxy by it

    SignIns(
            AccountStore accounts,
            DeviceStore devices,
            Logins logins,
            Passwords passwords,
            Settings settings,
            Clock clock) {
        this.accounts = accounts;
        this.devices = devices;
        this.logins = logins;
        this.passwords = passwords;
        this.settings = settings;
        this.clock = clock;
    }

    @PostConstruct
    void open() {
        Settings.SignIns rules = settings.signIns();
        byAccount = new Attempts(rules.failuresPerAccount(), rules.window(), clock);
        byAddress = new Attempts(rules.failuresPerAddress(), rules.window(), clock);
    }

    /** When it succeeds, the session that the browser has brought along ends. */
    public CompletableFuture<SignInResult> attempt(String login, String password, Client client) {
        Optional<Account> account = accounts.named(login);
        boolean isKnownDevice = account.map(a -> knows(client.device(), a.id())).orElse(false);
        // A name that nobody has is throttled like one that somebody has: the answer tells nothing.
        String name = account.map(Account::id).orElse("?" + Usernames.fold(login));
        String who =
                account.map(Account::id).orElse("unknown"); // what was typed stays out of the log: it may be a password
        Guess guess = isKnownDevice
                ? new Guess(name + " " + client.device().hash(), null)
                : new Guess(name, client.address());
        Optional<Duration> wait = take(guess);
        if (wait.isPresent()) {
            LOG.info(() -> "sign-in throttled: account " + who + ", address " + client.address());
            return CompletableFuture.completedFuture(new SignInResult.Throttled(wait.get()));
        }
        CompletableFuture<SignInResult> attempt = passwords.inPool(() -> {
            Optional<Account> proven = verify(account, password);
            if (proven.isEmpty()) {
                LOG.info(() -> "sign-in failed: account " + who + ", address " + client.address());
                return new SignInResult.Refused();
            }
            renewHash(proven.get(), password);
            return begin(proven.get(), isKnownDevice, client);
        });
        return attempt.whenComplete((result, failure) -> {
            // Only a refusal counts: not what we were too busy to look at.
            if (failure != null || result instanceof SignInResult.SignedIn) {
                giveBack(guess);
            }
        });
    }

    /**
     * Asks somebody who is signed in for the password once more. Failures are throttled as in signing in, so that a
     * stolen session is no place to guess at leisure.
     */
    CompletableFuture<UpdateResult> prove(String user, String password, Client client, Supplier<UpdateResult> then) {
        // A known browser has a count of its own for this: whoever has stolen all of its cookies cannot use up the one
        // by which the owner signs in there.
        Guess guess = knows(client.device(), user)
                ? new Guess(user + " " + client.device().hash() + " again", null)
                : new Guess(user, client.address());
        Optional<Duration> wait = take(guess);
        if (wait.isPresent()) {
            LOG.info(() -> "proof throttled: account " + user + ", address " + client.address());
            return CompletableFuture.completedFuture(new UpdateResult.Throttled(wait.get()));
        }
        CompletableFuture<UpdateResult> attempt = passwords.inPool(() -> accounts.find(user)
                        .filter(account -> passwords.matches(password, account.passwordHash()))
                        .isPresent()
                ? then.get()
                : new UpdateResult.WrongPassword());
        return attempt.whenComplete((result, failure) -> {
            if (result instanceof UpdateResult.WrongPassword) {
                LOG.info(() -> "proof failed: account " + user + ", address " + client.address());
            } else {
                giveBack(guess);
            }
        });
    }

    private boolean knows(Secret device, String account) {
        return devices.knows(device, account, clock.instant().minus(DEVICE_LIFE));
    }

    /** Where an attempt is counted; {@code address} is null for a known browser, which counts for itself. */
    private record Guess(String key, String address) {}

    private Optional<Duration> take(Guess guess) {
        Optional<Duration> wait = byAccount.take(guess.key());
        if (wait.isEmpty() && guess.address() != null) {
            wait = byAddress.take(guess.address());
            wait.ifPresent(ignored -> byAccount.giveBack(guess.key()));
        }
        return wait;
    }

    private void giveBack(Guess guess) {
        byAccount.giveBack(guess.key());
        if (guess.address() != null) {
            byAddress.giveBack(guess.address());
        }
    }

    private Optional<Account> verify(Optional<Account> account, String password) {
        boolean matches = account.isPresent()
                ? passwords.matches(password, account.get().passwordHash())
                : passwords.matchesNobody(password);
        return matches ? account.filter(a -> !a.isDeactivated()) : Optional.empty();
    }

    /** The only moment when a dearer hash can be made of an old one: the password is here. */
    private void renewHash(Account account, String password) {
        if (passwords.isOutdated(account.passwordHash())) {
            accounts.renewHash(account.id(), account.passwordHash(), passwords.hash(password));
        }
    }

    /** For a password that has just been proven, or an account that has just been made. */
    SignInResult.SignedIn begin(Account account, boolean isKnownDevice, Client client) {
        // It may have been planted: what is done from now on must not be seen by who holds it.
        Optional.ofNullable(client.session())
                .flatMap(logins::identify)
                .ifPresent(old -> logins.end(old.user(), old.login()));
        Secret device = null;
        if (!isKnownDevice) {
            device = Secret.draw(random);
            devices.add(new Device(device, account.id(), clock.instant()));
        }
        LOG.info(() -> "signed in: account " + account.id() + ", address " + client.address());
        return new SignInResult.SignedIn(account, logins.beginSession(account, client), device);
    }
}
