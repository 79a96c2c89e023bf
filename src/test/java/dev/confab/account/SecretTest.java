package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void a_secret_is_256_random_bits_that_fit_into_a_cookie() {
        Secret secret = Secret.draw(random);
        assertThat(Base64.getUrlDecoder().decode(secret.text())).hasSize(32);
        assertThat(secret.text()).matches("[A-Za-z0-9_-]{43}");
        assertThat(Secret.draw(random)).isNotEqualTo(secret);
    }

    @Test
    void only_its_sha_256_is_for_keeping() {
        assertThat(new Secret("abc").hash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void it_does_not_get_into_a_log_by_accident() {
        assertThat(new Secret("hush").toString()).doesNotContain("hush");
        assertThat(new NewAccount("ann", "ann@example.org", "Ann", "hush").toString())
                .doesNotContain("hush");
    }
}
