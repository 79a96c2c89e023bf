package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Event;
import org.junit.jupiter.api.Test;

class EncodedTest {

    private static Encoded.Effect effect(Event event) {
        return Events.encoded("garden", 1, event).effect();
    }

    @Test
    void what_opens_and_closes_logs_says_which() {
        assertThat(effect(new Event.MemberLeft("bob", "member"))).isEqualTo(new Encoded.Effect.Removed("bob"));
        assertThat(effect(new Event.ChannelJoined("kitchen", 9))).isEqualTo(new Encoded.Effect.Follow("kitchen", 9));
        assertThat(effect(new Event.ChannelLeft("kitchen"))).isEqualTo(new Encoded.Effect.Unfollow("kitchen"));
        assertThat(effect(new Event.SessionEnded("s1"))).isEqualTo(new Encoded.Effect.End("s1"));
    }

    @Test
    void everything_else_moves_no_cursor() {
        assertThat(effect(new Event.MemberJoined("bob", "member"))).isEqualTo(new Encoded.Effect.None());
        assertThat(effect(new Event.ReadMoved("garden", 3))).isEqualTo(new Encoded.Effect.None());
    }

    @Test
    void one_frame_serves_all_but_the_author() {
        Encoded said = Events.encoded("garden", 1);
        assertThat(said.frameFor("bob")).isSameAs(said.frameFor("carl")).doesNotContain("clientId");
        assertThat(said.frameFor("ann")).contains("\"clientId\":\"c-1\"");
        assertThat(said.size()).isEqualTo(said.frameFor("bob").length());
    }
}
