package dev.confab.channel;

import dev.confab.log.PlainQueries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class ChannelStore {
    /** A channel as its member sees it. */
    record Joined(Channel channel, Member member) {}

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    @Inject
    private PlainQueries queries;

    void add(Channel channel) {
        entities.persist(channel);
        entities.flush(); // a name that another node has taken meanwhile fails here, in this change
    }

    void add(Member member) {
        entities.persist(member);
    }

    void remove(Member member) {
        entities.remove(entities.contains(member) ? member : entities.merge(member));
    }

    Optional<Channel> find(String id) {
        return Optional.ofNullable(entities.find(Channel.class, id));
    }

    Optional<Channel> identified(String identity) {
        return entities.createQuery("SELECT c FROM Channel c WHERE c.identity = :identity", Channel.class)
                .setParameter("identity", identity)
                .getResultStream()
                .findFirst();
    }

    Optional<Member> member(String channel, String user) {
        return Optional.ofNullable(entities.find(Member.class, new Member.Key(channel, user)));
    }

    Optional<Joined> joined(String channel, String user) {
        return entities.createQuery(
                        "SELECT c, m FROM Member m JOIN Channel c ON c.id = m.channelId"
                                + " WHERE m.channelId = :channel AND m.userId = :user",
                        Object[].class)
                .setParameter("channel", channel)
                .setParameter("user", user)
                .getResultStream()
                .findFirst()
                .map(row -> new Joined((Channel) row[0], (Member) row[1]));
    }

    /** The user's channels by id, after the one of the page before. */
    List<Joined> joinedBy(String user, String after, int limit) {
        return entities.createQuery(
                        "SELECT c, m FROM Member m JOIN Channel c ON c.id = m.channelId"
                                + " WHERE m.userId = :user AND m.channelId > :after ORDER BY m.channelId",
                        Object[].class)
                .setParameter("user", user)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> new Joined((Channel) row[0], (Member) row[1]))
                .toList();
    }

    List<String> channelsOf(String user) {
        return entities.createQuery(
                        "SELECT m.channelId FROM Member m WHERE m.userId = :user ORDER BY m.channelId", String.class)
                .setParameter("user", user)
                .getResultList();
    }

    /** By user, and then by channel. */
    @Transactional(Transactional.TxType.SUPPORTS)
    Map<String, Map<String, Long>> memberSince(Collection<String> users) {
        Map<String, Map<String, Long>> since = new HashMap<>();
        if (users.isEmpty()) {
            return since;
        }
        record Joining(String user, String channel, long seq) {}
        queries.rows(
                        "SELECT user_id, channel_id, joined_seq FROM member WHERE user_id IN ("
                                + PlainQueries.marks(users.size()) + ") ORDER BY user_id, channel_id",
                        row -> new Joining(row.getString(1), row.getString(2), row.getLong(3)),
                        users.toArray())
                .forEach(joining -> since.computeIfAbsent(joining.user(), user -> new LinkedHashMap<>())
                        .put(joining.channel(), joining.seq()));
        return since;
    }

    /** What keeps the user from writing to the other one, if it is a direct channel. */
    Bar bar(Channel channel, String user) {
        return channel.besides(user).map(other -> bar(user, other)).orElse(Bar.NONE);
    }

    Bar bar(String user, String other) {
        List<?> blocking = entities.createNativeQuery(
                        "SELECT user_id FROM blocked WHERE user_id = ?1 AND blocked_id = ?2"
                                + " OR user_id = ?2 AND blocked_id = ?1")
                .setParameter(1, user)
                .setParameter(2, other)
                .getResultList();
        if (blocking.contains(user)) {
            return Bar.OWN;
        }
        return blocking.isEmpty() ? Bar.NONE : Bar.OTHERS;
    }

    /** Of these people, those who are in the channel. */
    List<String> membersAmong(String channel, Collection<String> users) {
        return users.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "SELECT m.userId FROM Member m WHERE m.channelId = :channel AND m.userId IN :users",
                                String.class)
                        .setParameter("channel", channel)
                        .setParameter("users", users)
                        .getResultList();
    }

    long countChannelsOf(String user) {
        return entities.createQuery("SELECT COUNT(m) FROM Member m WHERE m.userId = :user", Long.class)
                .setParameter("user", user)
                .getSingleResult();
    }

    long countMembersOf(String channel) {
        return entities.createQuery("SELECT COUNT(m) FROM Member m WHERE m.channelId = :channel", Long.class)
                .setParameter("channel", channel)
                .getSingleResult();
    }

    /** By user id, after the one of the page before. */
    List<Member> membersOf(String channel, String after, int limit) {
        return entities.createQuery(
                        "SELECT m FROM Member m WHERE m.channelId = :channel AND m.userId > :after ORDER BY m.userId",
                        Member.class)
                .setParameter("channel", channel)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Admins first, then the longest there. */
    Optional<Member> heir(String channel, String leaving) {
        return entities.createQuery(
                        "SELECT m FROM Member m WHERE m.channelId = :channel AND m.userId <> :leaving"
                                + " ORDER BY m.role, m.joinedAt, m.userId",
                        Member.class)
                .setParameter("channel", channel)
                .setParameter("leaving", leaving)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    long countOwners(String channel) {
        return entities.createQuery(
                        "SELECT COUNT(m) FROM Member m WHERE m.channelId = :channel AND m.role = 'OWNER'", Long.class)
                .setParameter("channel", channel)
                .getSingleResult();
    }

    /** Public channels that the user could join and whose name contains the text, by name; archived ones are left out. */
    @SuppressWarnings("unchecked") // the query names the class of its results
    List<Channel> discover(String user, String text, String after, int limit) {
        // Native: on H2 EclipseLink writes a boolean beside a function into the statement as 0, which H2 does not
        // compare.
        return entities.createNativeQuery(
                        "SELECT * FROM channel WHERE kind = 'PUBLIC' AND archived = FALSE AND identity > ?1"
                                + " AND LOCATE(?2, SUBSTRING(identity, 2)) > 0 AND NOT EXISTS (SELECT 1 FROM member"
                                + " WHERE member.channel_id = channel.id AND member.user_id = ?3) ORDER BY identity",
                        Channel.class)
                .setParameter(1, Channel.named(after))
                .setParameter(2, text.toLowerCase(Locale.ROOT))
                .setParameter(3, user)
                .setMaxResults(limit)
                .getResultList();
    }

    List<Channel> joinedNamed(String user, String text, int limit) {
        return entities.createQuery(
                        "SELECT c FROM Member m JOIN Channel c ON c.id = m.channelId WHERE m.userId = :user"
                                + " AND c.name IS NOT NULL AND LOCATE(:text, LOWER(c.name)) > 0 ORDER BY c.id",
                        Channel.class)
                .setParameter("user", user)
                .setParameter("text", text.toLowerCase(Locale.ROOT))
                .setMaxResults(limit)
                .getResultList();
    }

    List<String> allAfter(String channel, int limit) {
        return entities.createQuery("SELECT c.id FROM Channel c WHERE c.id > :after ORDER BY c.id", String.class)
                .setParameter("after", channel)
                .setMaxResults(limit)
                .getResultList();
    }

    Map<String, Long> memberCounts(Collection<String> channels) {
        Map<String, Long> counts = new HashMap<>();
        if (!channels.isEmpty()) {
            entities.createQuery(
                            "SELECT m.channelId, COUNT(m) FROM Member m WHERE m.channelId IN :channels GROUP BY m.channelId",
                            Object[].class)
                    .setParameter("channels", channels)
                    .getResultStream()
                    .forEach(row -> counts.put((String) row[0], (Long) row[1]));
        }
        return counts;
    }

    /** The people of each channel; for those that have few. */
    Map<String, List<String>> people(Collection<String> channels) {
        Map<String, List<String>> people = new HashMap<>();
        if (!channels.isEmpty()) {
            entities.createQuery(
                            "SELECT m.channelId, m.userId FROM Member m WHERE m.channelId IN :channels ORDER BY m.userId",
                            Object[].class)
                    .setParameter("channels", channels)
                    .getResultStream()
                    .forEach(row -> people.computeIfAbsent((String) row[0], ignored -> new java.util.ArrayList<>())
                            .add((String) row[1]));
        }
        return people;
    }
}
