package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.ops.CircuitBreaker.Attempt;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Attempt SILENCE = () -> {
        throw new SQLException("nobody is there", "08S01");
    };

    private final CircuitBreaker breaker = new CircuitBreaker();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch isAnswered = new CountDownLatch(1);

    private static Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                CircuitBreakerTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Connection slow() throws SQLException {
        attempts.incrementAndGet();
        begun.release();
        try {
            assertThat(isAnswered.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
        return connection();
    }

    private CompletableFuture<Connection> slowly() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return breaker.attempt(this::slow);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                command -> Thread.ofVirtual().start(command));
    }

    /** Somebody has begun to wait for the database, and waits. */
    private void awaitOneMore() throws InterruptedException {
        assertThat(begun.tryAcquire(5, TimeUnit.SECONDS)).as("one more waits").isTrue();
    }

    @Test
    void while_the_database_does_not_answer_one_waits_and_the_others_are_told_at_once() throws Exception {
        assertThatThrownBy(() -> breaker.attempt(SILENCE)).hasMessage("nobody is there");
        var first = slowly();
        awaitOneMore();
        assertThatThrownBy(() -> breaker.attempt(this::slow)).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(attempts).hasValue(1);

        isAnswered.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(breaker.attempt(CircuitBreakerTest::connection)).isNotNull();
    }

    @Test
    void one_after_the_other_may_try_however_often_it_was_in_vain() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> breaker.attempt(SILENCE)).hasMessage("nobody is there");
        }
    }

    @Test
    void where_it_answers_many_may_wait_at_the_same_time() throws Exception {
        assertThatThrownBy(() -> breaker.attempt(() -> {
                    throw new SQLException("too many connections", "08004");
                }))
                .hasMessage("too many connections");
        var first = slowly();
        awaitOneMore();
        var second = slowly();
        awaitOneMore();
        isAnswered.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(second.get(10, TimeUnit.SECONDS)).isNotNull();
    }
}
