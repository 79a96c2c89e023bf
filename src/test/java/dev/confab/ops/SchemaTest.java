package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void a_database_that_flushes_at_each_commit_is_trusted() {
        assertThat(Schema.forgetfulness(1, true, 1)).isEmpty();
        assertThat(Schema.forgetfulness(1, false, 0))
                .as("a binlog that is not there loses nothing")
                .isEmpty();
    }

    @Test
    void each_way_to_forget_a_commit_is_named() {
        assertThat(Schema.forgetfulness(2, false, 1))
                .singleElement()
                .asString()
                .contains("innodb_flush_log_at_trx_commit");
        assertThat(Schema.forgetfulness(1, true, 0)).singleElement().asString().contains("sync_binlog");
        assertThat(Schema.forgetfulness(0, true, 1_000)).hasSize(2);
    }
}
