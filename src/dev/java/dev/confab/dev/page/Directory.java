package dev.confab.dev.page;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.channel.Channel;
import dev.confab.channel.Channels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first people of the workspace, and the channels that they are in. */
@ApplicationScoped
class Directory {
    private static final int MOST_PEOPLE = 100;
    private static final int MOST_CHANNELS = 200;

    /** Where a flood can go: a channel with those who can post there. */
    record Room(String id, String label, List<String> members) {}

    @Inject
    private Accounts accounts;

    @Inject
    private Channels channels;

    List<Account> people() {
        return accounts.search("", "", MOST_PEOPLE);
    }

    /** Archived ones are left out: nobody can post there. */
    List<Room> rooms(List<Account> people) {
        Map<String, Room> rooms = new LinkedHashMap<>();
        for (Account person : people) {
            for (Channels.Joined joined : channels.joinedBy(person.id(), "", MOST_CHANNELS)) {
                Channel channel = joined.channel();
                if (!channel.isArchived()) {
                    rooms.computeIfAbsent(channel.id(), id -> new Room(id, label(channel, people), new ArrayList<>()))
                            .members()
                            .add(person.id());
                }
            }
        }
        return List.copyOf(rooms.values());
    }

    private String label(Channel channel, List<Account> people) {
        if (channel.kind() != Channel.Kind.DIRECT) {
            return "#" + channel.facts().name();
        }
        List<String> ids = channels.people(List.of(channel.id())).getOrDefault(channel.id(), List.of());
        List<String> names = people.stream()
                .filter(person -> ids.contains(person.id()))
                .map(Account::username)
                .toList();
        return "@" + String.join(" and ", names);
    }
}
