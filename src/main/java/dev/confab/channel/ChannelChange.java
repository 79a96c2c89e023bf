package dev.confab.channel;

/** What shall be different; null is "as it is". */
public record ChannelChange(String name, String topic, Boolean archived) {}
