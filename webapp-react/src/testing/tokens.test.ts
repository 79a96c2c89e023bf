import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../styles/tokens.css"), "utf8");
const blockAfter = (start: string) =>
  css.slice(css.indexOf(start)).slice(0, css.slice(css.indexOf(start)).indexOf("}"));
const tokensIn = (block: string) =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gu)].map((match) => [match[1], match[2]]),
  );

const themes = {
  light: tokensIn(blockAfter(":root {")),
  dark: tokensIn(blockAfter(':root[data-theme="dark"]')),
  system: tokensIn(blockAfter(':root:not([data-theme="light"])')),
};

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: [string, string][] = [
  ...["canvas", "sidebar", "raised", "sunken", "hover", "selected"].flatMap((ground): [string, string][] =>
    ["text", "text-2", "text-3"].map((ink) => [ink, ground]),
  ),
  ["accent", "canvas"],
  ["accent", "raised"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["link", "canvas"],
  ["signal", "canvas"],
  ["on-signal-soft", "signal-soft"],
  ["danger", "canvas"],
  ["danger", "danger-soft"],
  ...["code-text", "code-keyword", "code-string", "code-value", "code-title", "text", "text-2", "text-3"].map(
    (ink): [string, string] => [ink, "code"],
  ),
  ["accent", "accent-soft"],
  ["link", "canvas"],
  ["ok", "code"],
  ["danger", "code"],
];

test.each(Object.entries(themes))(
  "%s: every text can be read (4.5:1), every control seen (3:1)",
  (_name, tokens) => {
    const weak = (pairs: [string, string][], least: number) =>
      pairs.filter(([a, b]) => !(contrast(tokens[a] ?? "", tokens[b] ?? "") >= least));
    expect(weak(TEXT, 4.5)).toEqual([]);
    expect(
      weak(
        [
          ["line-strong", "canvas"],
          ["line-strong", "raised"],
          ["ok", "sidebar"],
          ["signal", "sidebar"],
        ],
        3,
      ),
    ).toEqual([]);
  },
);

/** Of a block whose colours are pairs: for the light, and for the dark. */
const pairsIn = (block: string, which: 1 | 2) =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/gu)].map((match) => [
      match[1],
      match[1 + which],
    ]),
  );
const chosen = blockAfter(':root[data-contrast="more"]');
const asked = blockAfter(":root:root");

test.each([
  ["light", 1],
  ["dark", 2],
] as const)("more contrast, %s: every text can be read (7:1), and every line seen (4.5:1)", (name, which) => {
  const tokens = pairsIn(chosen, which);
  expect(Object.keys(tokens).sort()).toEqual(Object.keys(themes[name]).sort());
  const below = (pairs: [string, string][], least: number) =>
    pairs.filter(([a, b]) => !(contrast(tokens[a] ?? "", tokens[b] ?? "") >= least));
  expect(below(TEXT, 7)).toEqual([]);
  expect(tokens.line).toBe(tokens["line-strong"]);
  expect([tokens.text, tokens.canvas].sort()).toEqual(["#000000", "#ffffff"]);
  expect(
    below(
      ["canvas", "sidebar", "raised", "sunken"].map((ground) => ["line", ground]),
      4.5,
    ),
  ).toEqual([]);
  expect(pairsIn(asked, which)).toEqual(tokens);
});

test("the two ways into the dark are the same", () => {
  expect(themes.system).toEqual(themes.dark);
});
