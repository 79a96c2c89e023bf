package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Event;
import java.nio.charset.StandardCharsets;
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
    void one_encoding_serves_all_but_the_author() {
        Encoded said = Events.encoded("garden", 1);
        assertThat(said.jsonFor("bob")).isSameAs(said.jsonFor("carl"));
        assertThat(said.aloneFor("bob")).isSameAs(said.aloneFor("carl"));
        assertThat(text(said.jsonFor("bob"))).doesNotContain("clientId");
        assertThat(text(said.jsonFor("ann"))).contains("\"clientId\":\"c-1\"");
        assertThat(said.size()).isEqualTo(said.jsonFor("bob").length);
    }

    @Test
    void alone_it_is_a_whole_frame() {
        Encoded said = Events.encoded("garden", 1);
        assertThat(text(said.aloneFor("bob"))).endsWith("[" + text(said.jsonFor("bob")) + "]");
        assertThat(text(said.aloneFor("ann"))).endsWith("[" + text(said.jsonFor("ann")) + "]");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
