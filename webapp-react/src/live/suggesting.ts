import { MOST_SUGGESTIONS, type Suggestion } from "../lib/completion";
import { COMMON, type EmojiSet } from "../lib/emoji";
import type { Tone } from "../lib/emoji-data";
import { t } from "../lib/i18n";
import { isChannelWord } from "../lib/markdown/words";
import { bestScore } from "../lib/rank";
import type { ChannelView } from "./views";
import type { ChannelFacts, User } from "./wire";

/** Letters scattered over a name are no beginning of it: what is only that is not offered, for Enter would take it. */
function pointsOf(names: readonly string[], query: string): number | null {
  if (!query) return 0;
  const points = bestScore(names, query);
  return points !== null && points >= (query.length < 3 ? 70 : 50) ? points : null;
}

interface Somebody {
  me: string;
  people: Iterable<User>;
  /** Null: nobody knows whether. */
  isMember: (user: string) => boolean | null;
  /** Who has written here last comes first among equals. */
  recent: readonly string[];
  isForAll: boolean;
}

/** Those in the channel, then everybody at once, then those who are elsewhere. */
export function suggestPeople(query: string, where: Somebody): Suggestion[] {
  const { me, people, isMember, recent, isForAll } = where;
  const found = [...people].flatMap((user) => {
    const points = pointsOf([user.displayName, user.username], query);
    if (points === null || user.deactivated || (user.id === me && !query)) return [];
    const spoke = recent.indexOf(user.id);
    return [{ user, points, spoke: spoke < 0 ? recent.length : spoke, member: isMember(user.id) }];
  });
  found.sort(
    (a, b) =>
      b.points - a.points ||
      Number(a.user.id === me) - Number(b.user.id === me) ||
      a.spoke - b.spoke ||
      a.user.displayName.localeCompare(b.user.displayName),
  );
  const row = ({ user, member }: (typeof found)[number]): Suggestion => ({
    key: user.id,
    face: { person: user.id, name: user.displayName },
    title: user.displayName,
    detail: `@${user.username}`,
    note: member === false ? t.suggest.notHere : user.id === me ? t.channel.you : undefined,
    insert: `@${user.username}`,
  });
  const all = isForAll
    ? (["channel", "here"] as const).filter((word) => word.startsWith(query.toLowerCase()))
    : [];
  const inside = found.filter(({ member }) => member !== false).slice(0, MOST_SUGGESTIONS - all.length);
  const outside = found.filter(({ member }) => member === false);
  return [
    ...inside.map(row),
    ...all.map(
      (word): Suggestion => ({
        key: `@${word}`,
        face: { icon: "people" },
        title: `@${word}`,
        detail: t.suggest.everybody[word],
        insert: `@${word}`,
      }),
    ),
    ...outside.map(row),
  ].slice(0, MOST_SUGGESTIONS);
}

/** One's own first, then those that one could join. */
export function suggestChannels(
  query: string,
  own: readonly ChannelView[],
  others: readonly ChannelFacts[],
  origin: string,
): Suggestion[] {
  const of = (channels: readonly ChannelFacts[], joined: boolean) =>
    channels
      .flatMap((channel) => {
        const { name, archived } = channel;
        const points = name && !archived ? pointsOf([name], query) : null;
        const insert = points === null ? null : written(channel, origin);
        return insert === null || points === null ? [] : [{ channel, name: name ?? "", insert, points }];
      })
      .sort((a, b) => b.points - a.points || a.name.localeCompare(b.name))
      .map(
        ({ channel, name, insert }): Suggestion => ({
          key: channel.id,
          face: { icon: channel.kind === "private" ? "lock" : "hash" },
          title: name,
          detail: channel.topic ?? undefined,
          note: joined ? undefined : t.suggest.notJoined,
          insert,
        }),
      );
  const mine = of(own, true);
  const known = new Set(own.map(({ id }) => id));
  const joinable = others.filter(({ id }) => !known.has(id));
  return [...mine, ...of(joinable, false)].slice(0, MOST_SUGGESTIONS);
}

/** A name that has blanks or signs in it is no word of a message: it is written as a link. */
function written({ id, name }: ChannelFacts, origin: string): string | null {
  if (!name || /[[\]\\\n`]/u.test(name)) return null;
  return isChannelWord(name) ? `#${name}` : `[#${name}](${origin}/c/${id})`;
}

export function suggestEmoji(query: string, set: EmojiSet | null, tone: Tone): Suggestion[] {
  const found =
    set?.suggestEmoji(query, MOST_SUGGESTIONS, tone) ??
    [...COMMON]
      .filter(([code]) => code.startsWith(query.toLowerCase()))
      .slice(0, MOST_SUGGESTIONS)
      .map(([code, emoji]) => ({ emoji, code, name: "" }));
  return found.map(({ emoji, code, name }) => ({
    key: emoji,
    face: { emoji },
    title: `:${code}:`,
    detail: name,
    insert: emoji,
  }));
}

/** What is on the screen already keeps its place, for somebody may be about to take it; what is new comes after it. */
export function steady(before: readonly Suggestion[], now: readonly Suggestion[]): readonly Suggestion[] {
  const fresh = new Map(now.map((each) => [each.key, each]));
  const stayed = before.flatMap(({ key }) => fresh.get(key) ?? []);
  const shown = new Set(stayed.map(({ key }) => key));
  return [...stayed, ...now.filter(({ key }) => !shown.has(key))].slice(0, MOST_SUGGESTIONS);
}
