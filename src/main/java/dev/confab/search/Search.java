package dev.confab.search;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.channel.Channel;
import dev.confab.channel.Channels;
import dev.confab.event.Json;
import dev.confab.log.Unavailable;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.saved.Saved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * Asks the index what somebody wants to know. In which channels that may be found is asked of the database each time, and
 * so is each message that is shown.
 */
@ApplicationScoped
public class Search {
    /** Beside the messages, on the first page. */
    static final int MOST_NAMES = 10;

    private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();
    private static final long PATIENCE_MS = 2_000;
    private static final int CHANNELS_AT_ONCE = 1_000;
    private static final int MOST_PEOPLE = 10;

    /** @param where its text was found */
    public record Hit(OwnMessage message, List<Snippet.Segment> snippet) implements Json.Writable {
        @Override
        public void writeTo(Json json) {
            json.put("message", message)
                    .put("channel", message.message().channel())
                    .put("seq", message.message().seq())
                    .put("snippet", snippet);
        }
    }

    /** What became of a question. */
    public sealed interface Result {
        /**
         * @param messages the best first; may be fewer than were asked for, also where there are more
         * @param people whose names have what was looked for, on the first page
         * @param channels the user's own and those that it could join, on the first page
         * @param next where the next page begins, or null
         */
        record Found(List<Hit> messages, List<Account> people, List<Channel> channels, String next) implements Result {}

        record Wrong(String field, String why) implements Result {}
    }

    @Inject
    private Indexing indexing;

    @Inject
    private Channels channels;

    @Inject
    private Messages messages;

    @Inject
    private Accounts accounts;

    @Inject
    private Saved saved;

    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param zone whose days are meant: an IANA name or an offset; empty for UTC
     * @param cursor what an earlier page of the same question gave as its next, or empty
     */
    public Result ask(String user, String query, Map<Filter, String> filters, String zone, String cursor, int limit) {
        Optional<ZoneId> days = zone(zone);
        if (days.isEmpty()) {
            return new Result.Wrong("zone", "is no time zone such as Europe/Berlin");
        }
        Question question = Question.of(query, filters, days.get());
        if (question.fault().isPresent()) {
            Question.Fault fault = question.fault().get();
            return new Result.Wrong(fault.field(), fault.why());
        }
        Optional<MessageIndex.Place> after = Optional.empty();
        if (!cursor.isEmpty()) {
            after = place(cursor);
            if (after.isEmpty()) {
                return new Result.Wrong("cursor", "is not one of ours");
            }
        }
        boolean hasNames = cursor.isEmpty() && question.isPlain();
        List<MessageIndex.Hit> hits = hits(user, question, after.orElse(null), limit + 1);
        List<MessageIndex.Hit> page = hits.subList(0, Math.min(limit, hits.size()));
        return new Result.Found(
                shown(user, question, page),
                hasNames ? people(question.plainText()) : List.of(),
                hasNames ? named(user, question.plainText()) : List.of(),
                hits.size() > limit ? cursor(page.getLast().place()) : null);
    }

