package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD) // who reads from a socket hears no interrupt
class MariaDbTest {

    @Test
    void one_that_says_nothing_is_not_waited_for_for_ever() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = "jdbc:mysql://127.0.0.1:" + silent.getLocalPort() + "/mysql?sslMode=DISABLED";
            assertThatThrownBy(() -> MariaDb.connect(url, Duration.ofMillis(200)))
                    .isInstanceOf(SQLException.class);
        }
    }
}
