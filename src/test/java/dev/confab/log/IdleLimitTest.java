package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.mysql.cj.jdbc.JdbcConnection;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleLimitTest {
    private final List<String> said = new ArrayList<>();
    private boolean isGone;

    private final Statement statement = H2.proxy(Statement.class, (method, given) -> {
        if (method.getName().equals("execute")) {
            said.add((String) given[0]);
        }
        return method.getName().equals("execute") ? false : null;
    });

    private final JdbcConnection connection =
            H2.proxy(JdbcConnection.class, (method, given) -> switch (method.getName()) {
                case "isWrapperFor" -> true;
                case "unwrap" -> this.connection();
                default -> {
                    if (isGone) {
                        throw new UndeclaredThrowableException(new SQLException("gone"));
                    }
                    yield statement;
                }
            });

    private JdbcConnection connection() {
        return connection;
    }

    @Test
    void it_is_set_and_ended() throws SQLException {
        var limit = new IdleLimit();
        limit.set(connection);
        limit.end();
        limit.end();
        assertThat(said).containsExactly("SET SESSION wait_timeout = 5", "SET SESSION wait_timeout = DEFAULT");
    }

    @Test
    void its_end_on_a_connection_that_is_gone_is_nobodys_business_whatever_that_throws() throws SQLException {
        var limit = new IdleLimit();
        limit.set(connection);
        isGone = true;
        assertThatCode(limit::end).doesNotThrowAnyException();
    }
}
