package dev.confab.account;

import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Ids;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import dev.confab.ops.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sessions and tokens: begun, recognised, listed, ended. Ending one is said on the user's log, so that every node
 * closes its sockets.
 */
@ApplicationScoped
public class Logins {
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);
    private static final Duration TOKEN_LIFE = Duration.ofDays(3_650);

    /** A login with the secret that is shown once. */
    public record Begun(Login login, Secret secret) {}

    @Inject
    private LoginStore store;

    @Inject
    private Logs logs;

    @Inject
    private Settings settings;

    @Inject
    private Sightings sightings;

    @Inject
    private Clock clock;

    private final SecureRandom random = new SecureRandom();

    protected Logins() {} // the container makes a proxy by it

    Logins(LoginStore store, Logs logs, Settings settings, Sightings sightings, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.settings = settings;
        this.sightings = sightings;
        this.clock = clock;
    }

    /** When there are too many sessions, the oldest ones end: a person is never locked out by an own forgotten browser. */
    public Begun beginSession(Account account, Client client) {
        List<Login> open = store.of(account.id(), Login.Kind.SESSION);
        int over = open.size() + 1 - settings.limits().sessionsPerUser();
        for (int i = 0; i < over; i++) {
            end(account.id(), open.get(i).id());
        }
        return begin(
                account.id(),
                Login.Kind.SESSION,
                client,
                client.name(),
                settings.sessions().absolute());
    }

    /** Empty when the account has as many tokens as it may have. */
    public Optional<Begun> issueToken(String account, String name, Client client) {
        if (store.of(account, Login.Kind.TOKEN).size() >= settings.limits().tokensPerUser()) {
            return Optional.empty();
        }
        return Optional.of(begin(account, Login.Kind.TOKEN, client, name, TOKEN_LIFE));
    }

    private Begun begin(String account, Login.Kind kind, Client client, String name, Duration life) {
        Secret secret = Secret.draw(random);
        Instant now = clock.instant();
        Login login = new Login(Ids.next(), account, kind, secret.hash(), client, now, now.plus(life)).called(name);
        store.add(login);
        return new Begun(login, secret);
    }

    /** Who holds this secret; empty for unknown, expired and idle ones, and for deactivated accounts. */
    public Optional<Identity> identify(Secret secret) {
        Instant now = clock.instant();
        return store.proof(secret.hash())
                .filter(proof -> !proof.isDeactivated() && !isOver(proof, now))
                .map(proof -> {
                    if (proof.lastSeenAt().plus(SEEN_STEP).isBefore(now)) {
                        sightings.note(proof.identity().login());
                    }
                    return proof.identity();
                });
    }

    private boolean isOver(LoginStore.Proof proof, Instant now) {
        Identity who = proof.identity();
        Login.Kind kind = who.isToken() ? Login.Kind.TOKEN : Login.Kind.SESSION;
        return Login.isOver(
                kind, proof.lastSeenAt(), who.until(), now, settings.sessions().idle());
    }

    /** Those of the logins that have not been ended. */
    public Set<String> current(Set<String> logins) {
        return store.among(logins);
    }

    /** By id, which is oldest first, after the one of the page before; the idle and expired ones are left out. */
    public List<Login> of(String account, Login.Kind kind, String after, int limit) {
        Instant now = clock.instant();
        return store.of(account, kind).stream()
                .filter(login -> login.id().compareTo(after) > 0)
                .filter(login -> !login.isOver(now, settings.sessions().idle()))
                .limit(limit)
                .toList();
    }

    /** Whether there was such a login of this kind and account. */
    public boolean end(String account, Login.Kind kind, String id) {
        return store.has(account, kind, id) && end(account, id);
    }

    /** Whether there was such a login of this account. */
    public boolean end(String account, String id) {
        return logs.appendAndWait(new Ending(account, List.of(id), store));
    }

    public boolean endAllBut(String account, String kept) {
        List<String> others = Stream.of(Login.Kind.values())
                .flatMap(kind -> store.of(account, kind).stream())
                .map(Login::id)
                .filter(id -> !id.equals(kept))
                .toList();
        return logs.appendAndWait(new Ending(account, others, store));
    }

    private record Ending(String account, List<String> ids, LoginStore store) implements Change<Boolean> {
        @Override
        public Collection<String> logs() {
            return List.of(account);
        }

        @Override
        public Boolean write(Transaction tx) {
            boolean any = false;
            for (String id : ids) {
                if (store.remove(account, id)) {
                    tx.append(account, account, new Event.SessionEnded(id));
                    any = true;
                }
            }
            return any;
        }
    }
}
