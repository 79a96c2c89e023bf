import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "./parse";
import { literal, quoted, silenced } from "./quoting";
import { isTangled } from "./tangle";
import type { Block, Inline, Tree } from "./tree";

/** All that is called in a text, by whatever frames it stands in. */
function called(tree: Tree): string[] {
  const inline = (piece: Inline): string[] =>
    piece.kind === "mention" ? [piece.name] : "inside" in piece ? piece.inside.flatMap(inline) : [];
  const block = (part: Block): string[] => {
    switch (part.kind) {
      case "paragraph":
        return part.inside.flatMap(inline);
      case "quote":
        return part.inside.flatMap(block);
      case "list":
        return part.items.flat().flatMap(block);
      case "table":
        return [part.head, ...part.rows].flat(2).flatMap(inline);
      default:
        return [];
    }
  };
  return tree.flatMap(block);
}

const PIECES = [
  "@ann",
  "@channel",
  "@",
  "here",
  "a",
  " ",
  "\n",
  "\n\n",
  "> ",
  "- ",
  "1. ",
  "    ",
  "```",
  "~~~\n",
  "`",
  "*",
  "_",
  "~~",
  "[",
  "](https://b.test)",
  "<",
  "|",
  "|---|\n",
  "#",
  "\\",
  "\r",
  "https://c.test/?by=@bob",
  "/",
  ".",
  "\u017f",
];
const texts = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => `words\n${pieces.join("")}\nend`);

test("a quote is one quote and the end of the text, and calls nobody, whatever stands in it", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const whole = `from elsewhere\n${quoted(silenced(text))}`;
      const tree = parse(whole);
      expect(called(tree)).toEqual([]);
      if (!isTangled(whole)) expect(tree.map(({ kind }) => kind)).toEqual(["paragraph", "quote"]);
    }),
    { numRuns: 2_000 },
  );
});

test("what calls nobody anyway stays as it was written", () => {
  for (const text of [
    "```java\n@Inject\n```",
    "see `@Inject` and [@ann](https://b.test/@ann)",
    "https://c.test/?by=@bob, and ann@garden.test",
    "at 5 @ the gate",
  ])
    expect(silenced(text)).toBe(text);
  expect(silenced("@ann: `@Inject`, _@bob_")).toBe("@\u2060ann: `@Inject`, _@\u2060bob_");
});

test("a name is nothing but words", () => {
  const name = "*Ann* [x](https://b.test) @channel\n# `roses` www.b.test";
  const tree = parse(`**${literal(name)}** said`);
  expect(called(tree)).toEqual([]);
  expect(tree).toEqual([
    {
      kind: "paragraph",
      inside: [
        {
          kind: "strong",
          inside: [{ kind: "text", text: "*Ann* [x](https://b.test) @\u2060channel # `roses` www.b.test" }],
        },
        { kind: "text", text: " said" },
      ],
    },
  ]);
});
