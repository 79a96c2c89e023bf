package dev.confab.account;

import dev.confab.event.Event;
import dev.confab.event.Json;
import dev.confab.event.PreferenceFacts;
import dev.confab.log.Change;
import dev.confab.log.Ids;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import dev.confab.ops.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** People: signing up, looking them up, changing what is known of them. */
@ApplicationScoped
public class Accounts {
    private static final String WORKSPACE = "workspace";

    /** What becomes of somebody who signs up. */
    public sealed interface SignUpResult {
        record Created(SignInResult.SignedIn signedIn) implements SignUpResult {}

        /** {@code field} is {@code username} or {@code email}. */
        record Taken(String field) implements SignUpResult {}

        record Full() implements SignUpResult {}
    }

    /** What becomes of a change to an account. */
    public sealed interface UpdateResult {
        record Updated(Account account) implements UpdateResult {}

        record Unknown() implements UpdateResult {}

        record WrongPassword() implements UpdateResult {}

        /** Too many passwords have been wrong: this one was not looked at. */
        record Throttled(Duration retryAfter) implements UpdateResult {}

        record EmailTaken() implements UpdateResult {}

        /** It would leave the workspace without an owner, or is not for this role to do. */
        record NotAllowed(String why) implements UpdateResult {}
    }

    @Inject
    private AccountStore store;

    @Inject
    private Passwords passwords;

    @Inject
    private SignIns signIns;

    @Inject
    private Logins logins;

    @Inject
    private Logs logs;

    @Inject
    private Settings settings;

    protected Accounts() {} // the container makes a proxy by it

    Accounts(AccountStore store, Passwords passwords, SignIns signIns, Logins logins, Logs logs, Settings settings) {
        this.store = store;
        this.passwords = passwords;
        this.signIns = signIns;
        this.logins = logins;
        this.logs = logs;
        this.settings = settings;
    }

    public CompletableFuture<SignUpResult> signUp(NewAccount wanted, Client client) {
        if (store.isUsernameTaken(wanted.username())) {
            return CompletableFuture.completedFuture(new SignUpResult.Taken("username"));
        }
        if (store.isEmailTaken(wanted.email())) {
            return CompletableFuture.completedFuture(new SignUpResult.Taken("email"));
        }
        return passwords.inPool(() -> {
            String hash = passwords.hash(wanted.password());
            return switch (logs.appendAndWait(new SigningUp(Ids.next(), wanted, hash))) {
                case Written written -> new SignUpResult.Created(signIns.begin(written.account(), false, client));
                case NotWritten notWritten -> notWritten.why();
            };
        });
    }

    private sealed interface Outcome {}

    private record Written(Account account) implements Outcome {}

    private record NotWritten(SignUpResult why) implements Outcome {}

    private final class SigningUp implements Change<Outcome> {
        private final String id;
        private final NewAccount wanted;
        private final String hash;

        SigningUp(String id, NewAccount wanted, String hash) {
            this.id = id;
            this.wanted = wanted;
            this.hash = hash;
        }

        @Override
        public Collection<String> logs() {
            return List.of(WORKSPACE);
        }

        @Override
        public Outcome write(Transaction tx) {
            if (store.isUsernameTaken(wanted.username())) {
                return new NotWritten(new SignUpResult.Taken("username"));
            }
            if (store.isEmailTaken(wanted.email())) {
                return new NotWritten(new SignUpResult.Taken("email"));
            }
            long others = store.count();
            if (others >= settings.limits().accounts()) {
                return new NotWritten(new SignUpResult.Full());
            }
            Account account = new Account(id, wanted, hash, others == 0 ? Role.OWNER : Role.MEMBER, tx.at());
            store.add(account);
            tx.begin(id);
            tx.append(id, id, new Event.AccountUpdated(account.facts()));
            return new Written(account);
        }
    }

    public Optional<Account> find(String id) {
        return store.find(id);
    }

    public List<Account> findAll(Collection<String> ids) {
        return store.findAll(ids);
    }

    /** The ids of people who may sign in, by their usernames in lower case; who is not there is absent. */
    public Map<String, String> named(Collection<String> usernames) {
        return store.active(usernames).stream()
                .collect(Collectors.toMap(account -> Usernames.skeleton(account.username()), Account::id));
    }

