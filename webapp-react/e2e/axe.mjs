/** What axe finds against WCAG 2.2 AA on the page as it is. It runs as the page's own code would, by the debugger. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** `rules`: these alone. `without`: what is no matter of theirs. */
export default async function violations(page, rules, without = []) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  return page.evaluate(
    async ({ only, without }) => {
      // What is still fading in has less contrast than it will have.
      const passing = document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
      // One that is held never ends.
      const late = new Promise((next) => setTimeout(next, 5_000));
      await Promise.race([late, Promise.allSettled(passing.map((each) => each.finished))]);
      const result = await globalThis.axe.run(
        { exclude: without },
        { runOnly: only, resultTypes: ["violations"] },
      );
      return result.violations.map(({ id, nodes }) => ({
        id,
        where: nodes.slice(0, 3).map((node) => node.target.join(" ")),
      }));
    },
    { only: rules ? { type: "rule", values: rules } : TAGS, without },
  );
}
