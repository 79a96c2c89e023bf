package dev.confab.attachment;

import dev.confab.ops.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Throws away what nobody can see any more, so many at once. Several nodes may do it at the same time: all of it can be
 * done twice.
 */
final class Sweep {
    private static final Logger LOG = Logger.getLogger(Sweep.class.getName());

    static final int AT_ONCE = 500;

    /** No upload stands still for so long, nor is as long on its way from the vault to its row. */
    private static final Duration UNDER_WAY = Duration.ofHours(1);

    private final AttachmentStore store;
    private final Vault vault;
    private final Incoming incoming;
    private final Settings.Files settings;
    private final Clock clock;
    private String swept = "";

    Sweep(AttachmentStore store, Vault vault, Incoming incoming, Settings.Files settings, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.incoming = incoming;
        this.settings = settings;
        this.clock = clock;
    }

    synchronized void once() {
        try {
            incoming.clean(clock.instant().minus(UNDER_WAY));
            store.doomLoose(clock.instant().minus(settings.orphanAge()), AT_ONCE);
            for (Attachment doomed : store.doomed(AT_ONCE)) {
                forget(doomed);
            }
            sweepVault(clock.instant().minus(UNDER_WAY));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "files could not be swept; they will be later", e);
        }
    }

    /** First the bytes, then the row: a crash between leaves what is found again. */
    private void forget(Attachment doomed) {
        try {
            vault.remove(doomed.key());
            if (doomed.thumbnail() != null) {
                vault.remove(doomed.thumbnail().key());
            }
            store.forget(doomed.id());
        } catch (IOException e) { // others must not wait for it
            LOG.log(Level.WARNING, e, () -> "a file could not be removed from the vault: " + doomed.id());
        }
    }

    /** Bytes of which no row knows; a page of the vault each time. */
    private void sweepVault(Instant old) throws IOException {
        List<Vault.Kept> page = vault.after(swept, AT_ONCE);
        List<String> keys = page.stream()
                .filter(kept -> kept.at().isBefore(old))
                .map(Vault.Kept::key)
                .toList();
        Set<String> used = keys.isEmpty() ? Set.of() : store.used(keys);
        for (String key : keys) {
            if (!used.contains(key)) {
                vault.remove(key);
            }
        }
        swept = page.size() < AT_ONCE ? "" : page.getLast().key();
    }
}
