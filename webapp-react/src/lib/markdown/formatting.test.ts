import fc from "fast-check";
import { expect, test } from "vitest";
import { type Format, formatted } from "./formatting";
import { parse } from "./parse";
import { plainOf } from "./plain";

/** The selection stands between bars. */
function press(field: string, format: Format): string {
  const from = field.indexOf("|");
  const to = field.lastIndexOf("|") - 1;
  const text = field.replaceAll("|", "");
  const change = formatted(text, from, Math.max(from, to), format);
  const [begin, end] = change.selection;
  const after = text.slice(0, change.from) + change.insert + text.slice(change.to);
  return `${after.slice(0, begin)}|${after.slice(begin, end)}|${after.slice(end)}`;
}

test.each<[string, Format, string]>([
  ["see |roses| now", "bold", "see **|roses|** now"],
  ["see| roses |now", "bold", "see **|roses|** now"],
  ["see **|roses|** now", "bold", "see |roses| now"],
  ["see |**roses**| now", "bold", "see |roses| now"],
  ["see || now", "bold", "see **||** now"],
  ["see **||** now", "bold", "see || now"],
  ["|roses|", "italic", "_|roses|_"],
  ["_|roses|_", "italic", "|roses|"],
  ["*|roses|*", "italic", "|roses|"],
  ["**|roses|**", "italic", "**_|roses|_**"],
  ["rose|garden|s", "italic", "rose*|garden|*s"],
  ["|roses|", "strike", "~~|roses|~~"],
  ["~~|roses|~~", "strike", "|roses|"],
  ["|npm test|", "code", "`|npm test|`"],
  ["`|npm test|`", "code", "|npm test|"],
  ["|a ` b|", "code", "`` |a ` b| ``"],
  ["|a\nb|", "code", "```\n|a\nb|\n```"],
  ["|a|", "codeBlock", "```\n|a|\n```"],
  ["say |a| now", "codeBlock", "say \n```\n|a|\n```\n now"],
  ["```\n|a|\n```", "codeBlock", "|a|"],
  ["|```|", "codeBlock", "````\n|```|\n````"],
])("%j, %s: %j", (before, format, after) => {
  expect(press(before, format)).toBe(after);
});

test("pressed twice, a key changes nothing", () => {
  const words = fc.string({ unit: fc.constantFrom(..."abc"), minLength: 1 });
  const formats = fc.constantFrom<Format>("bold", "italic", "code", "strike", "codeBlock");
  fc.assert(
    fc.property(words, words, formats, (before, chosen, format) => {
      const field = `${before}\n|${chosen}|`;
      expect(press(press(field, format), format)).toBe(field);
      expect(plainOf(parse(press(field, format).replaceAll("|", ""))).replaceAll("\n", "")).toBe(
        before + chosen,
      );
    }),
  );
});
