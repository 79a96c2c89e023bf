import type { Plugin } from "vite";

/** By file: the constructs of CommonMark that `lib/markdown/syntax.ts` turns off, with the names that it turns them off by. */
const OFF: Record<string, string> = {
  "html-flow": "htmlFlow",
  "html-text": "htmlText",
  "character-reference": "characterReference",
  "setext-underline": "setextUnderline",
  "code-indented": "codeIndented",
  definition: "definition",
};

/** What is turned off need not be in the bundle: its name is enough for the parser to pass it over. */
export function constructs(): Plugin {
  return {
    name: "constructs",
    enforce: "pre",
    load(id) {
      const name = OFF[/micromark-core-commonmark\/(?:dev\/)?lib\/([\w-]+)\.js/u.exec(id)?.[1] ?? ""];
      return name ? `export const ${name} = { name: "${name}" };` : null;
    },
  };
}
