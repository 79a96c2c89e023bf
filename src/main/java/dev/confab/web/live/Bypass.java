package dev.confab.web.live;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.ssl.SSLBaseFilter;

/**
 * The socket below an upgraded connection of Payara. What the kernel takes at once goes straight to it: the container's
 * way there allocates and copies 8 KiB and passes a dozen filters, which is twice the work of the write itself.
 *
 * <p>Not where the container encrypts, and not where it is not built as we know it: then everything takes its way.
 */
final class Bypass {
    private static final Logger LOG = Logger.getLogger(Bypass.class.getName());

    private final BooleanSupplier isClear;
    private final WritableByteChannel channel;

    Bypass(BooleanSupplier isClear, WritableByteChannel channel) {
        this.isClear = isClear;
        this.channel = channel;
    }

    static Optional<Bypass> under(WebConnection upgraded) {
        try {
            Optional<NIOConnection> grizzly = connection(upgraded);
            if (grizzly.isPresent()
                    && grizzly.get() instanceof NIOConnection connection
                    && connection.getChannel() instanceof SocketChannel channel
                    && connection.getProcessor() instanceof FilterChain filters
                    && filters.stream().noneMatch(SSLBaseFilter.class::isInstance)) {
                return Optional.of(
                        new Bypass(() -> connection.getAsyncWriteQueue().isEmpty(), channel));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "there is no way past this container", e);
        }
        return Optional.empty();
    }

    /** Catalina's connection -> its request -> Grizzly's request -> Grizzly's connection. */
    static Optional<NIOConnection> connection(WebConnection upgraded) throws ReflectiveOperationException {
        Field request = upgraded.getClass().getDeclaredField("request");
        request.setAccessible(true);
        Object grizzly = call(call(call(request.get(upgraded), "getCoyoteRequest"), "getContext"), "getConnection");
        return grizzly instanceof NIOConnection connection ? Optional.of(connection) : Optional.empty();
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /** Whether nothing of this connection waits in the container. */
    boolean isClear() {
        return isClear.getAsBoolean();
    }

    /** As {@link Connection#touch}. */
    int touch() {
        return channel.isOpen() ? 1 : 0;
    }

    /** As much as the kernel takes at once. Only while nothing of this connection waits in the container. */
    void write(ByteBuffer frame) throws IOException {
        channel.write(frame);
    }
}
