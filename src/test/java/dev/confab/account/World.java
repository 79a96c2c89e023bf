package dev.confab.account;

import dev.confab.log.LogsInMemory;
import dev.confab.log.Unavailable;
import dev.confab.ops.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The accounts' services over stores in memory, with a hash that costs nothing. */
final class World {
    private static final Logger QUIET = Logger.getLogger(SignIns.class.getName());

    static {
        QUIET.setLevel(Level.OFF);
    }

    static final Client HOME = new Client("Firefox", "192.0.2.1");

    final ManualClock clock = new ManualClock();
    final LogsInMemory logs = new LogsInMemory(clock, "workspace");
    final AccountsInMemory store = new AccountsInMemory();
    final LoginsInMemory loginStore = new LoginsInMemory();
    final DevicesInMemory devices = new DevicesInMemory();
    final PlainPasswords passwords = new PlainPasswords();
    final TestSettings settings = new TestSettings();
    final Sightings sightings = new Sightings(loginStore, clock);
    final Logins logins = new Logins(loginStore, logs, settings, sightings, clock);
    final SignIns signIns = new SignIns(store, devices, logins, passwords, settings, clock);
    final Accounts accounts = new Accounts(store, passwords, signIns, logins, logs, settings);

    World() {
        signIns.open();
    }

    /** Signs up, and is the owner if nobody was there before. */
    SignInResult.SignedIn signUp(String name) {
        NewAccount wanted = new NewAccount(name, name + "@example.org", name, name + "'s password");
        Accounts.SignUpResult result = accounts.signUp(wanted, HOME).join();
        return ((Accounts.SignUpResult.Created) result).signedIn();
    }

    Identity identity(SignInResult.SignedIn who) {
        return logins.identify(who.session().secret()).orElseThrow();
    }

    final class AccountsInMemory extends AccountStore {
        private final Map<String, Account> byId = new TreeMap<>();

        @Override
        void add(Account account) {
            byId.put(account.id(), account);
        }

        @Override
        Optional<Account> find(String id) {
            return Optional.ofNullable(byId.get(id));
        }

        @Override
        List<Account> findAll(Collection<String> ids) {
            return ids.stream().map(byId::get).toList();
        }

        @Override
        Optional<Account> named(String login) {
            String folded = Usernames.fold(login);
            return byId.values().stream()
                    .filter(account -> Usernames.skeleton(account.username()).equals(folded)
                            || Usernames.fold(account.email()).equals(folded))
                    .findFirst();
        }

        @Override
        void renewHash(String id, String oldHash, String newHash) {
            if (byId.get(id).passwordHash().equals(oldHash)) {
                byId.get(id).lock(newHash);
            }
        }

        @Override
        boolean isUsernameTaken(String username) {
            return byId.values().stream()
                    .anyMatch(account -> Usernames.skeleton(account.username()).equals(Usernames.skeleton(username)));
        }

        @Override
        boolean isEmailTaken(String email) {
            return byId.values().stream()
                    .anyMatch(account -> Usernames.fold(account.email()).equals(Usernames.fold(email)));
        }

        @Override
        long count() {
            return byId.size();
        }

        @Override
        long owners() {
            return byId.values().stream()
                    .filter(account -> account.role() == Role.OWNER && !account.isDeactivated())
                    .count();
        }
    }

    final class LoginsInMemory extends LoginStore {
        private final List<Login> all = new ArrayList<>();
        private final Map<String, Login> bySecret = new HashMap<>();
        private final Map<String, Instant> seen = new HashMap<>();

        @Override
        void add(Login login) {
            all.add(login);
            bySecret.put(login.secretHash(), login);
        }

        @Override
        Optional<Proof> proof(String secretHash) {
            return Optional.ofNullable(bySecret.get(secretHash))
                    .filter(all::contains)
                    .map(login -> {
                        var account = store.find(login.accountId()).orElseThrow();
                        var identity = new Identity(
                                account.id(),
                                account.role(),
                                login.id(),
                                login.kind() == Login.Kind.TOKEN,
                                login.expiresAt());
                        return new Proof(identity, login.lastSeenAt(), account.isDeactivated());
                    });
        }

        @Override
        List<Login> of(String accountId, Login.Kind kind) {
            return all.stream()
                    .filter(login -> login.accountId().equals(accountId) && login.kind() == kind)
                    .sorted(Comparator.comparing(Login::id))
                    .toList();
        }

        @Override
        boolean has(String accountId, Login.Kind kind, String id) {
            return of(accountId, kind).stream().anyMatch(login -> login.id().equals(id));
        }

        @Override
        Set<String> among(Collection<String> ids) {
            return all.stream().map(Login::id).filter(ids::contains).collect(Collectors.toSet());
        }

        @Override
        void seen(Collection<String> ids, Instant at) {
            ids.forEach(id -> seen.put(id, at));
        }

        Optional<Instant> seen(String id) {
            return Optional.ofNullable(seen.get(id));
        }

        @Override
        boolean remove(String accountId, String id) {
            return all.removeIf(
                    login -> login.accountId().equals(accountId) && login.id().equals(id));
        }
    }

    static final class DevicesInMemory extends DeviceStore {
        private final Map<String, Device> bySecret = new HashMap<>();

        @Override
        void add(Device device) {
            bySecret.put(device.secretHash(), device);
        }

        @Override
        boolean knows(Secret secret, String account, Instant since) {
            Device device = secret == null ? null : bySecret.get(secret.hash());
            return device != null && device.isOf(account, since);
        }
    }

    /** As it is with the real ones, but for the price. */
    static final class PlainPasswords extends Passwords {
        boolean isBusy;
        int tried;

        @Override
        public <T> CompletableFuture<T> inPool(Supplier<T> work) {
            return isBusy
                    ? CompletableFuture.failedFuture(new Unavailable("too many people are signing in", null))
                    : CompletableFuture.completedFuture(work.get());
        }

        @Override
        String hash(String password) {
            return "hash of " + password;
        }

        @Override
        boolean matches(String password, String hash) {
            tried++;
            return hash.equals("hash of " + password) || hash.equals("old hash of " + password);
        }

        @Override
        boolean isOutdated(String hash) {
            return hash.startsWith("old ");
        }

        @Override
        boolean matchesNobody(String password) {
            tried++;
            return false;
        }
    }
}
