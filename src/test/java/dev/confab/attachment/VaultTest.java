package dev.confab.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.ops.Settings;
import dev.confab.testing.S3;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every vault promises. */
abstract class VaultContract {
    private static final String ROSE = "0a".repeat(16);
    private static final String TULIP = "0b".repeat(16);

    @TempDir
    Path folder;

    abstract Vault vault();

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("upload"), text);
    }

    private static String read(Vault vault, String key, long first, long length) throws IOException {
        try (InputStream in = vault.read(key, first, length)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void what_is_put_is_given_back_whole_and_in_part() throws IOException {
        Vault vault = vault();
        vault.put(ROSE, file("a rose is a rose"));
        assertThat(read(vault, ROSE, 0, 16)).isEqualTo("a rose is a rose");
        assertThat(read(vault, ROSE, 2, 4)).isEqualTo("rose");
        assertThat(read(vault, ROSE, 2, 0)).isEmpty();
    }

    @Test
    void what_is_removed_is_gone_and_may_be_removed_again() throws IOException {
        Vault vault = vault();
        vault.put(ROSE, file("rose"));
        vault.remove(ROSE);
        vault.remove(ROSE);
        assertThatThrownBy(() -> read(vault, ROSE, 0, 4)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void all_is_found_page_by_page() throws IOException {
        Vault vault = vault();
        assertThat(vault.after("", 10)).isEmpty();
        vault.put(TULIP, file("tulip"));
        vault.put(ROSE, file("rose"));
        assertThat(vault.after("", 1)).extracting(Vault.Kept::key).containsExactly(ROSE);
        assertThat(vault.after(ROSE, 10)).extracting(Vault.Kept::key).containsExactly(TULIP);
        assertThat(vault.after(TULIP, 10)).isEmpty();
    }

    @Test
    void a_key_is_never_a_path() {
        assertThatThrownBy(() -> vault().put("../../etc/passwd", file("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

class VaultTest {
    @Nested
    class OnTheDisk extends VaultContract {
        @Override
        Vault vault() {
            return new DiskVault(folder.resolve("files"));
        }
    }

    @Nested
    class InABucket extends VaultContract {
        private S3 s3;
        private S3Vault vault;

        @BeforeEach
        void start() throws Exception {
            s3 = S3.start();
            Map<String, String> settings = s3.settings();
            vault = new S3Vault(new Settings.Files.Bucket(
                    settings.get("confab.files.s3.endpoint"),
                    "us-east-1",
                    settings.get("confab.files.s3.bucket"),
                    true,
                    settings.get("confab.files.s3.access-key"),
                    settings.get("confab.files.s3.secret-key")));
        }

        @AfterEach
        void stop() throws Exception {
            vault.close();
            s3.close();
        }

        @Override
        Vault vault() {
            return vault;
        }

        @Test
        void a_bucket_that_cannot_be_reached_is_said() throws Exception {
            s3.close();
            assertThatThrownBy(() -> vault.remove("0a".repeat(16)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bucket");
        }
    }
}
