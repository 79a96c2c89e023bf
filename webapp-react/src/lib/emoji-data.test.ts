import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { COMMON, emojiFor, emojiSet, loadEmoji, QUICK } from "./emoji";
import {
  byGroup,
  byShortcode,
  entryOf,
  GROUPS,
  nameOf,
  search,
  suggestEmoji,
  TONES,
  type Tone,
  withTone,
} from "./emoji-data";

interface Source {
  label: string;
  hexcode: string;
  group?: number;
  tone?: Tone | Tone[];
  skins?: Source[];
}

const path = createRequire(import.meta.url).resolve("emojibase-data/en/data.json");
const source = (JSON.parse(readFileSync(path, "utf8")) as Source[]).filter(
  ({ group }) => group !== undefined && group !== 2,
);
const spelt = (hexcode: string) =>
  String.fromCodePoint(...hexcode.split("-").map((hex) => Number.parseInt(hex, 16)));
const plain = (emoji: string) => emoji.replaceAll("\uFE0F", "");

/** The server's rule, as `dev.confab.reaction.Emoji` has it; what is unassigned is newer than this Node. */
const ONE =
  "(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|(?![\\u{1F1E6}-\\u{1F1FF}])(?:\\p{Emoji}|(?=\\p{Cn})\\p{ExtPict})" +
  "(?:\\p{EMod}|\\uFE0F?\\u20E3|\\uFE0F|[\\u{E0020}-\\u{E007E}]{1,8}\\u{E007F})?)";
const FORM = new RegExp(`^${ONE}(?:\\u200D${ONE}){0,8}$`, "u");

