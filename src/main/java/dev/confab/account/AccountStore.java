package dev.confab.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class AccountStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    void add(Account account) {
        entities.persist(account);
        entities.flush(); // a name that another node has taken meanwhile fails here, in this change
    }

    Optional<Account> find(String id) {
        return Optional.ofNullable(entities.find(Account.class, id));
    }

    List<Account> findAll(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("SELECT a FROM Account a WHERE a.id IN :ids ORDER BY a.id", Account.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** Only while the account has the old hash: a password that was changed meanwhile stays changed. */
    void renewHash(String id, String oldHash, String newHash) {
        entities.createQuery(
                        "UPDATE Account a SET a.passwordHash = :renewed WHERE a.id = :id AND a.passwordHash = :old")
                .setParameter("renewed", newHash)
                .setParameter("id", id)
                .setParameter("old", oldHash)
                .executeUpdate();
    }

    /** By username or e-mail address, both without case. */
    Optional<Account> called(String username) {
        return entities.createQuery("SELECT a FROM Account a WHERE a.skeleton = :skeleton", Account.class)
                .setParameter("skeleton", Usernames.skeleton(username))
                .getResultStream()
                .findFirst();
    }

    Optional<Account> named(String login) {
        return entities.createQuery(
                        "SELECT a FROM Account a WHERE a.skeleton = :login OR a.emailFolded = :login", Account.class)
                .setParameter("login", login.toLowerCase(Locale.ROOT))
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Of these, given without case, the ones who may sign in; in no order. */
    List<Account> active(Collection<String> usernames) {
        return usernames.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "SELECT a FROM Account a WHERE a.skeleton IN :names AND a.deactivated = :deactivated",
                                Account.class)
                        .setParameter("names", usernames)
                        .setParameter("deactivated", false)
                        .getResultList();
    }

    boolean isUsernameTaken(String username) {
        return count("a.skeleton = :value", Usernames.skeleton(username)) > 0;
    }

    boolean isEmailTaken(String email) {
        return count("a.emailFolded = :value", Usernames.fold(email)) > 0;
    }

    private long count(String condition, String value) {
        return entities.createQuery("SELECT COUNT(a) FROM Account a WHERE " + condition, Long.class)
                .setParameter("value", value)
                .getSingleResult();
    }

    long count() {
        return entities.createQuery("SELECT COUNT(a) FROM Account a", Long.class)
                .getSingleResult();
    }

    long owners() {
        return entities.createQuery(
                        "SELECT COUNT(a) FROM Account a WHERE a.role = 'OWNER' AND a.deactivated = :deactivated",
                        Long.class)
                .setParameter("deactivated", false)
                .getSingleResult();
    }

    /** People of whose username or names one begins so, by username; {@code after} is the last of the page before. */
    List<Account> search(String prefix, String after, int limit) {
        String folded = prefix.toLowerCase(Locale.ROOT);
        // LOCATE and not LIKE: it needs no escapes, and with ESCAPE EclipseLink binds nothing on H2.
        return entities.createQuery(
                        "SELECT a FROM Account a WHERE a.skeleton > :after AND (LOCATE(:start, a.skeleton) = 1"
                                + " OR LOCATE(:start, a.nameFolded) = 1 OR LOCATE(:word, a.nameFolded) > 0)"
                                + " ORDER BY a.skeleton",
                        Account.class)
                .setParameter("after", after.toLowerCase(Locale.ROOT))
                .setParameter("start", folded)
                .setParameter("word", " " + folded)
                .setMaxResults(limit)
                .getResultList();
    }
}
