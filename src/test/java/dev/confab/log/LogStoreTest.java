package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogStoreTest {

    /** It does so only for an order that names all of the key. */
    @Test
    void h2_reads_a_page_of_a_log_from_its_place_on_and_does_not_sort_the_rest() throws SQLException {
        var asked = new ArrayList<String>();
        try (var db = new H2().connect()) {
            var listening = H2.proxy(Connection.class, (method, args) -> {
                if (method.getName().equals("prepareStatement")) {
                    asked.add((String) args[0]);
                }
                return method.invoke(db, args);
            });
            assertThat(new LogStore().after("garden", 7, 200, false, listening)).isEmpty();
            try (var plan = db.prepareStatement("EXPLAIN " + asked.getFirst())) {
                plan.setString(1, "garden");
                plan.setLong(2, 7);
                plan.setInt(3, 200);
                var rows = plan.executeQuery();
                rows.next();
                assertThat(rows.getString(1)).contains("PRIMARY_KEY").contains("index sorted");
            }
        }
    }

    @Test
    void several_logs_are_read_by_one_question_each_in_order_and_so_far() throws SQLException {
        var h2 = new H2();
        for (var log : List.of("garden", "cellar", "other")) {
            for (var seq : List.of(3, 1, 4, 2, 5)) {
                h2.run("INSERT INTO event (log_id, seq, kind, created_at, actor, body) VALUES ('" + log + "', " + seq
                        + ", 'channel.left', 0, 'ann', '{}')");
            }
        }
        try (var db = h2.connect()) {
            var found = new LogStore().after(Map.of("garden", 1L, "cellar", 4L, "empty", 0L), 3, db);
            assertThat(found.keySet()).containsExactlyInAnyOrder("garden", "cellar");
            assertThat(found.get("garden")).extracting(Entry::seq).containsExactly(2L, 3L, 4L);
            assertThat(found.get("cellar")).extracting(Entry::seq).containsExactly(5L);
        }
    }
}
