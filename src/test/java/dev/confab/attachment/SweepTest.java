package dev.confab.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.FileFacts;
import dev.confab.ops.ManualClock;
import dev.confab.ops.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final String ROSE = "0a".repeat(16);
    private static final String TULIP = "0b".repeat(16);

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final List<Attachment> doomed = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final List<Instant> looseBefore = new ArrayList<>();
    private final AttachmentStore store = new AttachmentStore() {
        @Override
        void doomLoose(Instant before, int most) {
            looseBefore.add(before);
        }

        @Override
        List<Attachment> doomed(int most) {
            return doomed.stream().limit(most).toList();
        }

        @Override
        void forget(String id) {
            doomed.removeIf(file -> file.id().equals(id));
        }

        @Override
        Set<String> used(Collection<String> keys) {
            return used;
        }
    };

    private DiskVault vault;
    private Incoming incoming;

    @BeforeEach
    void aFolder() {
        vault = new DiskVault(folder);
        incoming = new Incoming(folder.resolve("incoming"));
    }

    private Sweep sweep(Vault vault) {
        Settings.Files settings = new Settings.Files(null, 1_024, 1_024, 1, 1, Set.of(), Set.of(), Duration.ofDays(1));
        return new Sweep(store, vault, incoming, settings, clock);
    }

    private void keep(String key, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve("upload"), "rose");
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(age)));
        vault.put(key, file);
    }

    private boolean isKept(String key) throws IOException {
        try (var in = vault.read(key, 0, 4)) {
            return in.read() >= 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Attachment file(String id, String key) {
        return new Attachment(
                new FileFacts(id, "rose", "text/plain", 4, null, null, false, Instant.EPOCH), "ann", null, key, null);
    }

    @Test
    void what_is_doomed_goes_and_is_forgotten() throws IOException {
        keep(ROSE, Duration.ZERO);
        doomed.add(file("rose", ROSE));
        sweep(vault).once();
        assertThat(isKept(ROSE)).isFalse();
        assertThat(doomed).isEmpty();
        assertThat(looseBefore).containsExactly(clock.instant().minus(Duration.ofDays(1)));
    }

    @Test
    void bytes_of_which_no_row_knows_go_after_an_hour_and_others_stay() throws IOException {
        keep(ROSE, Duration.ofMinutes(61));
        keep(TULIP, Duration.ofMinutes(61));
        keep("0c".repeat(16), Duration.ofMinutes(59));
        used.add(TULIP);
        sweep(vault).once();
        assertThat(isKept(ROSE)).isFalse();
        assertThat(isKept(TULIP)).isTrue();
        assertThat(isKept("0c".repeat(16))).isTrue();
    }

    @Test
    void what_a_crash_has_left_on_its_way_goes_after_an_hour() throws IOException {
        Path left = incoming.file();
        Path underWay = incoming.file();
        Files.setLastModifiedTime(left, FileTime.from(clock.instant().minus(Duration.ofMinutes(61))));
        Files.setLastModifiedTime(underWay, FileTime.from(clock.instant()));
        sweep(vault).once();
        assertThat(left).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void one_that_cannot_be_removed_does_not_stop_others() throws IOException {
        keep(TULIP, Duration.ZERO);
        doomed.add(file("rose", ROSE));
        doomed.add(file("tulip", TULIP));
        sweep(new Stubborn(vault)).once();
        assertThat(doomed).extracting(Attachment::id).containsExactly("rose");
        assertThat(isKept(TULIP)).isFalse();
    }

    /** Does not give the rose away. */
    private record Stubborn(Vault vault) implements Vault {
        @Override
        public void put(String key, Path file) throws IOException {
            vault.put(key, file);
        }

        @Override
        public InputStream read(String key, long first, long length) throws IOException {
            return vault.read(key, first, length);
        }

        @Override
        public void remove(String key) throws IOException {
            if (key.equals(ROSE)) {
                throw new IOException("no");
            }
            vault.remove(key);
        }

        @Override
        public List<Kept> after(String key, int most) throws IOException {
            return vault.after(key, most);
        }
    }
}
