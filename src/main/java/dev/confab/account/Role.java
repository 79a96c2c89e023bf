package dev.confab.account;

import java.util.Locale;

/** What an account may do in the workspace. The first account is the owner. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** May look after other people's accounts and channels. */
    public boolean isAdministrative() {
        return this != MEMBER;
    }

    /** Or null, when the word means none. */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }
}
