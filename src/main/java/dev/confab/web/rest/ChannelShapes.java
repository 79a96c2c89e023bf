package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.channel.Channel;
import dev.confab.channel.Channels;
import dev.confab.event.Json;
import dev.confab.log.Logs;
import dev.confab.mention.Mentions;
import dev.confab.readmark.ReadMarks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Channels as one of their members sees them: with the head, the own read mark, and what is unread behind it. */
@ApplicationScoped
public class ChannelShapes {
    @Inject
    private Accounts accounts;

    @Inject
    private Channels channels;

    @Inject
    private Logs logs;

    @Inject
    private ReadMarks readMarks;

    @Inject
    private Mentions mentions;

    /** To be asked for before anything of the channels is read: what comes later is heard as an event. */
    Map<String, Long> heads(Collection<String> ids) {
        return logs.heads(ids);
    }

    Function<Channels.Joined, Json.Writable> of(
            String user, Collection<Channels.Joined> joined, Map<String, Long> heads) {
        Map<String, Long> known = joined.stream()
                .map(one -> one.channel().id())
                .collect(Collectors.toMap(Function.identity(), id -> heads.getOrDefault(id, 0L)));
        Map<String, Long> unread = readMarks.unread(user, known);
        Map<String, Long> named = mentions.unread(user, known);
        Map<String, List<String>> people = channels.people(joined.stream()
                .map(Channels.Joined::channel)
                .filter(channel -> channel.kind().isPersonal())
                .map(Channel::id)
                .toList());
        Map<String, Account> faces =
                accounts
                        .findAll(people.values().stream()
                                .flatMap(List::stream)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Account::id, Function.identity()));
        return one -> json -> {
            String id = one.channel().id();
            one.channel().facts().writeTo(json);
            json.put("head", known.get(id))
                    .put("readSeq", one.member().readSeq())
                    .put("unread", unread.getOrDefault(id, 0L))
                    .put("mentions", named.getOrDefault(id, 0L))
                    .put("role", one.member().role().word())
                    .put("muted", one.member().isMuted())
                    .put("favourite", one.member().isFavourite());
            if (people.containsKey(id)) {
                json.put(
                        "members",
                        people.get(id).stream()
                                .filter(faces::containsKey)
                                .map(person -> faces.get(person).facts())
                                .toList());
            }
        };
    }

    Json.Writable of(String user, Channels.Joined one, Map<String, Long> heads) {
        return of(user, List.of(one), heads).apply(one);
    }

    /** As somebody sees it who could join. */
    Function<Channel, Json.Writable> toDiscover(Collection<Channel> found) {
        List<String> ids = found.stream().map(Channel::id).toList();
        Map<String, Long> heads = logs.heads(ids);
        Map<String, Long> counts = channels.memberCounts(ids);
        return channel -> json -> {
            channel.facts().writeTo(json);
            json.put("head", heads.getOrDefault(channel.id(), 0L))
                    .put("memberCount", counts.getOrDefault(channel.id(), 0L))
                    .put("joined", false);
        };
    }
}
