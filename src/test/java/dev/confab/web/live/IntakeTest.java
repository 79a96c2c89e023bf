package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final Intake intake = new Intake();
    private final List<String> heard = new ArrayList<>();
    private final Reader reader = new Reader();
    private ReadListener container;
    private int waiting;
    private boolean isBroken;
    private Runnable whileHeard = () -> {};

    /** Reads byte by byte, as long as there is something. */
    private final class Reader implements ReadListener {
        @Override
        public void onDataAvailable() throws IOException {
            do {
                heard.add("" + intake.read());
                whileHeard.run();
            } while (intake.isReady());
        }

        @Override
        public void onAllDataRead() {
            heard.add("end");
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(failure.getMessage());
        }
    }

    private final class In extends ServletInputStream {
        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return waiting > 0;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            container = listener;
        }

        @Override
        public int available() {
            return waiting;
        }

        @Override
        public int read() throws IOException {
            if (isBroken) {
                throw new IOException("broken pipe");
            }
            assertThat(waiting).as("read only what is there").isPositive();
            waiting--;
            return 7;
        }
    }

    @BeforeEach
    void it_is_open() throws IOException {
        WebConnection ours = intake.of(new WebConnection() {
            @Override
            public ServletInputStream getInputStream() {
                return new In();
            }

            @Override
            public ServletOutputStream getOutputStream() {
                return null;
            }

            @Override
            public void close() {
                heard.add("closed");
            }
        });
        ours.getInputStream().setReadListener(reader);
    }

    private void comes(int bytes) throws IOException {
        waiting += bytes;
        container.onDataAvailable();
    }

    @Test
    void what_comes_is_heard() throws IOException {
        comes(2);
        comes(1);
        container.onAllDataRead();
        container.onError(new IOException("gone"));
        assertThat(heard).containsExactly("7", "7", "7", "end", "gone");
    }

    @Test
    void while_it_is_held_nothing_is_read_and_then_all_of_it() throws IOException {
        whileHeard = intake::hold;
        comes(3);
        assertThat(heard).hasSize(1);
        assertThat(intake.isHeld()).isTrue();
        whileHeard = () -> {};
        intake.release();
        assertThat(intake.isHeld()).isFalse();
        assertThat(heard).hasSize(3);
        comes(1);
        assertThat(heard).hasSize(4);
    }

    @Test
    void the_container_is_not_told_of_more_than_a_little_at_once() throws IOException {
        waiting = 100;
        assertThat(intake.available()).isEqualTo(100);
        waiting = 60_000;
        assertThat(intake.available()).isEqualTo(4_096);
    }

    @Test
    void what_comes_while_it_is_held_waits() throws IOException {
        intake.hold();
        comes(2);
        comes(2);
        assertThat(heard).isEmpty();
        intake.release();
        assertThat(heard).hasSize(4);
    }

    @Test
    void where_nothing_waits_a_release_reads_nothing() throws IOException {
        intake.hold();
        intake.release();
        intake.release();
        assertThat(heard).isEmpty();
        comes(1);
        assertThat(heard).hasSize(1);
    }

    @Test
    void where_nothing_is_left_the_container_is_waited_for() throws IOException {
        whileHeard = intake::hold;
        comes(1);
        whileHeard = () -> {};
        intake.release();
        assertThat(heard).hasSize(1);
        comes(1);
        assertThat(heard).hasSize(2);
    }

    @Test
    void a_peer_that_broke_off_meanwhile_is_told_to_who_reads() throws IOException {
        intake.hold();
        comes(1);
        isBroken = true;
        intake.release();
        assertThat(heard).containsExactly("broken pipe");
    }
}
