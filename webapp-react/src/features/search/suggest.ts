import { t } from "../../lib/i18n";
import { titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { User } from "../../live/wire";
import { dayOf, FEATURES, filter, KEYS, type WordAtCaret, wordFor } from "./query";

const MOST = 8;
const DAY = 86_400_000;

/** What may take the place of the word before the caret. */
export interface Suggestion {
  /** Put into the query as it is. */
  text: string;
  label: string;
  hint: string;
}

export interface Known {
  people: Iterable<User>;
  channels: readonly ChannelView[];
  me: User;
  now: number;
}

/** "ines" is typed for "Inês". */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const begins = (wanted: string, ...names: string[]) =>
  names.some((name) =>
    plain(name)
      .split(/(?<=[^\p{L}\p{N}])/u)
      .some((_, at, words) => words.slice(at).join("").startsWith(plain(wanted))),
  );

export function suggest(word: WordAtCaret, known: Known): Suggestion[] {
  switch (word.key) {
    case null:
      return keys(word.typed);
    case "from":
      return people(word.typed, known);
    case "in":
      return places(word.typed, known);
    case "has":
    case "is": {
      const key = word.key;
      return FEATURES[key]
        .filter((feature) => feature.startsWith(word.typed.toLowerCase()))
        .map((feature) => ({
          text: filter(key, feature),
          label: filter(key, feature),
          hint: t.search.feature[feature] ?? "",
        }));
    }
    case "before":
    case "after":
    case "on": {
      const key = word.key;
      return days(known.now)
        .filter(({ day, name }) => day.startsWith(word.typed) || begins(word.typed, name))
        .map(({ day, name }) => ({ text: filter(key, day), label: name, hint: day }));
    }
  }
}

function keys(typed: string): Suggestion[] {
  if (typed === "") return [];
  return KEYS.filter((key) => `${key}:`.startsWith(typed.toLowerCase())).map((key) => ({
    text: `${key}:`,
    label: `${key}:`,
    hint: t.search.key[key],
  }));
}

function people(typed: string, { people: all, me }: Known): Suggestion[] {
  const self = { text: filter("from", "me"), label: t.search.me, hint: `@${me.username}` };
  const others = [...all]
    .filter((user) => user.id !== me.id && begins(typed, user.displayName, user.username))
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
    .map((user) => ({
      text: filter("from", user.username),
      label: user.displayName,
      hint: `@${user.username}`,
    }));
  const own = begins(typed, t.search.me, me.displayName, me.username) ? [self] : [];
  return [...own, ...others].slice(0, MOST);
}

function places(typed: string, { channels, me }: Known): Suggestion[] {
  return channels
    .filter((channel) =>
      begins(typed, titleOf(channel, me.id), ...channel.people.map(({ username }) => username)),
    )
    .map((channel) => {
      const place = wordFor(channel, me.id);
      return { text: filter("in", place), label: titleOf(channel, me.id), hint: place };
    })
    .sort((a, b) => a.label.localeCompare(b.label))
    .slice(0, MOST);
}

function days(now: number) {
  const today = new Date(now);
  const ago = (n: number) => dayOf(new Date(now - n * DAY));
  return [
    { name: t.search.today, day: ago(0) },
    { name: t.search.yesterday, day: ago(1) },
    { name: t.search.weekAgo, day: ago(7) },
    { name: t.search.monthAgo, day: ago(30) },
    { name: t.search.thisYear, day: `${today.getFullYear()}-01-01` },
  ];
}
