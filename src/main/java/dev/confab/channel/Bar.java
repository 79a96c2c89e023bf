package dev.confab.channel;

/** What keeps a member from writing to the other one of a direct channel. */
public enum Bar {
    NONE(null),
    OWN("You have blocked this person."),
    OTHERS("This person takes no direct messages from you.");

    private final String why;

    Bar(String why) {
        this.why = why;
    }

    /** Null for nothing. */
    public String why() {
        return why;
    }
}