function canonical(text: string): string | null {
  if (text.length > 48 || !FORM.test(text) || /^[0-9#*]\uFE0F?$/u.test(text)) return null;
  const points = [...plain(text)];
  return points
    .map((point, i) => {
      const isModified = /^\p{EMod}$/u.test(points[i + 1] ?? "");
      return /\p{Emoji}/u.test(point) && !/\p{EPres}/u.test(point) && !isModified ? `${point}\uFE0F` : point;
    })
    .join("");
}

const offered = byGroup().flat();
const toned = offered.flatMap(({ emoji, hasTones }) =>
  hasTones ? TONES.slice(1).map((tone) => withTone(emoji, tone)) : [],
);
const namesOf = (query: string) => search(query).map(({ name }) => name);

test("all emoji of Unicode are offered, in their groups", () => {
  expect(offered.length).toBe(source.length);
  expect(new Set(offered.map(({ emoji }) => plain(emoji)))).toEqual(
    new Set(source.map(({ hexcode }) => plain(spelt(hexcode)))),
  );
  expect(byGroup().length).toBe(GROUPS.length);
});

test("each, in each tone, is spelt as the server spells it", () => {
  expect(offered.length).toBeGreaterThan(1900);
  expect(toned.length).toBeGreaterThan(1600);
  expect(
    [...offered.map(({ emoji }) => emoji), ...toned, ...QUICK].filter((e) => canonical(e) !== e),
  ).toEqual([]);
});

test("what Unicode joins is spelt as Unicode lists it", () => {
  const joined = source
    .flatMap((each) => [each, ...(each.skins ?? [])])
    .filter((e) => e.hexcode.includes("200D"));
  expect(joined.length).toBeGreaterThan(1000);
  expect(joined.filter(({ hexcode }) => canonical(spelt(hexcode)) !== spelt(hexcode))).toEqual([]);
});

test("a tone is the one that Unicode has, for one person and for two", () => {
  for (const { hexcode, label, skins = [] } of source) {
    for (const skin of skins) {
      const tones = [...new Set([skin.tone ?? 0].flat())];
      const [tone = 0] = tones;
      if (tones.length === 1)
        expect(withTone(spelt(hexcode), tone), label).toBe(canonical(spelt(skin.hexcode)));
    }
  }
  expect(withTone("🧑🏻‍🤝‍🧑🏿", 3)).toBe("🧑🏽‍🤝‍🧑🏽");
  expect(withTone("👍🏽", 0)).toBe("👍");
  expect(withTone("☝️", 5)).toBe("☝🏿");
  expect(withTone("🎉", 5)).toBe("🎉");
  expect(withTone("x", 5)).toBe("x");
});

test("every emoji has its name, whatever its tones and its spelling", () => {
  expect(nameOf("👍")).toBe("thumbs up");
  expect(nameOf("👍🏽")).toBe("thumbs up: medium skin tone");
  expect(nameOf("❤")).toBe("red heart");
  expect(nameOf("🫱🏻‍🫲🏿")).toBe("handshake: light skin tone, dark skin tone");
  expect(nameOf("👩🏽‍🚀")).toBe("woman astronaut: medium skin tone");
  for (const { hexcode, skins = [] } of source)
    for (const each of [hexcode, ...skins.map((skin) => skin.hexcode)])
      expect(nameOf(spelt(each)), each).not.toBe(spelt(each));
  expect(nameOf("🦖🦖")).toBe("🦖🦖");
});

test("an emoji is found by name, shortcode, keyword and itself", () => {
  expect(namesOf("party popper")[0]).toBe("party popper");
  expect(namesOf("tada")[0]).toBe("party popper");
  expect(namesOf(":tada:")[0]).toBe("party popper");
  expect(namesOf("celebrate")).toContain("party popper");
  expect(namesOf("+1")[0]).toBe("thumbs up");
  expect(namesOf("THUMBS")[0]).toBe("thumbs up");
  expect(namesOf("germany")).toEqual(["flag: Germany"]);
  expect(namesOf("cote ivoire")).toEqual(["flag: Côte d’Ivoire"]);
  expect(namesOf("👍🏿")).toEqual(["thumbs up"]);
  expect(namesOf("heart")[0]).toBe("red heart");
});

test("nothing that was asked for finds nothing, and an answer is bounded", () => {
  expect(search("  ")).toEqual([]);
  expect(search("zzqx")).toEqual([]);
  expect(search("party zzqx")).toEqual([]);
  expect(search("a").length).toBe(200);
  expect(search("a", 7).length).toBe(7);
});

test("a shortcode means one emoji: GitHub's, Slack's or CLDR's", () => {
  for (const code of ["tada", ":tada:", "party_popper"]) expect(byShortcode(code)?.emoji).toBe("🎉");
  expect(byShortcode("flag-de")?.emoji).toBe("🇩🇪");
  expect(byShortcode("flag_germany")?.emoji).toBe("🇩🇪");
  expect(byShortcode("constructor")).toBeUndefined();
  for (const { emoji, codes } of offered) {
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect(byShortcode(code)?.emoji).toBe(emoji);
  }
});

test("suggestions say the code that was begun, and what is common comes first", () => {
  expect(suggestEmoji("tad", 5)[0]).toEqual({ emoji: "🎉", name: "party popper", code: "tada" });
  expect(suggestEmoji(":thum", 5)[0]).toEqual({ emoji: "👍", name: "thumbs up", code: "thumbsup" });
  expect(suggestEmoji("wave", 1, 3)[0]?.emoji).toBe("👋🏽");
  expect(suggestEmoji("s", 8).length).toBe(8);
  expect(suggestEmoji("", 8)).toEqual([]);
});

test("a common code is known at once, every other when all are loaded", async () => {
  expect(emojiFor("tada")).toBe("🎉");
  expect(emojiFor("t-rex")).toBeUndefined();
  const set = await loadEmoji();
  expect(emojiSet.get()).toBe(set);
  expect(emojiFor("t-rex")).toBe("🦖");
  expect(emojiFor("constructor")).toBeUndefined();
});

test("the common codes are the same in the whole set", () => {
  expect(COMMON.size).toBeGreaterThan(120);
  expect([...COMMON].filter(([code, emoji]) => byShortcode(code)?.emoji !== emoji)).toEqual([]);
  expect(QUICK.every((emoji) => entryOf(emoji)?.emoji === emoji)).toBe(true);
});
