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

test("who asks for more contrast gets 7:1 for every text, in both themes", () => {
  const more = [...blockAfter("@media (prefers-contrast: more)").matchAll(/--([\w-]+): ([^;]+);/gu)];
  const given = Object.fromEntries(more.map((match) => [match[1], match[2] ?? ""]));
  const hex = (short = "") => (short.length === 4 ? short.replaceAll(/[\da-f]/gu, "$&$&") : short);
  for (const at of [0, 1]) {
    const plain = at === 0 ? themes.light : themes.dark;
    const inkOf = (name: string): string => {
      const value = given[name] ?? plain[name] ?? "";
      const other = /^var\(--([\w-]+)\)$/u.exec(value)?.[1];
      return other ? inkOf(other) : hex(/light-dark\((.+), (.+)\)/u.exec(value)?.[at + 1] ?? value);
    };
    const grounds = ["canvas", "sidebar", "raised", "sunken", "hover", "selected"];
    const inks = ["text", "text-2", "text-3", "accent", "link", "danger", "signal", "ok", "line"];
    const weak = grounds.flatMap((ground) =>
      inks.filter((ink) => !(contrast(inkOf(ink), inkOf(ground)) >= 7)).map((ink) => `${ink} on ${ground}`),
    );
    expect(weak).toEqual([]);
  }
});

test("the two ways into the dark are the same", () => {
  expect(themes.system).toEqual(themes.dark);
});
