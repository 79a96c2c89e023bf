package dev.confab.ops;

import java.lang.reflect.Proxy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is done first when the system tells this process to end (SIGTERM), and before the container hears of it: that stops
 * answering at once. Who says it once more after a while is not kept waiting.
 *
 * <p>By reflection: the JDK offers this in {@code sun.misc.Signal} alone, by whose name the compiler gives a warning that cannot be
 * silenced. Where it is not to be had the process ends as ever.
 */
public final class Termination implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Termination.class.getName());

    /** One and the same word may come by two ways: to a group of processes, and from the one that has started this one. */
    private static final long ONE_WORD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Class<?> handlers;
    private final Class<?> signals;
    private final Object signal;
    private final Object previous;

    private final LongSupplier nanos;
    private Thread ending;
    private long toldAt;

    private Termination(String name, Runnable first, ThreadFactory threads, LongSupplier nanos)
            throws ReflectiveOperationException {
        this.nanos = nanos;
        signals = Class.forName("sun.misc.Signal");
        handlers = Class.forName("sun.misc.SignalHandler");
        signal = signals.getConstructor(String.class).newInstance(name);
        // Made here and now, where the container knows whose it is.
        Thread thread = threads.newThread(first);
        thread.setName("confab-leave");
        previous = handle(Proxy.newProxyInstance(
                Termination.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "handle" -> {
                            told(thread);
                            return null;
                        }
                        case "equals" -> {
                            return proxy == arguments[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(proxy);
                        }
                        default -> {
                            return "what comes before the end";
                        }
                    }
                }));
    }

    /** From now on {@code first} comes before the end; it must have an end of its own. Null where that is not possible. */
    public static Termination precededBy(Runnable first, ThreadFactory threads) {
        return precededBy("TERM", first, threads, System::nanoTime);
    }

    static Termination precededBy(String name, Runnable first, ThreadFactory threads, LongSupplier nanos) {
        try {
            return new Termination(name, first, threads, nanos);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "a SIGTERM ends this node without its taking leave first", e);
            return null;
        }
    }

    private Object handle(Object handler) throws ReflectiveOperationException {
        return signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
    }

    private synchronized void told(Thread first) {
        if (ending == null) {
            toldAt = nanos.getAsLong();
            // Not the container's own: whatever it does to the other one, the process ends.
            ending = new Thread(() -> finish(first), "confab-termination");
            ending.setDaemon(true);
            ending.start();
        } else if (nanos.getAsLong() - toldAt > ONE_WORD_NANOS) {
            goOn();
        }
    }

    private void finish(Thread first) {
        try {
            first.start();
            first.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            goOn();
        }
    }

    private void goOn() {
        try {
            handlers.getMethod("handle", signals).invoke(previous, signal);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.SEVERE, "the process could not be told to end", e);
        }
    }

    /** It is as it was before. */
    @Override
    public void close() {
        try {
            handle(previous);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "the signal stays with what has ended", e);
        }
    }
}
