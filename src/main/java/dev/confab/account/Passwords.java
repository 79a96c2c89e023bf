package dev.confab.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.confab.log.Unavailable;
import dev.confab.ops.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Argon2id (RFC 9106) in PHC form, at OWASP's minimum or above: the parameters are in the hash, so they can be raised
 * and old hashes renewed at the next sign-in.
 *
 * <p>A hash costs a tenth of a second of a core on purpose. It is computed in a small pool with a bounded queue, so
 * that a flood of sign-ins delays sign-ins and nothing else.
 */
@ApplicationScoped
public class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    @Inject
    private Settings settings;

    @Resource
    private ManagedThreadFactory threads;

    private ThreadPoolExecutor pool;
    private Argon2Function current;
    private String nobodysHash;

    protected Passwords() {} // the container makes a proxy by it

    Passwords(Settings settings, ManagedThreadFactory threads) {
        this.settings = settings;
        this.threads = threads;
    }

    @PostConstruct
    void open() {
        Settings.SignIns price = settings.signIns();
        pool = new ThreadPoolExecutor(
                price.hashThreads(),
                price.hashThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(price.hashQueue()),
                threads);
        current = Argon2Function.getInstance(price.hashMemoryKiB(), price.hashIterations(), 1, HASH_BYTES, Argon2.ID);
        nobodysHash = hash("the password of nobody");
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
    }

    /** Runs what hashes, and what follows from it. Fails with {@link Unavailable} when too many are waiting. */
    public <T> CompletableFuture<T> inPool(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new Unavailable("too many people are signing in", e));
        }
    }

    String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(current).getResult();
    }

    boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** As dear as {@link #matches} and always false: an unknown name must take the same time as a wrong password. */
    boolean matchesNobody(String password) {
        return matches(password, nobodysHash) && false;
    }

    boolean isOutdated(String hash) {
        Argon2Function used = Argon2Function.getInstanceFromHash(hash);
        return used.getMemory() < current.getMemory() || used.getIterations() < current.getIterations();
    }
}
