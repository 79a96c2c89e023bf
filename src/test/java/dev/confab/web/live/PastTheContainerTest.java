package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A {@link Line} with a {@link Bypass}: a kernel that takes what it has room for, and a container that queues. */
class PastTheContainerTest {
    private final Line line = new Line();
    private final List<Optional<Throwable>> told = new ArrayList<>();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int room = Integer.MAX_VALUE;
    private boolean isReady = true;
    private boolean isGone;
    private int asked;
    private WriteListener listener;

    private final class Kernel implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (isGone) {
                throw new IOException("broken pipe");
            }
            assertThat(held.size())
                    .as("nothing overtakes what the container holds")
                    .isZero();
            byte[] taken = new byte[Math.min(room, bytes.remaining())];
            bytes.get(taken);
            wire.writeBytes(taken);
            room -= taken.length;
            return taken.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private final class Container extends ServletOutputStream implements WebConnection {
        @Override
        public boolean isReady() {
            asked++;
            return isReady;
        }

        @Override
        public void setWriteListener(WriteListener told) {
            listener = told;
        }

        @Override
        public void write(int b) {
            held.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (isGone) {
                throw new IOException("broken pipe");
            }
            assertThat(isReady).as("written only when there is room").isTrue();
            held.write(bytes, from, length);
        }

        @Override
        public ServletInputStream getInputStream() {
            throw new UnsupportedOperationException("nothing is read here");
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return this;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void it_is_open() throws IOException {
        line.open(new Container(), Optional.of(new Bypass(() -> held.size() == 0, new Kernel())));
    }

    private boolean send(String item) {
        return line.send(frame(item), failure -> told.add(Optional.ofNullable(failure)));
    }

    private static byte[] frame(String item) {
        return TextFrame.arrayOf(List.of(item.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] pong() {
        return new byte[] {(byte) 0x8a, 0};
    }

    /** The kernel has room again, and the container gives it what it holds. */
    private void drain() throws IOException {
        room = Integer.MAX_VALUE;
        isReady = true;
        wire.writeBytes(held.toByteArray());
        held.reset();
        listener.onWritePossible();
    }

    private void assertThatArrived(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        assertThat(wire.toByteArray()).isEqualTo(all.toByteArray());
    }

    @Test
    void what_the_kernel_takes_is_taken_and_the_container_is_not_even_asked() {
        assertThat(send("1")).isTrue();
        assertThat(send("2")).isTrue();
        assertThatArrived(frame("1"), frame("2"));
        line.write(ByteBuffer.wrap(pong()), new CompletionHandler<>() {});
        assertThatArrived(frame("1"), frame("2"), pong());
        assertThat(told).isEmpty();
        assertThat(asked).isZero();
        assertThat(line.written()).isEqualTo(new Uptake.Written(12, true));
    }

    @Test
    void what_the_kernel_leaves_of_a_frame_goes_by_the_container() throws IOException {
        room = 2;
        assertThat(send("1")).isFalse();
        assertThat(told).as("there is room for another, in the container").containsExactly(Optional.empty());
        assertThat(line.written()).isEqualTo(new Uptake.Written(5, false));
        assertThat(send("2")).isFalse();
        assertThatArrived(new byte[] {frame("1")[0], frame("1")[1]});
        drain();
        assertThatArrived(frame("1"), frame("2"));
        assertThat(told).hasSize(2);
        assertThat(send("3")).isTrue();
        assertThatArrived(frame("1"), frame("2"), frame("3"));
        assertThat(line.written()).isEqualTo(new Uptake.Written(15, true));
    }

    @Test
    void nothing_comes_between_the_parts_of_a_frame() throws IOException {
        room = 2;
        isReady = false;
        assertThat(send("1")).isFalse();
        assertThat(told).isEmpty();
        assertThat(line.written()).isEqualTo(new Uptake.Written(2, true));
        line.write(ByteBuffer.wrap(pong()), new CompletionHandler<>() {});
        line.ping();
        assertThat(wire.size()).isEqualTo(2);
        drain();
        assertThatArrived(frame("1"), pong());
        assertThat(told).containsExactly(Optional.empty());
    }

    @Test
    void a_full_kernel_and_a_full_container_keep_one_frame_waiting() throws IOException {
        room = 0;
        isReady = false;
        assertThat(send("1")).isFalse();
        listener.onWritePossible();
        assertThat(told).isEmpty();
        assertThat(line.written()).isEqualTo(new Uptake.Written(0, true));
        drain();
        assertThatArrived(frame("1"));
        assertThat(told).containsExactly(Optional.empty());
    }

    @Test
    void a_peer_that_is_gone_is_told_to_who_sends() {
        isGone = true;
        assertThat(send("1")).isFalse();
        assertThat(told)
                .singleElement()
                .satisfies(failure -> assertThat(failure).get().isInstanceOf(IOException.class));
        assertThat(send("2")).isFalse();
        assertThat(told).hasSize(2);
    }

    @Test
    void a_close_frame_comes_after_the_rest_and_nothing_after_it() throws IOException {
        byte[] close = {(byte) 0x88, 0};
        room = 3;
        isReady = false;
        send("1");
        line.write(ByteBuffer.wrap(close), new CompletionHandler<>() {});
        drain();
        assertThatArrived(frame("1"), close);
        assertThat(send("2")).isFalse();
        assertThatArrived(frame("1"), close);
        assertThat(told.getLast()).isPresent();
    }
}
