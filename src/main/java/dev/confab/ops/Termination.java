package dev.confab.ops;

import java.lang.reflect.Proxy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is done first when the system tells this process to end (SIGTERM), and before the container hears of it: that stops
 * answering at once. Who says it twice is not kept waiting.
 *
 * <p>By reflection: the JDK offers this in {@code sun.misc.Signal} alone, by whose name the compiler gives a warning that cannot be
 * silenced. Where it is not to be had the process ends as ever.
 */
public final class Termination implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Termination.class.getName());

    private final Class<?> handlers;
    private final Class<?> signals;
    private final Object signal;
    private final Object previous;

    private Termination(String name, ThreadFactory threads, Runnable first) throws ReflectiveOperationException {
        signals = Class.forName("sun.misc.Signal");
        handlers = Class.forName("sun.misc.SignalHandler");
        signal = signals.getConstructor(String.class).newInstance(name);
        AtomicBoolean isUnderWay = new AtomicBoolean();
        // Made here and now, where the container knows whose it is.
        Thread thread = threads.newThread(() -> finish(first));
        thread.setName("confab-termination");
        previous = handle(Proxy.newProxyInstance(
                Termination.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "handle" -> {
                            if (isUnderWay.compareAndSet(false, true)) {
                                thread.start();
                            } else {
                                goOn();
                            }
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
        return precededBy("TERM", first, threads);
    }

    static Termination precededBy(String name, Runnable first, ThreadFactory threads) {
        try {
            return new Termination(name, threads, first);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "a SIGTERM ends this node without its taking leave first", e);
            return null;
        }
    }

    private Object handle(Object handler) throws ReflectiveOperationException {
        return signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
    }

    private void finish(Runnable first) {
        try {
            first.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "this node ends without having taken leave", e);
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
