package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
}
