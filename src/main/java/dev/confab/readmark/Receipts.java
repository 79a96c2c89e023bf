package dev.confab.readmark;

import dev.confab.channel.Membership;
import dev.confab.ops.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has read how far, for others to see. Whoever does not want to be seen does not see others either; the workspace
 * may want it for nobody.
 */
@ApplicationScoped
public class Receipts {
    @Inject
    private ReceiptStore store;

    @Inject
    private Settings settings;

    protected Receipts() {} // the container makes a proxy by it

    /** Of these people in these channels, those who show it: how far each has come in which. */
    public List<Seen> of(Collection<String> channels, Collection<String> users) {
        return settings.receipts() && !channels.isEmpty() && !users.isEmpty() ? store.of(channels, users) : List.of();
    }

    /** Of these people, those who are shown nothing. */
    public Set<String> unwilling(Collection<String> users) {
        return users.isEmpty() ? Set.of() : store.unwilling(users);
    }

    /**
     * The others who have come to this place and were in the channel when it was written, by user id; with 0 whoever has
     * read anything. Empty when the reader is not to know.
     */
    public Optional<List<Seen>> at(Membership reader, long seq, String after, int limit) {
        return settings.receipts() && store.unwilling(List.of(reader.user())).isEmpty()
                ? Optional.of(store.at(reader.channel(), seq, reader.user(), after, limit))
                : Optional.empty();
    }
}
