package dev.confab.dev.talk;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A few lines that belong together. A speaker is a single letter, which anybody may play, or the username of the one
 * person who would say it.
 */
public record Dialogue(List<Line> lines) {

    /** One message. */
    public record Line(String speaker, String text) {}

    /** The letters that somebody must play. */
    public Set<String> roles() {
        Set<String> roles = speakers();
        roles.removeIf(speaker -> !isRole(speaker));
        return roles;
    }

    /** The people that must be there. */
    public Set<String> people() {
        Set<String> people = speakers();
        people.removeIf(Dialogue::isRole);
        return people;
    }

    static boolean isRole(String speaker) {
        return speaker.length() == 1;
    }

    private Set<String> speakers() {
        Set<String> speakers = new TreeSet<>();
        lines.forEach(line -> speakers.add(line.speaker()));
        return speakers;
    }
}
