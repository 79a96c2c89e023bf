import { isDirect } from "../../live/naming";
import type { ChannelView } from "../../live/views";

export const KEYS = ["from", "in", "has", "is", "before", "after", "on"] as const;
export type Key = (typeof KEYS)[number];

/** What the server knows of a message beside its words. */
export const FEATURES: Record<"has" | "is", readonly string[]> = {
  has: ["link", "code", "mention", "reaction", "pin"],
  is: ["thread", "pinned", "saved", "edited"],
};

/** A filter that stands in the query, and where. */
export interface FilterPiece {
  key: Key;
  value: string;
  start: number;
  end: number;
}

const isKey = (word: string): word is Key => (KEYS as readonly string[]).includes(word);

/** The filters among the words, found exactly where the server finds them. */
export function filtersOf(query: string): FilterPiece[] {
  const form = /(?:([A-Za-z]{2,6}):)?(?:"([^"]+)"|(\S+))/gu;
  return [...query.matchAll(form)].flatMap((found) => {
    const key = found[1]?.toLowerCase() ?? "";
    if (!isKey(key)) return [];
    const value = found[2] ?? found[3] ?? "";
    return [{ key, value, start: found.index, end: found.index + found[0].length }];
  });
}

export function without(query: string, { start, end }: FilterPiece): string {
  return `${query.slice(0, start).trimEnd()} ${query.slice(end).trimStart()}`.trim();
}

export const filter = (key: Key, value: string): string =>
  `${key}:${/\s/u.test(value) ? `"${value}"` : value}`;

/** How a conversation is named behind `in:`. What cannot be written in a query goes by its id. */
export function wordFor(channel: ChannelView, me: string): string {
  if (channel.name) return /^[#@]|"/u.test(channel.name) ? channel.id : channel.name;
  if (!isDirect(channel) || channel.people.length === 0) return channel.id;
  const others = channel.people.filter(({ id }) => id !== me);
  return `@${(others.length > 0 ? others : channel.people).map(({ username }) => username).join(",")}`;
}

/** The conversation that such a name means to this user, as far as this client knows. */
export const placed = (
  channels: readonly ChannelView[],
  value: string,
  me: string,
): ChannelView | undefined => {
  const wanted = value.replace(/^#/u, "").toLowerCase();
  return channels.find((channel) => channel.id === wanted || wordFor(channel, me).toLowerCase() === wanted);
};

/** A day as it is written in a query, in this device's time zone. */
export function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The word before the caret: what a suggestion takes the place of. */
export interface WordAtCaret {
  key: Key | null;
  typed: string;
  start: number;
}

export function wordAt(query: string, caret: number): WordAtCaret {
  const before = query.slice(0, caret);
  const found = /(?:^|\s)(?:([A-Za-z]{2,6}):)?("[^"]*|[^\s"]*)$/u.exec(before);
  const key = found?.[1]?.toLowerCase() ?? "";
  const typed = found?.[2] ?? "";
  if (!isKey(key))
    return { key: null, typed: `${found?.[1] ? `${found[1]}:` : ""}${typed}`, start: caret - typed.length };
  return { key, typed: typed.replace(/^["@#]+/u, ""), start: caret - typed.length - key.length - 1 };
}
