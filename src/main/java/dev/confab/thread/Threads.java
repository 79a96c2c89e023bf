package dev.confab.thread;

import dev.confab.channel.Membership;
import dev.confab.event.Event;
import dev.confab.event.ThreadFacts;
import dev.confab.log.Change;
import dev.confab.log.Logs;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The replies to messages: what is known of them, and who follows them. */
@ApplicationScoped
public class Threads {
    /** A thread that somebody follows, as its list shows it; {@code unread} is true as of {@code head} of the channel's log. */
    public record Followed(Place place, Instant lastAt, long unread, long head) {}

    @Inject
    private ThreadStore store;

    @Inject
    private Logs logs;

    protected Threads() {} // the container makes a proxy by it

    Threads(ThreadStore store, Logs logs) {
        this.store = store;
        this.logs = logs;
    }

    public Lookup<Root> roots() {
        return store.roots();
    }

    /** What the writer must know to {@link #receive} a reply that draws these people in. */
    public Map<Lookup<?>, Set<String>> questions(String root, Collection<String> newFollowers) {
        return Map.of(
                store.roots(),
                Set.of(root),
                store.known(),
                newFollowers.stream().map(user -> ThreadStore.key(root, user)).collect(Collectors.toSet()));
    }

    /** A message that may be replied to, as it looks before the writer sees it. */
    public Optional<Root> root(String id) {
        return store.root(id);
    }

    /** Of these people, those that neither follow the thread nor have ceased to, and have not blocked the author either. */
    public Set<String> strangers(String root, Collection<String> users, String author) {
        return store.strangers(root, users, author);
    }

    /**
     * Takes in a reply that has just been appended at the head of the channel's log, and tells of it: the channel, and
     * those who follow the thread from now on. For the writer; their logs must be among those of the change.
     */
    public void receive(Transaction tx, Root root, String author, Instant at, Collection<String> newFollowers) {
        long seq = tx.head(root.channel());
        change(tx, root, root.withReplyBy(author, at), author);
        for (String user : newFollowers) {
            String key = ThreadStore.key(root.id(), user);
            if (tx.found(store.known(), key) != null) {
                continue; // another reply has drawn them in meanwhile
            }
            tx.remember(store.known(), key, true);
            // Who replies has seen the thread; who is drawn in has all of it before them.
            Place place = new Place(root.id(), true, user.equals(author) ? seq : seq - 1);
            store.add(tx, root.id(), root.channel(), user, place.readSeq());
            tx.append(user, author, marked(root.channel(), place));
        }
    }

    private static Event marked(String channel, Place place) {
        return new Event.ThreadMarked(place.root(), channel, place.follows(), place.readSeq());
    }

    /** A reply has just been deleted. For the writer; the root must have been looked up. */
    public void lose(Transaction tx, String rootId, String actor) {
        Root root = tx.found(store.roots(), rootId);
        change(tx, root, root.withOneReplyLess(), actor);
    }

    private void change(Transaction tx, Root before, Root after, String actor) {
        tx.remember(store.roots(), after.id(), after);
        if (!before.isTouched()) {
            store.put(tx, after.id(), before.facts() == null);
        }
        tx.append(after.channel(), actor, new Event.ThreadUpdated(after.id(), after.facts()));
    }

    /** As the changes before in this group have left it; null where there are no replies. The message must have been looked up. */
    public ThreadFacts facts(Transaction tx, String message) {
        Root root = tx.found(store.roots(), message);
        return root == null ? null : root.facts();
    }

    /** By message; one without replies is absent. */
    public Map<String, ThreadFacts> facts(Collection<String> messages) {
        return store.facts(messages);
    }

    /** Where the reader stands in the thread; who has never been in it has read nothing. */
    public Place place(String user, String root) {
        return store.place(root, user).orElseGet(() -> new Place(root, false, 0));
    }

    /** The latest reply first; {@code beforeAt} and {@code beforeRoot} name the last one of the page before. */
    public List<Followed> followed(String user, Instant beforeAt, String beforeRoot, int limit) {
        List<ThreadStore.Followed> followed = store.followed(user, beforeAt.toEpochMilli(), beforeRoot, limit);
        Map<String, Long> heads = logs.heads(
                followed.stream().map(ThreadStore.Followed::channel).distinct().toList());
        Map<String, ThreadStore.Unread> unread = store.unread(
                user, followed.stream().map(one -> one.place().root()).toList());
        return followed.stream()
                .map(one -> {
                    ThreadStore.Unread counted = unread.getOrDefault(one.place().root(), ThreadStore.Unread.NONE);
                    // What came between the two looks has been counted: as of the last of it, if there was any.
                    long head = Math.max(heads.getOrDefault(one.channel(), 0L), counted.upTo());
                    return new Followed(one.place(), one.lastAt(), counted.count(), head);
                })
                .toList();
    }

    public long unread(String user, String root) {
        return store.unread(user, List.of(root))
                .getOrDefault(root, ThreadStore.Unread.NONE)
                .count();
    }

    public Place follow(Membership reader, String root, boolean follows) {
        return logs.appendAndWait(new Moving(store, reader, root, follows, 0));
    }

    /** Moves the read mark forwards only, and never beyond the channel's head. */
    public Place read(Membership reader, String root, long seq) {
        return logs.appendAndWait(new Moving(store, reader, root, null, seq));
    }

    /** {@code follows} is null for as it is. */
    private record Moving(ThreadStore store, Membership reader, String root, Boolean follows, long seq)
            implements Change<Place> {
        @Override
        public Collection<String> logs() {
            return List.of(reader.channel(), reader.user());
        }

        @Override
        public Place write(Transaction tx) {
            Optional<Place> found = store.place(root, reader.user());
            Place before = found.orElseGet(() -> new Place(root, false, 0));
            Place after = new Place(
                    root,
                    follows == null ? before.follows() : follows,
                    Math.max(before.readSeq(), Math.min(seq, tx.head(reader.channel()))));
            if (!after.equals(before)) {
                store.put(root, reader.channel(), reader.user(), after, found.isEmpty());
                tx.append(reader.user(), reader.user(), marked(reader.channel(), after));
            }
            return after;
        }
    }
}
