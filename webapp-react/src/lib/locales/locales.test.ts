import { afterAll, expect, test } from "vitest";
import { clockTime, exactTime, gutterTime, monthName, shortTime } from "../dates";
import { sizeText } from "../files";
import { speak, type Words, wordsOf } from "../i18n";
import { type Language, languages } from "../languages";
import { en } from "./en";
import { enLate } from "./en-late";

afterAll(() => speak("en", en));

type Leaf = string | ((...given: never[]) => string);
type Tree = { [key: string]: Tree | Leaf };

function leaves(tree: Tree, path = ""): [string, Leaf][] {
  return Object.entries(tree).flatMap(([key, value]): [string, Leaf][] =>
    typeof value === "object" ? leaves(value, `${path}${key}.`) : [[path + key, value]],
  );
}

/** All but what is said for the server, which says it in English itself. */
function leavesOf(words: Words) {
  const { server: _server, ...failure } = words.failure;
  return leaves({ ...words, late: words.late ?? enLate, failure } as unknown as Tree);
}
const english = new Map(leavesOf(en));

const COUNTS = [0, 1, 2, 3, 11, 100];

/** What a function of the catalogue may be given, by the names of its parameters in English. */
function given(path: string, n: number): unknown[] {
  const names = Array.from({ length: n }, (_, at) => `N${at}`);
  const lists: Record<string, unknown[]> = {
    "receipts.by": [names],
    "composer.typing": [names.length > 0 ? names : ["N"]],
    "files.sent": [names],
    "forward.files": [names],
    "reactions.who": [names, true, n],
    "reactions.label": ["👍", "thumb", n, "N"],
    "timeline.announce": [n, "N", "T"],
    "files.attachUpTo": [n, n % 2 === 0 ? "S" : null],
    "files.open": ["N", 1, Math.max(1, n)],
    "files.download": ["N", "S"],
    "files.tooBig": ["S"],
    "files.notUp": ["N", "W"],
    "timeline.pinned": [n % 2 === 0 ? "N" : null],
    "markdown.code": [n % 2 === 0 ? "N" : null],
    "late.search.found": [n, n % 2 === 0],
  };
  if (lists[path]) return lists[path];
  const counted =
    /unsent|throttled|nav\.(?:unread|mentions)|memberCount|newer|replies|threads\.unread|tooLong|suggest\.count|percent|over|files\.(?:more|place|pixels)|emoji\.found|reactions\.more|queued/u;
  return counted.test(path) ? [n, n] : ["N", "M", "O"];
}

const said = (path: string, leaf: Leaf, n: number): string =>
  typeof leaf === "string" ? leaf : (leaf as (...all: unknown[]) => string)(...given(path, n));

/** Names, signs, and words that are the same in another language. */
const ALIKE: Record<Exclude<Language, "en">, string[]> = {
  de: [
    "channel.name",
    "channel.role.admin",
    "presence.state.online",
    "presence.state.offline",
    "connection.state.offline",
    "you.themes.system",
    "threads.title",
    "threads.one",
    "threads.region",
    "threads.in",
    "mentions.place",
    "keeping.place",
    "markdown.code",
    "forward.inChannel",
    "late.notices.from",
    "search.within",
    "search.narrow.in",
    "emoji.group.symbols",
    "files.percent",
  ],
  es: ["files.percent"],
  ar: ["keys.shown"],
  "zh-CN": ["keys.shown"],
};
const EVERYWHERE = [
  "app",
  "nav.of",
  "files.more",
  "files.pixels",
  "files.notUp",
  "reactions.label",
  "keys.shown",
  // What is written on a keyboard is often the same.
  ...Object.keys(enLate.keys.names).map((key) => `late.keys.names.${key}`),
  "channel.role.member",
  "profile.role.member",
];

test("there is something to compare", () => {
  expect(english.size).toBeGreaterThan(450);
});

const others = languages.filter((each) => each !== "en") as Exclude<Language, "en">[];

