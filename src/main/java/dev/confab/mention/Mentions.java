package dev.confab.mention;

import dev.confab.account.Accounts;
import dev.confab.event.Message;
import dev.confab.log.Count;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is named in messages. A message keeps ids, and the words for everybody; who is named may be in the channel or not. */
@ApplicationScoped
public class Mentions {
    /** For everybody in the channel, and for everybody who is there just now: who that is, is for the one who reads. */
    private static final Set<String> WORDS = Set.of("channel", "here");

    private static final String BEHIND_ALL_IDS = "z";

    @Inject
    private MentionStore store;

    @Inject
    private Accounts accounts;

    protected Mentions() {} // the container makes a proxy by it

    Mentions(MentionStore store, Accounts accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    /** What {@link Message.Content} keeps: ids of people who may sign in, and our words; in the order of the text. */
    public List<String> in(String text) {
        List<String> names = Names.in(text);
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, String> people = accounts.named(
                names.stream().filter(name -> !WORDS.contains(name)).toList());
        return names.stream()
                .map(name -> WORDS.contains(name) ? name : people.get(name))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Without the words for everybody. */
    public static List<String> people(List<String> mentions) {
        return mentions.stream().filter(one -> !WORDS.contains(one)).toList();
    }

    /** For the writer, in the transaction of the message. */
    public void add(Transaction tx, Message message) {
        rows(message.content().mentions())
                .forEach(user -> store.add(tx, user, message.channel(), message.seq(), message.id()));
    }

    /** For the writer: the message says something else now. */
    public void replace(String channel, long seq, String message, List<String> mentions) {
        store.replace(rows(mentions), channel, seq, message);
    }

    public void clear(String message) {
        store.clear(message);
    }

    private static Set<String> rows(List<String> mentions) {
        return mentions.stream()
                .map(one -> WORDS.contains(one) ? MentionStore.ALL : one)
                .collect(Collectors.toSet());
    }

    /**
     * Messages of others behind the read mark that name the user or everybody, replies included; by channel, as of its
     * head. One without any may be absent. In a channel that the user has muted, what is said to everybody counts not,
     * and nowhere what is said by somebody whom the user has blocked.
     */
    public Map<String, Long> unread(String user, Map<String, Long> heads) {
        return Count.asOf(
                heads, store.unread(user, heads.keySet()), (channel, head) -> store.unread(user, channel, head));
    }

    /**
     * Messages of others that name the user, or everybody since the user is in the channel; only in the user's channels,
     * and by nobody whom the user has blocked. The newest first, behind the one of the page before.
     */
    public List<String> newest(String user, String before, int limit) {
        return store.newest(user, before.isEmpty() ? BEHIND_ALL_IDS : before, limit);
    }
}
