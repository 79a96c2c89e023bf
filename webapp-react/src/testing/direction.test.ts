import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "..");
const sheets = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".css"),
);

// The side that a writer has chosen for a column of a table, and what is the same in every language.
const MAY = new Set([
  "ui/Markdown.module.css text-align: left",
  "ui/Markdown.module.css text-align: right",
  "ui/CodeBlock.module.css padding: 10px 44px 10px 12px;", // code is always read from the left
]);

const SIDES = [
  /(?<![\w-])(?:(?:margin|padding|border|scroll-(?:margin|padding))-)?(?:left|right)(?:-(?:width|color|style))?: [^;]+/gu,
  /border-(?:top|bottom)-(?:left|right)-radius: [^;]+/gu,
  /(?:text-align|float|clear): (?:left|right)/gu,
  /translateX\((?!calc\([^)]*--forth)[^)]+\)/gu,
];

/** Two sides at once, which differ: `padding: 4px 8px 4px 20px`. */
const FOUR = /(?<![\w-])(?:margin|padding|inset|border-width): ([\w.-]+) ([\w.-]+) ([\w.-]+) ([\w.-]+);/gu;

function sidesIn(name: string): string[] {
  const css = readFileSync(join(src, name), "utf8");
  return [
    ...SIDES.flatMap((side) => css.match(side) ?? []),
    ...[...css.matchAll(FOUR)].flatMap(([all, , right, , left]) => (right === left ? [] : [all])),
  ].map((found) => `${name} ${found}`);
}

test("there is something to check", () => {
  expect(sheets.length).toBeGreaterThan(30);
  expect(sidesIn("styles/direction.css")).toHaveLength(2);
});

test("no sheet names a side: what begins on the left in one language begins on the right in another", () => {
  const found = sheets.filter((name) => name !== "styles/direction.css").flatMap(sidesIn);
  expect(found.filter((each) => !MAY.has(each))).toEqual([]);
});

const product = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".tsx") && !name.endsWith(".test.tsx"),
);

test("what remembers its drawing is drawn again in another language", () => {
  const deaf = product.filter((name) => {
    const text = readFileSync(join(src, name), "utf8");
    return (
      /\bmemo\(function/u.test(text) && /\bt\.\w+\.\w/u.test(text) && !text.includes("useCell(language)")
    );
  });
  // Its headings are given to it, and it cannot be open while a language is chosen.
  expect(deaf).toEqual(["ui/EmojiGrid.tsx"]);
});

test("no words are taken once and for all, when a module is loaded", () => {
  const early = product.filter((name) =>
    /^(?:export )?const \w+[^=\n]*= (?!\(|async|late|memo|<|function)[^;]*?\bt\.[a-z]+\.\w/mu.test(
      readFileSync(join(src, name), "utf8").replace(/=> (?:[({][\s\S]*?^[)}]|.*);/gmu, "=> 0;"),
    ),
  );
  expect(early).toEqual([]);
});
