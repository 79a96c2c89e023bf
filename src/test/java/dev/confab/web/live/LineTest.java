package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private final Socket socket = new Socket();
    private final Line line = socket.line();
    private final List<Optional<Throwable>> told = new ArrayList<>();
    private int completed;

    private void send(String item) {
        line.send(
                TextFrame.arrayOf(List.of(item.getBytes(StandardCharsets.UTF_8))),
                failure -> told.add(Optional.ofNullable(failure)));
    }

    /** As the container sends a control frame. */
    private void control(int opcode, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(2 + bytes.length);
        frame.put((byte) (0x80 | opcode)).put((byte) bytes.length).put(bytes).flip();
        line.write(frame, new CompletionHandler<>() {
            @Override
            public void completed(ByteBuffer result) {
                completed++;
            }
        });
    }

    @Test
    void a_frame_is_taken_at_once_where_there_is_room() {
        send("1");
        assertThat(socket.arrived()).containsExactly("[1]");
        assertThat(told).containsExactly(Optional.empty());
        assertThat(line.written().bytes()).isEqualTo(5);
    }

    @Test
    void a_frame_is_taken_when_there_is_room_for_another() {
        socket.slow();
        send("1");
        assertThat(socket.arrived()).containsExactly("[1]");
        assertThat(told).isEmpty();
        socket.take();
        assertThat(told).containsExactly(Optional.empty());
    }

    @Test
    void one_frame_is_sent_at_a_time() {
        socket.slow();
        send("1");
        assertThatThrownBy(() -> send("2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_peer_that_is_gone_is_told_to_who_sends() {
        socket.slow();
        send("1");
        socket.breakOff();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).get().isInstanceOf(IOException.class);
        send("2");
        assertThat(told).hasSize(2);
        assertThat(told.getLast()).isPresent();
        assertThat(socket.arrived()).containsExactly("[1]");
    }

    @Test
    void a_peer_that_turns_out_to_be_gone_is_told_to_who_sends() {
        socket.breakUnheard();
        send("1");
        assertThat(told)
                .singleElement()
                .satisfies(failure -> assertThat(failure).get().isInstanceOf(IOException.class));
        send("2");
        assertThat(told).hasSize(2);
    }

    @Test
    void no_thread_waits_for_a_client_that_does_not_take_its_pongs_and_only_the_last_is_kept() {
        socket.slow();
        send("1");
        for (int i = 0; i < 1_000; i++) {
            control(PONG, "p" + i);
        }
        assertThat(completed).isEqualTo(1_000);
        assertThat(socket.opcodes()).containsExactly(TEXT);
        socket.take();
        assertThat(socket.opcodes()).containsExactly(TEXT, PONG);
    }

    @Test
    void a_ping_is_left_out_while_something_waits() {
        socket.slow();
        send("1");
        line.ping();
        socket.take();
        assertThat(socket.pings()).isZero();
        line.ping();
        assertThat(socket.pings()).isEqualTo(1);
    }

    @Test
    void a_close_frame_comes_after_what_is_under_way_and_nothing_comes_after_it() {
        socket.slow();
        send("1");
        control(CLOSE, "by");
        assertThat(socket.opcodes()).containsExactly(TEXT);
        socket.take();
        assertThat(socket.opcodes()).containsExactly(TEXT, CLOSE);
        send("2");
        control(PONG, "");
        line.ping();
        assertThat(socket.opcodes()).containsExactly(TEXT, CLOSE);
        assertThat(told.getLast()).isPresent();
    }

    @Test
    void the_containers_close_cuts_the_connection() {
        line.close();
        assertThat(socket.cuts()).isEqualTo(1);
    }

    @Test
    void a_close_of_ours_lets_the_client_answer_first() {
        line.linger();
        control(CLOSE, "by");
        line.close();
        assertThat(socket.cuts()).isZero();
        line.linger(); // whoever closes a second time does not make it longer
        line.close(); // the client's close frame has come
        assertThat(socket.cuts()).isEqualTo(1);
    }

    @Test
    void who_never_answers_is_cut_in_the_end() {
        socket.slow();
        send("1");
        line.linger();
        line.close();
        line.cut();
        assertThat(socket.cuts()).isEqualTo(1);
        assertThat(told.getFirst()).isPresent();
    }

    @Test
    void what_the_container_wants_to_say_itself_is_refused() {
        assertThatThrownBy(() -> control(TEXT, "x")).isInstanceOf(IllegalStateException.class);
    }
}
