package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.account.Secret;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final Secret SECRET = new Secret("s3cret");

    @BeforeEach
    void no_address_is_set() {
        PublicUrl.is(null);
    }

    @Test
    void a_session_cookie_is_for_this_server_and_not_for_scripts() {
        assertThat(Secrets.sessionCookie(false, SECRET, Duration.ofDays(90)))
                .isEqualTo("confab_session=s3cret; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax");
    }

    @Test
    void over_tls_it_is_bound_to_host_and_tls() {
        assertThat(Secrets.sessionCookie(true, SECRET, Duration.ofDays(90)))
                .startsWith("__Host-confab_session=s3cret; Path=/; ")
                .endsWith("; Secure")
                .doesNotContain("Domain");
        assertThat(Secrets.deviceCookie(true, SECRET))
                .startsWith("__Host-confab_device=s3cret;")
                .contains("HttpOnly", "SameSite=Lax", "Secure", "Max-Age=31536000");
    }

    @Test
    void signing_out_takes_the_cookie_away() {
        assertThat(Secrets.noSessionCookie(false)).startsWith("confab_session=; Path=/; Max-Age=0");
        assertThat(Secrets.noSessionCookie(true))
                .startsWith("__Host-confab_session=; Path=/; Max-Age=0")
                .endsWith("Secure");
    }

    @Test
    void over_tls_a_cookie_without_the_prefix_is_nothing() {
        Asked asked = new Asked("GET", "/api/v1/me").overTls().cookie("confab_session", "planted");
        assertThat(Secrets.session(asked.request())).isEmpty();
        assertThat(Secrets.session(
                        asked.cookie("__Host-confab_session", "s3cret").request()))
                .contains(SECRET);
    }

    @Test
    void without_tls_a_cookie_with_the_prefix_is_nothing() {
        assertThat(Secrets.session(new Asked("GET", "/")
                        .cookie("__Host-confab_session", "s3cret")
                        .request()))
                .isEmpty();
    }

    @Test
    void a_bearer_token_goes_before_a_cookie() {
        Asked both = new Asked("GET", "/").cookie("confab_session", "cookie").header("Authorization", "bearer s3cret");
        assertThat(Secrets.presented(both.request())).contains(SECRET);
    }

    @Test
    void a_secret_is_not_empty_and_not_long() {
        assertThat(Secrets.bearer(
                        new Asked("GET", "/").header("Authorization", "Bearer ").request()))
                .isEmpty();
        assertThat(Secrets.bearer(new Asked("GET", "/")
                        .header("Authorization", "Bearer " + "x".repeat(128))
                        .request()))
                .isPresent();
        assertThat(Secrets.bearer(new Asked("GET", "/")
                        .header("Authorization", "Bearer " + "x".repeat(129))
                        .request()))
                .isEmpty();
        assertThat(Secrets.session(
                        new Asked("GET", "/").cookie("confab_session", "").request()))
                .isEmpty();
    }

    @Test
    void other_schemes_and_no_header_are_no_token() {
        for (String header : new String[] {"Basic s3cret", "s3cret", "", "Bearers3cret"}) {
            assertThat(Secrets.bearer(new Asked("GET", "/")
                            .header("Authorization", header)
                            .request()))
                    .as(header)
                    .isEmpty();
        }
        assertThat(Secrets.presented(new Asked("GET", "/").request())).isEmpty();
    }

    @Test
    void a_device_is_read_from_its_own_cookie() {
        Asked asked = new Asked("GET", "/").cookie("confab_device", "s3cret").cookie("confab_session", "other");
        assertThat(Secrets.device(asked.request())).contains(SECRET);
    }
}
