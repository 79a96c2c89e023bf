/**
 * Channels and who is in them. A channel is found through a membership: whoever has none is told that there is no
 * such channel, unless it is public.
 *
 * <p>{@link dev.confab.channel.Channels} is the one door that makes a {@link dev.confab.channel.Membership}; what
 * people say in a channel is not known here.
 */
package dev.confab.channel;
