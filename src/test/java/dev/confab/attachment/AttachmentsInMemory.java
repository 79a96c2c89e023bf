package dev.confab.attachment;

import dev.confab.event.FileFacts;
import dev.confab.log.LogsInMemory;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Files without a database or a vault, for the tests of what stands on them. */
public final class AttachmentsInMemory {
    private final Clock clock;
    private final Map<String, Attachment> files = new HashMap<>();
    private final AttachmentStore store = new AttachmentStore() {
        private final Lookup<Attachment> there = (ids, db) -> found(ids);

        @Override
        Lookup<Attachment> there() {
            return there;
        }

        @Override
        void attach(Transaction tx, String id, String message, int place) {
            super.attach(tx, id, message, place);
            files.remove(id);
        }
    };

    public AttachmentsInMemory(Clock clock, LogsInMemory logs) {
        this.clock = clock;
        logs.answerBy(store.there());
    }

    private Map<String, Attachment> found(Collection<String> ids) {
        Map<String, Attachment> found = new HashMap<>(files);
        found.keySet().retainAll(ids);
        return found;
    }

    /** Somebody has uploaded something. */
    public void hold(String id, String owner) {
        FileFacts facts = new FileFacts(id, id + ".txt", "text/plain", 4, null, null, false, clock.instant());
        files.put(id, new Attachment(facts, owner, null, "0".repeat(32), null));
    }

    public Attachments attachments() {
        return new Attachments(store, null, clock, null, null);
    }
}
