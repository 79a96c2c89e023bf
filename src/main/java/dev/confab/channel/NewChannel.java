package dev.confab.channel;

import java.util.List;

/**
 * A channel that somebody wants; {@code name} for public and private ones, {@code others} for direct and group ones:
 * everybody in it but who begins it, or that one alone for notes to oneself.
 */
public record NewChannel(Channel.Kind kind, String name, String topic, List<String> others) {}
