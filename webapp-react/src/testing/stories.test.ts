import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { de } from "../lib/locales/de";

const folder = join(import.meta.dirname, "../../e2e");

/** The words of the catalogues that the stories which hold all of them wait for, as `story: t.nav.account`. */
function waitedFor(): [string, string[]][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".mjs"))
    .flatMap((name): [string, string[]][] => {
      const story = readFileSync(join(folder, name), "utf8");
      if (!story.includes('"words.ts"')) return [];
      return [...story.matchAll(/\b(?:t|en)(?:\.\w+)+/gu)].map(([all]) => [
        `${name}: ${all}`,
        all.split(".").slice(1),
      ]);
    });
}

test("each word that a story waits for is in the catalogue", () => {
  // Another language's has the server's sentences too.
  const words: unknown = de;
  const missing = waitedFor().filter(
    ([, path]) =>
      path.reduce((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], words) === undefined,
  );
  expect(waitedFor().length).toBeGreaterThan(20);
  expect(missing.map(([name]) => name)).toEqual([]);
});
