package dev.confab.dev.seed;

import dev.confab.channel.ChannelChange;
import java.time.Instant;

/** Something that somebody did at some time of the year. People go by their usernames. */
sealed interface Deed {
    Instant at();

    record Arrive(Instant at, Person person) implements Deed {}

    /** Becomes an admin of the workspace. */
    record Promote(Instant at, Person person) implements Deed {}

    /** The account is deactivated. */
    record Depart(Instant at, Person person) implements Deed {}

    record Open(Instant at, Place place) implements Deed {}

    record Join(Instant at, Place place, String member) implements Deed {}

    record Leave(Instant at, Place place, String member) implements Deed {}

    record Rework(Instant at, Place place, ChannelChange change) implements Deed {}

    /** Each one is itself, also when two say the same: {@code clientId} differs. */
    record Say(Instant at, Place place, String author, String clientId, String text) implements Deed {}

    record Edit(Instant at, Say said, String text) implements Deed {}

    record Delete(Instant at, Say said) implements Deed {}

    /** Reads all that is there. */
    record Read(Instant at, Place place, String reader) implements Deed {}
}
