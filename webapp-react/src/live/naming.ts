import { t } from "../lib/i18n";
import type { ChannelView } from "./views";
import type { Message, User } from "./wire";

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

/** Whether there is something in it that one wants to be told of. */
export const isNews = (channel: Pick<ChannelView, "muted" | "mentions" | "unread">) =>
  channel.muted ? channel.mentions > 0 : channel.unread > 0 || channel.mentions > 0;

/** What stands on its badge: what is said to us. In a conversation that is everything. */
export const badgeOf = (channel: Pick<ChannelView, "kind" | "muted" | "mentions" | "unread">) =>
  isDirect(channel) && !channel.muted ? channel.unread : channel.mentions;

export type SectionName = "unread" | "favourites" | "channels" | "direct" | "archived";

/**
 * The sidebar from top to bottom; in each section by what one reads. `current` stays among the unread ones where it was
 * found there, so that nothing jumps under the reader's hand.
 */
export function sectionsOf(
  channels: readonly ChannelView[],
  me: string,
  current: string | null = null,
): Record<SectionName, ChannelView[]> {
  const sections: Record<SectionName, ChannelView[]> = {
    unread: [],
    favourites: [],
    channels: [],
    direct: [],
    archived: [],
  };
  const titled = channels.map((channel) => ({ channel, title: titleOf(channel, me) }));
  for (const { channel } of titled.sort((a, b) => a.title.localeCompare(b.title)))
    sections[sectionOf(channel, current)].push(channel);
  return sections;
}

function sectionOf(channel: ChannelView, current: string | null): SectionName {
  if (channel.archived && !isDirect(channel)) return "archived";
  if (isNews(channel) || channel.id === current) return "unread";
  if (channel.favourite) return "favourites";
  return isDirect(channel) ? "direct" : "channels";
}

/** Whether it is for this reader: by name, or for everybody. */
export const namesReader = ({ mentions }: Pick<Message, "mentions">, me: string): boolean =>
  mentions?.some((name) => name === me || name === "channel" || name === "here") ?? false;
