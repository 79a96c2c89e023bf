package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.confab.log.Unavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PasswordsTest {
    private static final Passwords PASSWORDS = new Passwords(new TestSettings(), new DaemonThreads());

    @BeforeAll
    static void open() {
        PASSWORDS.open();
    }

    @AfterAll
    static void close() {
        PASSWORDS.close();
    }

    @Test
    void a_hash_is_argon2id_in_phc_form_at_the_minimum_or_above() {
        assertThat(PASSWORDS.hash("correct horse"))
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertThat(PASSWORDS.hash("correct horse")).isNotEqualTo(PASSWORDS.hash("correct horse"));
    }

    @Test
    void a_password_is_compared_exactly_spaces_case_and_all() {
        String hash = PASSWORDS.hash(" Correct hörse 🐎 ");
        assertThat(PASSWORDS.matches(" Correct hörse 🐎 ", hash)).isTrue();
        assertThat(PASSWORDS.matches("Correct hörse 🐎", hash)).isFalse();
        assertThat(PASSWORDS.matches(" correct hörse 🐎 ", hash)).isFalse();
    }

    @Test
    void nobody_has_a_password() {
        assertThat(PASSWORDS.matchesNobody("the password of nobody")).isFalse();
        assertThat(PASSWORDS.matchesNobody("")).isFalse();
    }

    @Test
    void a_hash_that_was_cheaper_is_outdated() {
        assertThat(PASSWORDS.isOutdated(PASSWORDS.hash("correct horse"))).isFalse();
        assertThat(PASSWORDS.isOutdated(hash(8_192, 2))).isTrue();
        assertThat(PASSWORDS.isOutdated(hash(19_456, 1))).isTrue();
    }

    private static String hash(int memory, int iterations) {
        Argon2Function function = Argon2Function.getInstance(memory, iterations, 1, 32, Argon2.ID);
        return Password.hash("correct horse").addRandomSalt(16).with(function).getResult();
    }

    @Test
    void the_parameters_of_an_old_hash_are_its_own() {
        assertThat(PASSWORDS.matches("correct horse", hash(8_192, 1))).isTrue();
    }

    @Test
    void a_flood_of_sign_ins_is_told_to_come_later() throws Exception {
        CountDownLatch isWorking = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Boolean> first = PASSWORDS.inPool(() -> {
            isWorking.countDown();
            try {
                return mayEnd.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(isWorking.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> waiting = PASSWORDS.inPool(() -> "waited");
        CompletableFuture<String> tooMany = PASSWORDS.inPool(() -> "never");
        assertThat(tooMany).isCompletedExceptionally();
        assertThatThrownBy(tooMany::get).hasCauseInstanceOf(Unavailable.class);
        mayEnd.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("waited");
    }
}
