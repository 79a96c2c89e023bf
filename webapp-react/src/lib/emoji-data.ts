import groups from "virtual:emoji";
import { COMMON } from "./emoji";

/** All emoji of Unicode. It is a chunk of its own: import it by `loadEmoji`, or from what is lazy itself. */
export interface Emoji {
  /** Fully qualified and without a skin tone: what the server stores. */
  readonly emoji: string;
  readonly name: string;
  /** Without colons; the first is the one to show. */
  readonly codes: readonly string[];
  readonly hasTones: boolean;
}

export const GROUPS = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
export type Group = (typeof GROUPS)[number];

/** None, and Unicode's five from light to dark. */
export const TONES = [0, 1, 2, 3, 4, 5] as const;
export type Tone = (typeof TONES)[number];
const TONE_NAMES = ["", "light", "medium-light", "medium", "medium-dark", "dark"];
const MODIFIER = /[\u{1F3FB}-\u{1F3FF}]/gu;
const FIRST_MODIFIER = 0x1f3fb;
const VARIATION = "\uFE0F";

interface Entry extends Emoji {
  readonly words: readonly string[];
  readonly common: boolean;
  /** Behind which code points, variation selectors not counted, a skin tone stands. */
  readonly places: readonly number[];
}

const split = (text: string) => (text === "" ? [] : text.split(" "));
/** The same for all spellings and all tones of one. */
const bare = (emoji: string) => emoji.replace(MODIFIER, "").replaceAll(VARIATION, "");
/** CLDR's shortcode, which is made of the name; for flags the country's too. */
const slug = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "_")
    .replace(/^_|_$/gu, "");

const byBare = new Map<string, Entry>();
const byCode = new Map<string, Entry>();

const entries = groups.map((rows) =>
  rows.map(([emoji = "", name = "", codes = "", words = "", places, twin]): Entry => {
    const entry: Entry = {
      emoji,
      name,
      codes: split(codes),
      hasTones: places !== undefined,
      words: [...slug(name).split("_"), ...split(words.toLowerCase())],
      common: split(codes).some((code) => COMMON.has(code)),
      places: split(places ?? "").map(Number),
    };
    byBare.set(bare(emoji), entry);
    if (twin) byBare.set(bare(twin), entry);
    for (const code of entry.codes) byCode.set(code, entry);
    return entry;
  }),
);
const all = entries.flat();
for (const entry of all) if (!byCode.has(slug(entry.name))) byCode.set(slug(entry.name), entry);

const lookUp = (emoji: string): Entry | undefined => byBare.get(bare(emoji));

/** In the order of `GROUPS`. */
export const byGroup = (): readonly (readonly Emoji[])[] => entries;

/** With or without its colons. */
export const byShortcode = (code: string): Emoji | undefined =>
  byCode.get(code.replace(/^:|:$/gu, "").toLowerCase());

/** The emoji without its tone, whatever the tone; nothing for what is no emoji that we know. */
export const entryOf = (emoji: string): Emoji | undefined => lookUp(emoji);

/** In one tone, all people in it; what has no tones stays as it is. Zero takes a tone away. */
export function withTone(emoji: string, tone: Tone): string {
  const entry = lookUp(emoji);
  if (!entry?.hasTones) return emoji;
  if (tone === 0) return entry.emoji;
  const modifier = String.fromCodePoint(FIRST_MODIFIER + tone - 1);
  let toned = "";
  let at = -1;
  for (const point of entry.emoji) {
    // The tone says by itself that it is an emoji, and takes the selector's place.
    if (point === VARIATION && entry.places.includes(at)) continue;
    if (point !== VARIATION) at++;
    toned += point;
    if (point !== VARIATION && entry.places.includes(at)) toned += modifier;
  }
  return toned;
}

/** Like "thumbs up: medium skin tone"; an emoji that is newer than our data is its own name. */
export function nameOf(emoji: string): string {
  const entry = lookUp(emoji);
  if (!entry) return emoji;
  const tones = [...new Set(emoji.match(MODIFIER) ?? [])].map(
    (modifier) => `${TONE_NAMES[(modifier.codePointAt(0) ?? 0) - FIRST_MODIFIER + 1]} skin tone`,
  );
  if (tones.length === 0) return entry.name;
  return `${entry.name}${entry.name.includes(":") ? "," : ":"} ${tones.join(", ")}`;
}

function pointsOf(entry: Entry, word: string): number {
  if (entry.codes.includes(word)) return 60;
  if (entry.codes.some((code) => code.startsWith(word))) return 40;
  if (entry.words.includes(word)) return 35;
  if (entry.words.some((each) => each.startsWith(word))) return 25;
  if (entry.codes.some((code) => code.includes(`_${word}`))) return 20;
  // One letter in the middle of a word is no sign of anything.
  if (word.length < 3) return 0;
  return [...entry.codes, ...entry.words].some((each) => each.includes(word)) ? 5 : 0;
}

/** By name, shortcode, keyword or the emoji itself, best first. Each word must be found; none finds nothing. */
export function search(query: string, limit = 200): readonly Emoji[] {
  const typed = lookUp(query.trim());
  if (typed) return [typed];
  const words = query
    .toLowerCase()
    .slice(0, 100)
    .split(/[\s:]+/u)
    .filter(Boolean);
  if (words.length === 0) return [];
  return all
    .map((entry, place) => {
      const points = words.map((word) => pointsOf(entry, word));
      const sum = points.includes(0) ? 0 : points.reduce((a, b) => a + b) + (entry.common ? 12 : 0);
      return { entry, sum, place };
    })
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum || a.place - b.place)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

export interface Suggestion {
  emoji: string;
  name: string;
  /** The one that was being typed, or the first. */
  code: string;
}

/** For what stands behind a colon in the composer. */
export function suggestEmoji(prefix: string, limit: number, tone: Tone = 0): Suggestion[] {
  const wanted = prefix.replace(/^:/u, "").toLowerCase();
  return search(wanted, limit).map(({ emoji, name, codes }) => ({
    emoji: withTone(emoji, tone),
    name,
    code: codes.find((code) => code.startsWith(wanted)) ?? codes[0] ?? slug(name),
  }));
}
