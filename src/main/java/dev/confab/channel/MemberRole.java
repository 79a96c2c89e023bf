package dev.confab.channel;

import java.util.Locale;

/** What a member may do in its channel. Who creates a channel is its owner. */
public enum MemberRole {
    OWNER,
    ADMIN,
    MEMBER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** May rename and archive the channel, and remove members. */
    public boolean isAdministrative() {
        return this != MEMBER;
    }

    /** Or null, when the word means none. */
    public static MemberRole of(String word) {
        for (MemberRole role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }
}