    /** By the username, in any case. */
    public Optional<Account> called(String username) {
        return store.called(username);
    }

    /** People by the beginning of a name or username, ordered by username. */
    public List<Account> search(String prefix, String after, int limit) {
        return store.search(prefix, after, limit);
    }

    public UpdateResult rename(String id, String displayName) {
        return logs.appendAndWait(new Updating(id, id, account -> account.call(displayName)));
    }

    /** Ends every other session and every token: whoever knew the old password is out. */
    public CompletableFuture<UpdateResult> changePassword(Identity who, Client client, String current, String wanted) {
        return signIns.prove(who.user(), current, client, () -> {
            String hash = passwords.hash(wanted);
            UpdateResult result =
                    logs.appendAndWait(new Updating(who.user(), who.user(), account -> account.lock(hash)));
            logins.endAllBut(who.user(), who.login());
            return result;
        });
    }

    public CompletableFuture<UpdateResult> changeEmail(Identity who, Client client, String current, String email) {
        return signIns.prove(who.user(), current, client, () -> logs.appendAndWait(new Moving(who.user(), email)));
    }

    /** {@code role} and {@code deactivated} may be null for "as it is". Deactivation ends all sessions and tokens. */
    public UpdateResult administer(Identity by, String id, Role role, Boolean deactivated) {
        UpdateResult result = logs.appendAndWait(new Administering(by, id, role, deactivated));
        if (result instanceof UpdateResult.Updated && Boolean.TRUE.equals(deactivated)) {
            logins.endAllBut(id, "");
        }
        return result;
    }

    private class Updating implements Change<UpdateResult> {
        private final String id;
        private final String actor;
        private final Consumer<Account> change;

        Updating(String id, String actor, Consumer<Account> change) {
            this.id = id;
            this.actor = actor;
            this.change = change;
        }

        @Override
        public Collection<String> logs() {
            return List.of(WORKSPACE, id);
        }

        @Override
        public UpdateResult write(Transaction tx) {
            Optional<Account> found = store.find(id);
            if (found.isEmpty()) {
                return new UpdateResult.Unknown();
            }
            Account account = found.get();
            String before = Json.of(account.own(PreferenceFacts.STANDARD));
            change.accept(account);
            if (!Json.of(account.own(PreferenceFacts.STANDARD)).equals(before)) {
                tx.append(id, actor, new Event.AccountUpdated(account.facts()));
            }
            return new UpdateResult.Updated(account);
        }
    }

    private final class Moving extends Updating {
        private final String email;

        Moving(String id, String email) {
            super(id, id, account -> account.reachAt(email));
            this.email = email;
        }

        @Override
        public UpdateResult write(Transaction tx) {
            return store.isEmailTaken(email) ? new UpdateResult.EmailTaken() : super.write(tx);
        }
    }

    private final class Administering extends Updating {
        private final Identity by;
        private final String id;
        private final Role role;
        private final Boolean deactivated;

        Administering(Identity by, String id, Role role, Boolean deactivated) {
            super(id, by.user(), account -> {
                if (role != null) {
                    account.promote(role);
                }
                if (deactivated != null) {
                    account.deactivate(deactivated);
                }
            });
            this.by = by;
            this.id = id;
            this.role = role;
            this.deactivated = deactivated;
        }

        @Override
        public UpdateResult write(Transaction tx) {
            Optional<Account> found = store.find(id);
            if (found.isEmpty()) {
                return new UpdateResult.Unknown();
            }
            boolean concernsOwner = found.get().role() == Role.OWNER || role == Role.OWNER;
            if (!by.role().isAdministrative() || concernsOwner && by.role() != Role.OWNER) {
                return new UpdateResult.NotAllowed("only an owner may do that");
            }
            boolean losesOwner = found.get().role() == Role.OWNER
                    && !found.get().isDeactivated()
                    && (role != null && role != Role.OWNER || Boolean.TRUE.equals(deactivated));
            if (losesOwner && store.owners() == 1) {
                return new UpdateResult.NotAllowed("a workspace needs an owner");
            }
            return super.write(tx);
        }
    }
}
