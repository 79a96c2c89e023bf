import { expect, test } from "vitest";
import { parse } from "./parse";
import { plainOf } from "./plain";
import { isTangled } from "./tangle";

const filled = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const stairs = (size: number) => {
  let text = "";
  for (let n = 0; text.length < size; n++) text += `${" ".repeat(2 * n)}- a\n`;
  return text.slice(0, size);
};
const ticks = (size: number) => {
  let text = "";
  for (let n = 1; text.length < size; n++) text += `${"`".repeat(n)} `;
  return text.slice(0, size);
};

const UNITS = [
  "[",
  "![",
  "[]",
  "[a](",
  "[a](b",
  '[a](b "',
  "](",
  "*_",
  "a*_ ",
  " *a",
  "*a _a ",
  "a**b",
  "**a** ",
  "~a ",
  "a~b~~",
  "`",
  "<",
  "<a@b",
  "&amp;*",
  "\\*",
  "\\",
  "|",
  "|x|\n",
  "a|b\n",
  "|a\n|-\n",
  ">",
  "> ",
  "- ",
  "1. ",
  "> - ",
  "-\n",
  "- a\n",
  ">\n",
  "> a\na\n",
  "- - - - - - - - - - a\n",
  "# ",
  "# a\n",
  "a*\n",
  "*a*\n",
  "```\n",
  "~~~a\n",
  "*_              ",
  "[               ",
  "@",
  "@a ",
  "@ann ",
  "a.",
  "a@a.",
  ":a",
  ":a:",
  "#a ",
  "http://a. *x* ",
  "http://",
  "www.",
  "_http://a_",
];
const evil: [string, (size: number) => string][] = [
  ...UNITS.map((unit): [string, (size: number) => string] => [unit, filled(unit)]),
  ["brackets in brackets", (size) => "[".repeat(size / 2) + "]".repeat(size / 2)],
  ["a wide table", (size) => `${filled("|a")(size / 2)}\n${filled("|-")(size / 2)}\n`],
  ["dots after an address", (size) => `*x* http://a${".".repeat(size)}`],
  ["brackets in an address", (size) => `*x* http://a/${"(".repeat(size / 2)}${")".repeat(size / 2)}`],
  ["blanks", (size) => `*a*${" ".repeat(size)}b`],
  ["blank lines", (size) => `*a*${filled(" \n")(size)}b`],
  ["lists in lists", stairs],
  ["runs of backticks", ticks],
];

/** What the library is given at most, whatever is written: its work grows with the square of that, and no further. */
const marksGiven = (text: string) => (isTangled(text) ? 0 : (text.match(/[*_~`[\]<|\\]/gu)?.length ?? 0));

test.each(evil)("%j is cut before it is too much", (_name, make) => {
  for (const size of [8_000, 16_000]) {
    const text = make(size);
    expect(marksGiven(text)).toBeLessThanOrEqual(1_000);
    expect(isTangled(text) || text.split("\n").length <= 400).toBe(true);
    // No frame or word of it overflows the stack, and nothing of it is lost.
    expect(/\S/u.test(plainOf(parse(text)))).toBe(true);
  }
});

test("the worst of them is read in a moment", () => {
  const took = evil.map(([name, make]) => {
    const text = make(16_000);
    // The best of three: the machine may be busy with something else.
    const times = [1, 2, 3].map(() => {
      const begun = performance.now();
      parse(text);
      return performance.now() - begun;
    });
    return { name, ms: Math.min(...times) };
  });
  // A square at this size would be seconds.
  expect(took.filter(({ ms }) => ms > 1_000)).toEqual([]);
}, 60_000);

test("a tangle is read as words, and its addresses stay links", () => {
  const tree = parse(`${"*_".repeat(600)} https://garden.test and @ann`);
  const [paragraph] = tree;
  const inside = paragraph?.kind === "paragraph" ? paragraph.inside : [];
  expect(inside.map((piece) => piece.kind)).toEqual(["text", "link", "text", "mention"]);
});

test("long code is still code, and what is said about it still has its marks", () => {
  const code = "a[i] *= b_c | d;\n".repeat(450).trimEnd();
  const tree = parse(`**look**\n\`\`\`c\n${code}\n\`\`\`\n*please*`);
  expect(tree).toEqual([
    { kind: "paragraph", inside: [{ kind: "strong", inside: [{ kind: "text", text: "look" }] }] },
    { kind: "codeBlock", language: "c", text: code },
    { kind: "paragraph", inside: [{ kind: "emphasis", inside: [{ kind: "text", text: "please" }] }] },
  ]);
});
