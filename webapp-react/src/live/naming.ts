import { t } from "../lib/en";
import type { ChannelView } from "./views";
import type { User } from "./wire";

/** What a conversation is called for this user: its name, or the others in it. */
export function titleOf(channel: Pick<ChannelView, "kind" | "name" | "people">, me: string): string {
  if (channel.name) return channel.name;
  const others = channel.people.filter((person) => person.id !== me);
  if (others.length > 0) return others.map((person) => person.displayName).join(", ");
  const [self] = channel.people;
  return self ? `${self.displayName} (${t.channel.you})` : "…";
}

export const isDirect = (channel: { kind: string }) => channel.kind === "direct" || channel.kind === "group";

/** With the sign in front, as in "#general". */
export const labelOf = (channel: Pick<ChannelView, "kind" | "name" | "people">, me: string) =>
  channel.kind === "public" ? `#${titleOf(channel, me)}` : titleOf(channel, me);

/** The one whose face stands for the conversation; a group has none. */
export function otherOf(channel: Pick<ChannelView, "kind" | "people">, me: string): User | undefined {
  if (channel.kind === "group") return undefined;
  return channel.people.find((person) => person.id !== me) ?? channel.people[0];
}

/** The conversation of two that one has with somebody. */
export const directWith = (channels: readonly ChannelView[], user: string, me: string) =>
  channels.find((channel) => channel.kind === "direct" && otherOf(channel, me)?.id === user);

/** Names first by what one reads: channels by name, conversations by person. */
export function inOrder(channels: readonly ChannelView[], me: string) {
  const byTitle = (a: ChannelView, b: ChannelView) => titleOf(a, me).localeCompare(titleOf(b, me));
  return {
    channels: channels.filter((c) => !isDirect(c) && !c.archived).sort(byTitle),
    direct: channels.filter(isDirect).sort(byTitle),
    archived: channels.filter((c) => !isDirect(c) && c.archived).sort(byTitle),
  };
}
