package dev.confab.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private final Entry posted = new Entry("garden", 3, "message.posted", NOON, "ann", "{\"id\":\"m1\"}", "c-1");
    private final Entry joined = new Entry("garden", 4, "member.joined", NOON, "ann", "{\"user\":\"bob\"}", null);

    @Test
    void a_frame_names_log_seq_kind_time_actor_and_body() {
        assertThat(joined.frame())
                .isEqualTo("{\"type\":\"event\",\"log\":\"garden\",\"seq\":4,\"kind\":\"member.joined\","
                        + "\"at\":\"2026-02-03T12:00:00.000Z\",\"actor\":\"ann\",\"body\":{\"user\":\"bob\"}}");
    }

    @Test
    void only_the_author_sees_the_client_id() {
        assertThat(posted.frame()).doesNotContain("c-1").doesNotContain("clientId");
        assertThat(posted.bodyFor("bob")).isEqualTo("{\"id\":\"m1\"}");
        assertThat(posted.bodyFor("ann")).isEqualTo("{\"id\":\"m1\",\"clientId\":\"c-1\"}");
        assertThat(posted.frameForAuthor()).endsWith(",\"body\":{\"id\":\"m1\",\"clientId\":\"c-1\"}}");
    }

    @Test
    void a_frame_is_private_to_the_author_of_a_message_and_to_nobody_else() {
        assertThat(posted.isPrivateTo("ann")).isTrue();
        assertThat(posted.isPrivateTo("bob")).isFalse();
        assertThat(joined.isPrivateTo("ann")).isFalse();
    }

    @Test
    void a_hostile_client_id_cannot_leave_its_quotes() {
        Entry hostile = new Entry("garden", 3, "message.posted", NOON, "ann", "{\"id\":\"m1\"}", "\",\"x\":\"");
        assertThat(hostile.bodyFor("ann")).isEqualTo("{\"id\":\"m1\",\"clientId\":\"\\\",\\\"x\\\":\\\"\"}");
    }
}
