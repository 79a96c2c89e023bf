package dev.confab.account;

import dev.confab.ops.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
        boolean isKnownDevice = account.map(
                        a -> devices.knows(client.device(), a.id(), clock.instant().minus(DEVICE_LIFE)))
                .orElse(false);
        // A name that nobody has is throttled like one that somebody has: the answer tells nothing.
        String name = account.map(Account::id).orElse("?" + Usernames.fold(login));
        String who =
                account.map(Account::id).orElse("unknown"); // what was typed stays out of the log: it may be a password
        String key = isKnownDevice ? name + " " + client.device().hash() : name;
        Optional<Duration> wait = byAccount.take(key);
        if (wait.isEmpty()) {
            wait = isKnownDevice ? Optional.empty() : byAddress.take(client.address());
            wait.ifPresent(ignored -> byAccount.giveBack(key));
        }
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
                byAccount.giveBack(key);
                if (!isKnownDevice) {
                    byAddress.giveBack(client.address());
                }
            }
        });
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
