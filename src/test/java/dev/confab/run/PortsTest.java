package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void two_servers_of_one_process_do_not_get_the_same_port() {
        Iterator<Integer> ports = List.of(8080, 8080, 4848).iterator();
        assertThat(Ports.firstBut(8080, ports::next)).isEqualTo(4848);
        assertThatThrownBy(() -> Ports.firstBut(8080, () -> 8080)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_free_port_can_be_listened_on() {
        int port = Ports.free();
        assertThat(Ports.isFree("127.0.0.1", port)).isTrue();
        assertThat(Ports.freeBut(port)).isNotEqualTo(port);
    }

    /** Linux gives out 32768 and more, other systems 49152 and more. */
    @Test
    void a_free_port_is_none_that_outgoing_connections_get() {
        assertThat(IntStream.generate(Ports::free).limit(50)).allMatch(port -> port < 32_768);
    }
}