test.each(others)("%s has a word for everything, and nothing else", async (language) => {
  const theirs = new Map(leavesOf(await wordsOf(language)));
  expect([...theirs.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [path, leaf] of theirs) expect([path, typeof leaf]).toEqual([path, typeof english.get(path)]);
});

test.each(others)("%s leaves nothing in English, and nothing out", async (language) => {
  const alike: string[] = [];
  const broken: string[] = [];
  for (const [path, leaf] of leavesOf(await wordsOf(language))) {
    const englishLeaf = english.get(path) ?? "";
    for (const n of COUNTS) {
      const theirs = said(path, leaf, n);
      const ours = said(path, englishLeaf, n);
      const isLeftOpen = path !== "switcher.hint" && theirs.includes("# ");
      if (isLeftOpen || /undefined|NaN|null|\[object/u.test(theirs)) broken.push(`${path}: ${theirs}`);
      if ((theirs === "") !== (ours === "")) broken.push(`${path} is empty`);
      const isAlike = theirs.replace(/[\u2068\u2069]/gu, "") === ours;
      // Of one message only what it says is read out, in every language.
      if (isAlike && n > 1 && !EVERYWHERE.includes(path)) alike.push(path);
    }
  }
  expect(broken).toEqual([]);
  expect([...new Set(alike)].sort().filter((path) => !ALIKE[language].includes(path))).toEqual([]);
});

test.each(others)("%s says each number that English says", async (language) => {
  const words = await wordsOf(language);
  const digits = (text: string) => text.match(/\d+/gu)?.map(Number) ?? [];
  // One and two are words of their own in Arabic, and no number need be said for them.
  for (const [path, leaf] of leavesOf(words))
    if (typeof leaf === "function") {
      const ours = digits(said(path, english.get(path) ?? "", 11));
      const theirs = digits(said(path, leaf, 11));
      expect([path, theirs.sort()]).toEqual([path, ours.sort()]);
    }
});

test("Arabic says none, one and two without a number, and the rest each in its own form", async () => {
  const { timeline } = await wordsOf("ar");
  expect(COUNTS.map(timeline.replies)).toEqual(["لا ردود", "رد واحد", "ردّان", "3 ردود", "11 ردًا", "100 رد"]);
});

test("one is not many, in each language that tells them apart", async () => {
  for (const language of ["en", "de", "es"] as const) {
    const { timeline } = await wordsOf(language);
    const [one, two] = [timeline.newer(1), timeline.newer(2)];
    expect(one.replace("1", "")).not.toBe(two.replace("2", ""));
  }
});

test("a name in a sentence of the other direction turns nothing after it", async () => {
  const ar = await wordsOf("ar");
  expect(ar.channel.leaveAsk("garden")).toBe("هل تريد مغادرة \u2068garden\u2069؟");
  expect(en.channel.leaveAsk("حديقة")).toBe("Leave \u2068حديقة\u2069?");
  expect(en.channel.leaveAsk("garden")).toBe("Leave garden?");
});

const AT = new Date(2026, 2, 1, 15, 5).toISOString();

test.each([
  ["en", "3:05 PM", "15:05", "March 2026", "Mar 1, 2026, 3:05 PM", "1.5 GB"],
  ["de", "15:05", "15:05", "März 2026", "01.03.2026, 15:05", "1,5 GB"],
  ["es", "15:05", "15:05", "marzo de 2026", "1 mar 2026, 15:05", "1,5 GB"],
  ["zh-CN", "15:05", "15:05", "2026年3月", "2026年3月1日 15:05", "1.5 GB"],
  ["ar", "3:05 م", "15:05", "مارس 2026", "01/03/2026، 3:05 م", "1.5 غ.ب"],
] as const)("%s writes times, dates and sizes in its own way", async (language, ...written) => {
  speak(language, await wordsOf(language));
  const plain = (text: string) => text.replace(/[\u200e\u200f]/gu, "").replace(/[\u202f\u00a0]/gu, " ");
  const all = [clockTime(AT), gutterTime(AT), monthName(AT), shortTime(AT), sizeText(1.5 * 1024 ** 3)];
  expect(all.map(plain)).toEqual(written);
  expect(exactTime(AT)).toContain("2026");
});
