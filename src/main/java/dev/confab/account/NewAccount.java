package dev.confab.account;

/** What somebody who signs up asks for; the fields have been checked for their form. */
public record NewAccount(String username, String email, String displayName, String password) {

    /** The password stays out of every log. */
    @Override
    public String toString() {
        return "NewAccount[" + username + "]";
    }
}
