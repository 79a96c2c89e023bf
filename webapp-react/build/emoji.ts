// Trims emojibase's data to what the app asks of it: the module `virtual:emoji`, made when the app is built.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const ID = "virtual:emoji";
const require = createRequire(import.meta.url);
const read = (name: string) =>
  JSON.parse(readFileSync(require.resolve(`emojibase-data/${name}.json`), "utf8"));

interface Skin {
  hexcode: string;
  tone: number | number[];
}

interface Source extends Skin {
  label: string;
  group?: number;
  order: number;
  tags?: string[];
  skins?: Skin[];
}

type Codes = Record<string, string | string[] | undefined>;

/** Group 2 holds what is no emoji by itself: swatches of skin and hair. Letters of flags have no group at all. */
const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9];

/** Whose code it is when two emoji are called the same: what people have in their fingers comes first. */
const SETS = ["github", "iamcal", "emojibase", "cldr"];

const VARIATION = 0xfe0f;
const isModifier = (point: number | undefined) => point !== undefined && point >= 0x1f3fb && point <= 0x1f3ff;

const pointsOf = (hexcode: string) =>
  hexcode
    .split("-")
    .map((hex) => Number.parseInt(hex, 16))
    .filter((point) => point !== VARIATION);

/** Fully qualified, and so what the server makes of it. The data's own spelling marks more than it needs. */
function spelt(points: number[]): string {
  return points
    .map((point, index) => {
      const one = String.fromCodePoint(point);
      const isText = /^(?!\p{Emoji_Presentation})\p{Emoji}$/u.test(one) && !isModifier(points[index + 1]);
      return isText ? `${one}\uFE0F` : one;
    })
    .join("");
}

/** Behind which code points the skin tone stands, where one tone is for all: "0", or "0 3" for two people. */
function placesOfTone(points: number[], skins: Skin[]): string {
  const toned = skins.find((skin) => skin.tone === 1 || String(skin.tone) === "1,1");
  if (!toned) return "";
  const places: number[] = [];
  pointsOf(toned.hexcode).forEach((point, index) => {
    if (isModifier(point)) places.push(index - 1 - places.length);
  });
  const bare = pointsOf(toned.hexcode).filter((point) => !isModifier(point));
  if (bare.join() !== points.join())
    throw new Error(`A skin tone changes more than the tone: ${toned.hexcode}`);
  return places.join(" ");
}

/** As what else it is written where two people in it have different tones. */
function twinOf(points: number[], skins: Skin[]): string {
  const bare = skins.map((skin) => spelt(pointsOf(skin.hexcode).filter((point) => !isModifier(point))));
  return bare.find((each) => each !== spelt(points)) ?? "";
}

/** Name, codes and words are for people and for the search, which does not need a word twice. */
export function trimmed(): string[][][] {
  const source: Source[] = read("en/data");
  const sets: Codes[] = SETS.map((name) => read(`en/shortcodes/${name}`));
  const wanted = source
    .filter((each) => each.group !== undefined && GROUPS.includes(each.group))
    .sort((a, b) => a.order - b.order);
  const codes = new Map<string, string[]>(wanted.map((each) => [each.hexcode, []]));
  const taken = new Set<string>();
  for (const set of sets) {
    for (const { hexcode } of wanted) {
      const mine = codes.get(hexcode) ?? [];
      // The names of the sets that follow are for what the ones before have none for.
      if (mine.length > 0 && set !== sets[0] && set !== sets[1]) continue;
      for (const code of [set[hexcode] ?? []].flat()) {
        if (taken.has(code)) continue;
        taken.add(code);
        mine.push(code);
      }
    }
  }
  return GROUPS.map((group) =>
    wanted
      .filter((each) => each.group === group)
      .map(({ label, hexcode, tags = [], skins = [] }) => {
        const points = pointsOf(hexcode);
        const mine = codes.get(hexcode) ?? [];
        const known = `${label} ${mine.join(" ")}`.toLowerCase();
        const words = tags.filter((tag) => !known.includes(tag.toLowerCase()));
        const row = [spelt(points), label, mine.join(" "), words.join(" ")];
        if (skins.length > 0) row.push(placesOfTone(points, skins), twinOf(points, skins));
        return row;
      }),
  );
}

export function emoji(): Plugin {
  return {
    name: "confab-emoji",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    // Text that JSON.parse reads is faster to load than the same as a program.
    load: (id) =>
      id === `\0${ID}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(trimmed()))})` : null,
  };
}
