package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.block.Blocks;
import dev.confab.channel.Channels;
import dev.confab.event.Json;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.saved.Saved;
import dev.confab.thread.Threads;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lists that are somebody's own, page by page: each has a resource, and a session begins with the first page of each. */
@ApplicationScoped
public class OwnLists {
    @Inject
    private Accounts accounts;

    @Inject
    private Blocks blocks;

    @Inject
    private Channels channels;

    @Inject
    private ChannelShapes shapes;

    @Inject
    private Messages messages;

    @Inject
    private Saved saved;

    @Inject
    private Threads threads;

    Json.Writable channels(String user, String cursor, int limit) {
        Map<String, Long> heads = shapes.heads(channels.followedBy(user));
        Page<Channels.Joined> page = Page.of(
                        channels.joinedBy(user, cursor, limit + 1),
                        limit,
                        one -> one.channel().id())
                .only(one -> heads.containsKey(one.channel().id())); // joined since: heard of on the user's log
        return page.as("channels", shapes.of(user, page.shown(), heads));
    }

    /** Not the caller's own, but nobody's else either: all people, or those whose names begin so. */
    Json.Writable users(String query, String cursor, int limit) {
        return Page.of(accounts.search(query, cursor, limit + 1), limit, Account::username)
                .as("users", Account::facts);
    }

    Json.Writable blocks(String user, String cursor, int limit) {
        Page<Blocks.One> page =
                Page.of(blocks.newest(user, before(cursor), limit + 1), limit, last -> Long.toString(last.seq()));
        Map<String, Account> people = accounts
                .findAll(page.shown().stream().map(Blocks.One::other).toList())
                .stream()
                .collect(Collectors.toMap(Account::id, Function.identity()));
        return page.as("users", one -> people.get(one.other()).facts());
    }

    Json.Writable saved(String user, String cursor, int limit) {
        Page<Saved.One> page = savedOnes(user, cursor, limit);
        List<OwnMessage> shown = messages.findAll(
                user, page.shown().stream().map(Saved.One::message).toList());
        return json -> json.put("messages", shown).nullable("next", page.next());
    }

    /** Of what is saved, the ids alone. */
    Json.Writable savedIds(String user, int limit) {
        Page<Saved.One> page = savedOnes(user, "", limit);
        return json -> json.strings(
                        "messages",
                        page.shown().stream().map(Saved.One::message).toList())
                .nullable("next", page.next());
    }

    private Page<Saved.One> savedOnes(String user, String cursor, int limit) {
        return Page.of(saved.newest(user, before(cursor), limit + 1), limit, last -> Long.toString(last.seq()));
    }

    private static long before(String cursor) {
        try {
            return cursor.isEmpty() ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new Refused(Problem.invalid("cursor", "is not one of ours"));
        }
    }

    /** Where a page of threads begins: the time of the last reply of the thread before it, and its id. */
    private record ThreadCursor(Instant at, String root) {
        static ThreadCursor of(String text) {
            if (text.isEmpty()) {
                return new ThreadCursor(Instant.ofEpochMilli(Long.MAX_VALUE), "");
            }
            try {
                int between = text.indexOf('.');
                return new ThreadCursor(
                        Instant.ofEpochMilli(Long.parseLong(text.substring(0, between))), text.substring(between + 1));
            } catch (RuntimeException e) {
                throw new Refused(Problem.invalid("cursor", "is not one of ours"));
            }
        }
    }

    Json.Writable threads(String user, String cursor, int limit) {
        ThreadCursor from = ThreadCursor.of(cursor);
        Page<Threads.Followed> page = Page.of(
                threads.followed(user, from.at(), from.root(), limit + 1),
                limit,
                last -> last.lastAt().toEpochMilli() + "." + last.place().root());
        Map<String, OwnMessage> roots =
                messages
                        .findAll(
                                user,
                                page.shown().stream()
                                        .map(followed -> followed.place().root())
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(root -> root.message().id(), Function.identity()));
        List<Json.Writable> shown = page.shown().stream()
                .filter(followed -> roots.containsKey(followed.place().root()))
                .<Json.Writable>map(followed ->
                        json -> json.put("message", roots.get(followed.place().root()))
                                .put("readSeq", followed.place().readSeq())
                                .put("unread", followed.unread())
                                .put("head", followed.head()))
                .toList();
        return json -> json.put("threads", shown).nullable("next", page.next());
    }
}
