package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.web.GateFilter;
import jakarta.persistence.PersistenceException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SecretMechanismTest {
    private final Asked asked = new Asked("GET", "/api/v1/me").header("Authorization", "Bearer abc");

    @Test
    void while_the_database_is_away_nobody_is_anybody_and_is_told_to_come_again() throws Exception {
        var request = asked.request();
        var mechanism = failingWith(new PersistenceException(new SQLException("Communications link failure", "08S01")));
        assertThat(mechanism.validateRequest(request, asked.response(), nobody()))
                .isEqualTo(AuthenticationStatus.NOT_DONE);

        var isIn = new AtomicBoolean();
        new GateFilter().doFilter(request, asked.response(), (in, out) -> isIn.set(true));
        assertThat(isIn).isFalse();
        assertThat(asked.status()).isEqualTo(503);
        assertThat(asked.answered()).containsEntry("Retry-After", "1");
    }

    @Test
    void a_bug_is_not_taken_for_an_outage() {
        var mechanism = failingWith(new IllegalStateException("a bug"));
        assertThatThrownBy(() -> mechanism.validateRequest(asked.request(), asked.response(), nobody()))
                .hasMessage("a bug");
    }

    private static SecretMechanism failingWith(RuntimeException failure) {
        return new SecretMechanism((IdentityStoreHandler) credential -> {
            throw failure;
        });
    }

    private static HttpMessageContext nobody() {
        return (HttpMessageContext) Proxy.newProxyInstance(
                SecretMechanismTest.class.getClassLoader(),
                new Class<?>[] {HttpMessageContext.class},
                (proxy, called, args) -> {
                    assertThat(called.getName()).isEqualTo("doNothing");
                    return AuthenticationStatus.NOT_DONE;
                });
    }
}
