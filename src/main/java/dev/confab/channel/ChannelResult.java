package dev.confab.channel;

/** What becomes of something that is asked of a channel. */
public sealed interface ChannelResult {
    record Created(Channel channel) implements ChannelResult {}

    /** It is there already, or is so already. */
    record Existing(Channel channel) implements ChannelResult {}

    record Done(Channel channel) implements ChannelResult {}

    /** There is no such channel, as far as this user may know. */
    record Unknown() implements ChannelResult {}

    record NoSuchUser() implements ChannelResult {}

    record NotAllowed(String why) implements ChannelResult {}

    record NameTaken() implements ChannelResult {}

    /** A cap is reached; {@code what} says which. */
    record Full(String what) implements ChannelResult {}
}
