package dev.confab.presence;

import dev.confab.event.StatusFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What somebody has said of oneself last, whether it is over or not. */
@Entity
@Table(name = "user_status")
class UserStatus {
    @Id
    @Column(name = "user_id")
    private String user;

    private String state;

    @Column(name = "until_at")
    private Long until;

    private String emoji;
    private String text;

    @Column(name = "text_until")
    private Long textUntil;

    protected UserStatus() {}

    UserStatus(String user) {
        this.user = user;
    }

    void say(StatusFacts facts) {
        state = facts.state();
        until = millis(facts.until());
        emoji = facts.emoji();
        text = facts.text();
        textUntil = millis(facts.textUntil());
    }

    String user() {
        return user;
    }

    StatusFacts facts() {
        return new StatusFacts(state, instant(until), emoji, text, instant(textUntil));
    }

    private static Long millis(Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
