package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.event.Event;
import dev.confab.event.Message;
import dev.confab.ops.Inert;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupTransactionTest {
    private static final Logger QUIET = Logger.getLogger(GroupTransaction.class.getName());

    static {
        QUIET.setLevel(Level.OFF); // the failures are meant
    }

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T12:00:00.123456Z"), ZoneOffset.UTC);

    private record Doing(
            Collection<String> logs,
            Function<Transaction, Object> what,
            Map<Lookup<?>, Set<String>> questions,
            boolean isPlain,
            boolean isToBeLookedUp)
            implements Change<Object> {
        @Override
        public Object write(Transaction tx) {
            return what.apply(tx);
        }

        Doing plain() {
            return new Doing(logs, what, questions, true, isToBeLookedUp);
        }

        Doing asking(Lookup<?> lookup, String... keys) {
            return new Doing(logs, what, Map.of(lookup, Set.of(keys)), isPlain, isToBeLookedUp);
        }

        Doing onlyWithAnswers() {
            return new Doing(logs, what, questions, isPlain, true);
        }
    }

    private static final H2 DATABASE = new H2();

    private final H2 database = DATABASE;
    private final LogStore store = new LogStore(database.pool());
    private final GroupTransaction transaction =
            new GroupTransaction(database.jta(), Inert.of(EntityManager.class), store, own(store), CLOCK);

    /** For which no time passes. */
    private static WriterConnection own(LogStore store) {
        return new WriterConnection(store, () -> 0);
    }

    private static Doing says(String log) {
        return doing(
                log,
                tx -> tx.append(log, "ann", "c-" + tx.head(log), seq -> new Event.ReadMoved(log, seq))
                        .seq());
    }

    private static Doing doing(String log, Function<Transaction, Object> what) {
        return new Doing(List.of(log), what, Map.of(), false, false);
    }

    @BeforeEach
    void a_garden() throws Exception {
        database.run("DELETE FROM log_head WHERE id <> 'workspace'; DELETE FROM event; DELETE FROM member");
        database.run("INSERT INTO log_head (id, seq, fence) VALUES ('garden', 7, 3), ('kitchen', 0, 0)");
    }

    private List<String> heads() throws SQLException {
        return database.rows("SELECT id, seq, fence FROM log_head WHERE id <> 'workspace' ORDER BY id");
    }

    private List<String> events() throws SQLException {
        return database.rows("SELECT log_id, seq, kind, actor, client_id FROM event ORDER BY log_id, seq");
    }

    @Test
    void a_group_writes_events_and_heads_in_one_go() throws Exception {
        GroupTransaction.Written written = transaction.write(List.of(says("garden"), says("kitchen"), says("garden")));
        assertThat(written.results()).containsExactly(8L, 1L, 9L);
        assertThat(events())
                .containsExactly(
                        "garden 8 read.moved ann c-7", "garden 9 read.moved ann c-8", "kitchen 1 read.moved ann c-0");
        assertThat(heads()).containsExactly("garden 9 3", "kitchen 1 0");
    }

    @Test
    void what_is_written_is_read_back_the_same() throws Exception {
        GroupTransaction.Written written = transaction.write(List.of(says("kitchen"), says("kitchen")));
        Slice slice = new LogReader(store).read("kitchen", 0, 10);
        assertThat(slice.entries()).isEqualTo(written.entries());
        assertThat(slice.entries().getFirst().at()).isEqualTo(Instant.parse("2026-02-03T12:00:00.123Z"));
        assertThat(new LogReader(store).read("kitchen", 0, 1).entries()).hasSize(1);
        assertThat(new LogReader(store).read("kitchen", 1, 10).entries()).hasSize(1);
        assertThat(new LogReader(store).read("kitchen", 2, 10).entries()).isEmpty();
    }

    @Test
    void what_is_cut_off_is_seen_to_be_cut_off() throws Exception {
        transaction.write(List.of(says("kitchen"), says("kitchen"), says("kitchen")));
        database.run("DELETE FROM event WHERE log_id = 'kitchen' AND seq <= 2");
        assertThat(new LogReader(store).read("kitchen", 0, 10).isCut()).isTrue();
        assertThat(new LogReader(store).read("kitchen", 2, 10).entries()).hasSize(1);
    }

    @Test
    void a_change_that_throws_leaves_nothing_of_its_group() throws Exception {
        Doing broken = doing("garden", tx -> {
            tx.append("garden", "bob", new Event.ChannelLeft("x"));
            throw new IllegalArgumentException("no");
        });
        assertThatThrownBy(() -> transaction.write(List.of(says("kitchen"), broken)))
                .isInstanceOf(GroupFailure.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(events()).isEmpty();
        assertThat(heads()).containsExactly("garden 7 3", "kitchen 0 0");
        assertThat(transaction.write(List.of(says("garden"))).results()).containsExactly(8L);
    }

    @Test
    void an_error_of_a_change_is_rolled_back_like_an_exception() throws Exception {
        Doing bottomless = doing("garden", tx -> {
            throw new StackOverflowError();
        });
        assertThatThrownBy(() -> transaction.write(List.of(bottomless)))
                .isInstanceOf(GroupFailure.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(transaction.write(List.of(says("garden"))).results()).containsExactly(8L);
    }

    @Test
    void rows_and_fences_are_written_with_the_events() throws Exception {
        transaction.write(List.of(doing("garden", tx -> {
            tx.append("garden", "ann", new Event.MemberLeft("bob", "member"));
            tx.fence("garden");
            tx.batch(
                    "INSERT INTO member (channel_id, user_id, role, joined_at, read_seq) VALUES (?, ?, 'MEMBER', 0, 0)",
                    "garden",
                    "ann");
            return null;
        })));
        assertThat(heads()).containsExactly("garden 8 8", "kitchen 0 0");
        assertThat(database.rows("SELECT user_id FROM member")).containsExactly("ann");
    }

    @Test
    void a_log_that_begins_is_there_from_then_on() throws Exception {
        transaction.write(List.of(doing("workspace", tx -> {
            tx.begin("attic");
            return tx.append("attic", "ann", new Event.MemberJoined("ann", "owner"));
        })));
        assertThat(heads()).containsExactly("attic 1 0", "garden 7 3", "kitchen 0 0");
        assertThat(transaction.write(List.of(says("attic"))).results()).containsExactly(2L);
    }

    @Test
    void plain_groups_go_on_from_where_the_last_one_ended() throws Exception {
        List<Long> seen = new ArrayList<>();
        Doing looks = doing("garden", tx -> {
                    seen.add(tx.head("garden"));
                    return tx.append("garden", "ann", new Event.ChannelLeft("x"))
                            .seq();
                })
                .plain();
        assertThat(transaction.write(List.of(looks, looks)).results()).containsExactly(8L, 9L);
        assertThat(transaction.write(List.of(says("garden"))).results()).containsExactly(10L);
        assertThat(transaction.write(List.of(looks)).results()).containsExactly(11L);
        assertThat(seen).containsExactly(7L, 8L, 10L);
        assertThat(heads()).containsExactly("garden 11 3", "kitchen 0 0");
    }

    @Test
    void a_head_that_another_node_has_moved_is_read_again() throws Exception {
        List<String> seen = new ArrayList<>();
        Doing looks = doing("garden", tx -> {
                    seen.add(tx.head("garden") + " " + tx.isFencedAfter("garden", 10));
                    return tx.append("garden", "ann", new Event.ChannelLeft("x"))
                            .seq();
                })
                .plain();
        assertThat(transaction.write(List.of(looks, says("kitchen").plain())).results())
                .containsExactly(8L, 1L);
        database.run("UPDATE log_head SET seq = 20, fence = 15 WHERE id = 'garden'");
        assertThat(transaction.write(List.of(says("kitchen").plain(), looks)).results())
                .containsExactly(2L, 21L);
        database.run("UPDATE log_head SET fence = 21 WHERE id = 'garden'");
        assertThat(transaction.write(List.of(looks)).results()).containsExactly(22L);
        assertThat(seen)
                .containsExactly(
                        "7 false", "8 false", "20 true", "21 true", "21 true"); // at last the fence alone moved
        assertThat(events())
                .containsExactly(
                        "garden 8 channel.left ann null",
                        "garden 21 channel.left ann null",
                        "garden 22 channel.left ann null",
                        "kitchen 1 read.moved ann c-0",
                        "kitchen 2 read.moved ann c-1");
        assertThat(heads()).containsExactly("garden 22 21", "kitchen 2 0");
    }

    @Test
    void a_log_that_is_gone_is_a_failure_whatever_was_known_of_it() throws Exception {
        transaction.write(List.of(says("garden").plain()));
        database.run("DELETE FROM log_head WHERE id = 'garden'");
        assertThatThrownBy(() -> transaction.write(List.of(says("garden").plain())))
                .isInstanceOf(GroupFailure.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_a_failed_commit_would_have_moved_is_not_taken_for_moved() throws Exception {
        transaction.write(List.of(says("garden").plain()));
        database.loseAtCommit(new SQLException("gone", "08S01"), false);
        assertThatThrownBy(() -> transaction.write(List.of(says("garden").plain())))
                .isInstanceOf(GroupFailure.class);
        assertThat(transaction.write(List.of(says("garden").plain())).results()).containsExactly(9L);
    }

    @Test
    void a_plain_group_looks_up_only_what_a_key_has_refused() throws Exception {
        List<Collection<String>> asked = new ArrayList<>();
        Lookup<String> attics = (keys, db) -> {
            asked.add(keys);
            return Map.of("attic", "since ever");
        };
        Doing begins = doing("kitchen", tx -> {
                    if (tx.found(attics, "attic") != null) {
                        return tx.found(attics, "attic");
                    }
                    tx.batch("INSERT INTO log_head (id, seq, fence) VALUES (?, 0, 0)", "attic");
                    return "new";
                })
                .asking(attics, "attic")
                .plain();
        assertThat(transaction.write(List.of(begins)).results()).containsExactly("new");
        assertThat(asked).isEmpty();
        assertThat(transaction
                        .write(List.of(
                                says("garden").plain(), begins, says("garden").plain()))
                        .results())
                .containsExactly(8L, "since ever", 9L);
        assertThat(asked).hasSize(1);
        assertThat(heads()).containsExactly("attic 0 0", "garden 9 3", "kitchen 0 0");
        assertThat(events()).hasSize(2);
    }

    @Test
    void a_key_that_refuses_what_no_lookup_explains_is_a_failure() throws Exception {
        Doing kitchen = doing("garden", tx -> {
            tx.batch("INSERT INTO log_head (id, seq, fence) VALUES (?, 0, 0)", "kitchen");
            return tx.append("garden", "ann", new Event.ChannelLeft("x")).seq();
        });
        assertThatThrownBy(() -> transaction.write(List.of(kitchen.plain()))).isInstanceOf(GroupFailure.class);
        assertThat(events()).isEmpty();
        assertThat(transaction.write(List.of(says("garden").plain())).results()).containsExactly(8L);
    }

    @Test
    void one_lookup_answers_for_the_whole_group() throws Exception {
        List<Collection<String>> asked = new ArrayList<>();
        Lookup<String> names = (keys, db) -> {
            asked.add(new TreeSet<>(keys));
            return Map.of("a", "found");
        };
        Function<Transaction, Object> look = tx -> tx.found(names, "a") + " " + tx.found(names, "b");
        Doing tells = doing("garden", tx -> {
            tx.remember(names, "b", "told");
            return null;
        });
        GroupTransaction.Written written = transaction.write(List.of(
                doing("garden", look).asking(names, "a"),
                tells.asking(names, "b"),
                doing("garden", look).asking(names, "a")));
        assertThat(asked).containsExactly(new TreeSet<>(List.of("a", "b")));
        assertThat(written.results()).containsExactly("found null", null, "found told");
    }

    @Test
    void what_must_know_first_is_not_tried_before() throws Exception {
        List<Collection<String>> asked = new ArrayList<>();
        Lookup<String> roots = (keys, db) -> {
            asked.add(new TreeSet<>(keys));
            return Map.of("rose", "red", "tulip", "white");
        };
        int[] tries = {0};
        Doing replies = doing("garden", tx -> {
            tries[0]++;
            return tx.found(roots, "rose") + " " + tx.found(roots, "tulip");
        });
        assertThat(transaction
                        .write(List.of(
                                says("garden").plain(),
                                replies.asking(roots, "rose", "tulip").plain().onlyWithAnswers()))
                        .results())
                .containsExactly(8L, "red white");
        assertThat(asked).containsExactly(new TreeSet<>(List.of("rose", "tulip")));
        assertThat(tries[0]).isOne();
    }

    @Test
    void a_commit_that_was_carried_out_although_the_connection_broke_counts() throws Exception {
        database.loseAtCommit(new SQLException("gone", "08S01"), true);
        assertThat(transaction.write(List.of(says("garden"))).results()).containsExactly(8L);
        assertThat(events()).hasSize(1);
    }

    @Test
    void a_commit_that_was_not_carried_out_failed() throws Exception {
        database.loseAtCommit(new SQLException("gone", "08S01"), false);
        assertThatThrownBy(() -> transaction.write(List.of(says("garden")))).isInstanceOf(GroupFailure.class);
        assertThat(events()).isEmpty();
    }

    @Test
    void somebody_elses_event_in_our_place_is_not_taken_for_ours() throws Exception {
        database.loseAtCommit(
                new SQLException("gone", "08S01"),
                false,
                "INSERT INTO event VALUES ('garden', 8, 'channel.left', 0, 'bob', '{}', NULL)");
        assertThatThrownBy(() -> transaction.write(List.of(says("garden")))).isInstanceOf(GroupFailure.class);
        assertThat(events()).containsExactly("garden 8 channel.left bob null");
    }

    @Test
    void plain_groups_are_written_on_one_connection_that_stays() throws Exception {
        int before = database.taken();
        assertThat(transaction
                        .write(List.of(says("garden").plain(), says("kitchen").plain()))
                        .results())
                .containsExactly(8L, 1L);
        assertThat(transaction.write(List.of(says("garden").plain())).results()).containsExactly(9L);
        assertThat(events()).hasSize(3);
        assertThat(heads()).containsExactly("garden 9 3", "kitchen 1 0");
        assertThat(database.taken()).isEqualTo(before + 1);
    }

    @Test
    void one_change_that_is_not_plain_takes_its_group_into_jta() throws Exception {
        int before = database.taken();
        transaction.write(List.of(says("garden").plain(), says("garden")));
        assertThat(database.taken()).isEqualTo(before);
        assertThat(events()).hasSize(2);
        assertThat(transaction.write(List.of(says("garden").plain())).results()).containsExactly(10L);
    }

    @Test
    void a_plain_group_after_jta_is_written_whole_or_not_at_all() throws Exception {
        Doing half = doing("garden", tx -> {
                    tx.append("garden", "ann", new Event.ChannelLeft("x"));
                    tx.batch(
                            "INSERT INTO member (channel_id, user_id, role, joined_at, read_seq)"
                                    + " VALUES (?, 'ann', 'MEMBER', 0, 0)",
                            "garden");
                    tx.batch("INSERT INTO member (channel_id) VALUES (?)", "kitchen");
                    return null;
                })
                .plain();
        transaction.write(List.of(says("garden").plain()));
        transaction.write(List.of(says("garden")));
        assertThatThrownBy(() -> transaction.write(List.of(half))).isInstanceOf(GroupFailure.class);
        assertThat(database.rows("SELECT user_id FROM member")).isEmpty();
        transaction.write(List.of(says("garden").plain()));
        assertThat(heads()).containsExactly("garden 10 3", "kitchen 0 0");
    }

    @Test
    void jta_finds_no_connection_of_the_writers_own() throws Exception {
        transaction.write(List.of(says("garden").plain()));
        int before = database.taken();
        transaction.write(List.of(says("garden")));
        transaction.write(List.of(says("garden").plain()));
        assertThat(database.taken()).isEqualTo(before + 1);
    }

    @Test
    void a_plain_change_that_throws_leaves_nothing_of_its_group_and_no_lock() throws Exception {
        Doing broken = doing("garden", tx -> {
                    throw new StackOverflowError();
                })
                .plain();
        assertThatThrownBy(() -> transaction.write(List.of(says("garden").plain(), broken)))
                .isInstanceOf(GroupFailure.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(events()).isEmpty();
        assertThat(transaction.write(List.of(says("garden"))).results()).containsExactly(8L);
        assertThat(transaction.write(List.of(says("garden").plain())).results()).containsExactly(9L);
    }

    @Test
    void a_plain_commit_that_was_carried_out_although_the_connection_broke_counts() throws Exception {
        database.loseAtCommit(new SQLException("gone", "08S01"), true);
        assertThat(transaction.write(List.of(says("garden").plain())).results()).containsExactly(8L);
        assertThat(events()).hasSize(1);
        assertThat(transaction.write(List.of(says("garden").plain())).results()).containsExactly(9L);
    }

    @Test
    void a_plain_commit_that_was_not_carried_out_failed() throws Exception {
        database.loseAtCommit(new SQLException("gone", "08S01"), false);
        assertThatThrownBy(() -> transaction.write(List.of(says("garden").plain())))
                .isInstanceOf(GroupFailure.class);
        assertThat(events()).isEmpty();
    }

    @Test
    void a_commit_of_which_nobody_can_say_what_became_is_not_tried_again() throws Exception {
        H2 lost = new H2();
        lost.run("INSERT INTO log_head (id, seq, fence) VALUES ('garden', 7, 3)");
        LogStore store = new LogStore(lost.pool());
        GroupTransaction transaction =
                new GroupTransaction(lost.jta(), Inert.of(EntityManager.class), store, own(store), CLOCK);
        transaction.write(List.of(says("garden").plain()));
        lost.loseAtCommit(new SQLException("gone", "08S01"), true);
        lost.beGone();
        assertThatThrownBy(() -> transaction.write(List.of(says("garden").plain())))
                .isInstanceOfSatisfying(GroupFailure.class, failure -> {
                    assertThat(failure.isTransient()).isFalse();
                    assertThat(failure.isOutage()).isTrue();
                });
    }

    @Test
    void heads_are_told_for_logs_that_exist() throws Exception {
        assertThat(store.heads(List.of("garden", "nowhere", "kitchen")))
                .containsOnly(Map.entry("garden", 7L), Map.entry("kitchen", 0L));
        assertThat(store.heads(List.of())).isEmpty();
    }

    @Test
    void a_log_that_does_not_exist_is_not_locked_and_not_written() {
        assertThatThrownBy(() -> transaction.write(List.of(says("nowhere"))))
                .isInstanceOf(GroupFailure.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_a_deleted_message_said_is_taken_out_of_the_log_and_nothing_else_is() throws Exception {
        transaction.write(List.of(doing("kitchen", tx -> {
            tx.append("kitchen", "ann", new Event.MessagePosted(message("m1", "a secret")));
            tx.append("kitchen", "ann", new Event.MessagePosted(message("m2", "about \"id\":\"m1\" itself")));
            tx.append("kitchen", "ann", new Event.MessageEdited(message("m1", "the same secret")));
            return tx.append("kitchen", "ann", new Event.MemberRole("m1", "admin"));
        })));
        transaction.write(List.of(doing("kitchen", tx -> {
            tx.redact("kitchen", 1, 3, "m1", json -> json.put("id", "m1"));
            return tx.append("kitchen", "ann", new Event.ChannelLeft("x"));
        })));
        List<String> bodies = database.rows("SELECT body FROM event WHERE log_id = 'kitchen' ORDER BY seq");
        assertThat(bodies.get(0)).isEqualTo("{\"id\":\"m1\"}");
        assertThat(bodies.get(1)).contains("itself");
        assertThat(bodies.get(2)).isEqualTo("{\"id\":\"m1\"}");
        assertThat(bodies.get(3)).contains("admin");
    }

    @Test
    void nothing_is_taken_out_of_a_log_that_nobody_locked() {
        assertThatThrownBy(() -> transaction.write(List.of(doing("kitchen", tx -> {
                    tx.redact("garden", 1, 3, "m1", json -> {});
                    return null;
                }))))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private static Message message(String id, String text) {
        return new Message(id, "kitchen", 1, "ann", text, Instant.EPOCH);
    }
}
