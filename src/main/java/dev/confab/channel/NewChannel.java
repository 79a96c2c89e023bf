package dev.confab.channel;

/** A channel that somebody wants; {@code name} for public and private ones, {@code other} for a direct one. */
public record NewChannel(Channel.Kind kind, String name, String topic, String other) {}