    private static Optional<ZoneId> zone(String zone) {
        try {
            return Optional.of(zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private List<MessageIndex.Hit> hits(String user, Question question, MessageIndex.Place after, int limit) {
        Collection<String> readable = readable(user, question.places());
        List<Collection<String>> authors = new ArrayList<>();
        for (List<String> names : question.authors()) {
            authors.add(authors(user, names));
        }
        Optional<Collection<String>> only =
                question.features().contains(Feature.SAVED) ? Optional.of(saved(user)) : Optional.empty();
        if (readable.isEmpty() || authors.stream().anyMatch(Collection::isEmpty)) {
            return List.of();
        }
        MessageIndex.Scope scope = new MessageIndex.Scope(readable, authors, only);
        MessageIndex index = indexing.index();
        try {
            if (!places.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                throw new Unavailable("too many searches at once", null);
            }
            try {
                return index.search(question, scope, after, limit);
            } finally {
                places.release();
            }
        } catch (IOException | AlreadyClosedException e) {
            indexing.doubt(e);
            throw new Unavailable("the search index cannot be read", e);
        } catch (MessageIndex.SearchTimeout e) {
            throw new Unavailable("the search takes too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e);
        }
    }

    /** Messages as they are now. One whose text has changed since it was indexed is left out, and soon found by the new one. */
    private List<Hit> shown(String user, Question question, List<MessageIndex.Hit> hits) {
        Map<String, Long> fingerprints = new HashMap<>();
        hits.forEach(hit -> fingerprints.put(hit.id(), hit.fingerprint()));
        Snippet snippet = new Snippet(question.words());
        return messages.findAll(user, hits.stream().map(MessageIndex.Hit::id).toList()).stream()
                .filter(own -> own.message().deletedAt() == null)
                .filter(own -> IndexedMessage.fingerprint(IndexedFile.searched(own.message()))
                        == fingerprints.get(own.message().id()))
                .map(own -> new Hit(own, snippet.of(IndexedFile.searched(own.message()))))
                .toList();
    }

    /** Only the user's own channels are ever looked at by name: all others are as if they were not there. */
    private Collection<String> readable(String user, List<List<String>> wanted) {
        Set<String> ids = new LinkedHashSet<>(channels.followedBy(user));
        if (wanted.isEmpty() || ids.isEmpty()) {
            return ids;
        }
        List<Channel> own = own(user);
        for (List<String> alike : wanted) {
            Set<String> meant = new HashSet<>();
            alike.forEach(name -> meant.addAll(called(user, name, own)));
            ids.retainAll(meant);
        }
        return ids;
    }

    private List<Channel> own(String user) {
        List<Channel> own = new ArrayList<>();
        List<Channels.Joined> page;
        do {
            String after = own.isEmpty() ? "" : own.getLast().id();
            page = channels.joinedBy(user, after, CHANNELS_AT_ONCE);
            page.forEach(joined -> own.add(joined.channel()));
        } while (page.size() == CHANNELS_AT_ONCE);
        return own;
    }

    /** By its id or its name, or with {@code @ann,bob} the conversation with exactly these people. */
    private Set<String> called(String user, String name, List<Channel> own) {
        String folded = fold(name);
        Set<String> ids = own.stream()
                .filter(channel -> fold(channel.id()).equals(folded)
                        || channel.facts().name() != null
                                && fold(channel.facts().name()).equals(folded))
                .map(Channel::id)
                .collect(Collectors.toSet());
        if (name.startsWith("@")) {
            ids.addAll(with(user, name, own));
        }
        return ids;
    }

    private Set<String> with(String user, String names, List<Channel> own) {
        Set<String> people = new HashSet<>(Set.of(user));
        for (String name : names.split(",", MOST_PEOPLE)) {
            String username = name.startsWith("@") ? name.substring(1) : name;
            Optional<Account> account = accounts.called(username);
            if (account.isEmpty()) {
                return Set.of();
            }
            people.add(account.get().id());
        }
        List<String> personal = own.stream()
                .filter(channel -> channel.kind().isPersonal())
                .map(Channel::id)
                .toList();
        return channels.people(personal).entrySet().stream()
                .filter(channel -> Set.copyOf(channel.getValue()).equals(people))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> saved(String user) {
        return saved.newest(user, Long.MAX_VALUE, Saved.MOST).stream()
                .map(Saved.One::message)
                .collect(Collectors.toSet());
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private List<String> authors(String user, List<String> names) {
        List<String> ids = new ArrayList<>();
        for (String name : names) {
            if (name.equals("me")) {
                ids.add(user);
            }
            accounts.called(name).or(() -> accounts.find(name)).map(Account::id).ifPresent(ids::add);
        }
        return ids;
    }

    private List<Account> people(String text) {
        return accounts.search(text, "", MOST_NAMES);
    }

    private List<Channel> named(String user, String text) {
        List<Channel> found = new ArrayList<>(channels.joinedNamed(user, text, MOST_NAMES));
        channels.discover(user, text, "", MOST_NAMES).stream()
                .limit((long) MOST_NAMES - found.size())
                .forEach(found::add);
        return found;
    }

    private static String cursor(MessageIndex.Place place) {
        return (int) place.score() + "." + place.at() + "." + place.id();
    }

    private static Optional<MessageIndex.Place> place(String cursor) {
        String[] parts = cursor.split("\\.", 3);
        try {
            return parts.length == 3 && !parts[2].isEmpty() && parts[2].length() <= 40
                    ? Optional.of(
                            new MessageIndex.Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // somebody made it up
        }
    }
}
