package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final SQLException GONE = new SQLException("nobody is there", "08S01");
    private static final SQLException CLOSING = new SQLException("nor can it be closed");

    /** One that was lost before it was used. */
    private static Connection lost() {
        return (Connection) Proxy.newProxyInstance(
                DatabaseTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                    throw switch (method.getName()) {
                        case "setNetworkTimeout" -> GONE;
                        case "close" -> CLOSING;
                        default -> new UnsupportedOperationException(method.getName());
                    };
                });
    }

    @Test
    void a_connection_that_was_lost_at_once_says_why_even_when_it_cannot_be_closed() {
        assertThatThrownBy(() -> Database.bounded(lost())).isSameAs(GONE).hasSuppressedException(CLOSING);
    }
}
