import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isJumbo } from "./jumbo";
import { addressesIn, safeHref } from "./links";
import { parse } from "./parse";
import { plainOf } from "./plain";
import { treeOf } from "./reading";
import type { Block, Inline, Tree } from "./tree";

const resources = join(import.meta.dirname, "../../../../src/test/resources/markdown");
const samples: { text: string; plain: string; mentions?: string[] }[] = JSON.parse(
  readFileSync(join(resources, "samples.json"), "utf8"),
);

const insideOf = (block: Block): readonly Inline[] => {
  switch (block.kind) {
    case "paragraph":
      return block.inside;
    case "quote":
      return block.inside.flatMap(insideOf);
    case "list":
      return block.items.flat().flatMap(insideOf);
    case "table":
      return [block.head, ...block.rows].flat(2);
    default:
      return [];
  }
};
const withAllInside = (piece: Inline): Inline[] =>
  "inside" in piece ? [piece, ...piece.inside.flatMap(withAllInside)] : [piece];
const all = (tree: Tree) => tree.flatMap(insideOf).flatMap(withAllInside);
const only = <K extends Inline["kind"]>(text: string, kind: K) =>
  all(parse(text)).filter((piece): piece is Extract<Inline, { kind: K }> => piece.kind === kind);
const links = (text: string) => only(text, "link").map((piece) => piece.href);
const names = (text: string, kind: "mention" | "channel" | "shortcode") =>
  only(text, kind).map((piece) => piece.name);

test.each(samples)("$text is read as $plain", ({ text, plain }) => {
  expect(plainOf(parse(text))).toBe(plain);
});

test.each(samples)("$text names $mentions", ({ text, mentions }) => {
  const named = names(text, "mention").map((name) => name.toLowerCase());
  expect([...new Set(named)]).toEqual(mentions ?? []);
});

test("each mark makes its own kind of piece", () => {
  expect(parse("*a* **b** ~~c~~ `d`")).toEqual([
    {
      kind: "paragraph",
      inside: [
        { kind: "emphasis", inside: [{ kind: "text", text: "a" }] },
        { kind: "text", text: " " },
        { kind: "strong", inside: [{ kind: "text", text: "b" }] },
        { kind: "text", text: " " },
        { kind: "strike", inside: [{ kind: "text", text: "c" }] },
        { kind: "text", text: " " },
        { kind: "code", text: "d" },
      ],
    },
  ]);
});

test("code keeps its language, a list its first number, a table its columns", () => {
  const [code, list, table] = parse("```js x\na\n```\n\n7. a\n8. b\n\n|a|b|\n|:-|-:|\n|c|d|");
  expect(code).toEqual({ kind: "codeBlock", language: "js", text: "a" });
  expect(list).toMatchObject({ kind: "list", first: 7, items: [[{}], [{}]] });
  expect(table).toMatchObject({ kind: "table", align: ["left", "right"] });
});

test("http and https become links, without the punctuation of the sentence", () => {
  expect(links("see https://garden.test/a?b=1, and http://x.test.")).toEqual([
    "https://garden.test/a?b=1",
    "http://x.test/",
  ]);
  expect(links("(https://garden.test/a_(b))")).toEqual(["https://garden.test/a_(b)"]);
  expect(links("[https://garden.test/a]")).toEqual(["https://garden.test/a"]);
  expect(links("**see https://garden.test/a_b_**, www.garden.test and ann@garden.test.")).toEqual([
    "https://garden.test/a_b",
    "http://www.garden.test/",
    "mailto:ann@garden.test",
  ]);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,<script>",
  "java\nscript:https",
  "vbscript:x",
  "//garden.test",
  "https://",
  "<img src=x onerror=alert(1)>",
])("%j stays text", (text) => {
  expect(links(text)).toEqual([]);
  expect(plainOf(parse(text))).toBe(text);
});

test("code is code, and nothing lives inside it", () => {
  const text = "run `curl https://x.test @ann :tada:` now";
  expect(parse(text)).toEqual([
    {
      kind: "paragraph",
      inside: [
        { kind: "text", text: "run " },
        { kind: "code", text: "curl https://x.test @ann :tada:" },
        { kind: "text", text: " now" },
      ],
    },
  ]);
  expect(all(parse("```\n@ann https://x.test :tada:\n```"))).toEqual([]);
});

test("a label that is another address shows where the link leads", () => {
  const text = "[https://good.test](https://evil.test)";
  expect(plainOf(parse(text))).toBe("https://good.test (https://evil.test/)");
  expect(links(text)).toEqual(["https://evil.test/"]);
});

test("an address within an address is one link", () => {
  expect(links("[see https://a.test](https://a.test)")).toEqual(["https://a.test/"]);
  expect(links("[<https://a.test>](https://a.test)")).toEqual(["https://a.test/"]);
});

test("usernames end before the sentence does, and words are no mentions", () => {
  expect(names("@ann. @Bob.Jones, (@c-d_) @e! x@f /@g @-h a@b.test -@i", "mention")).toEqual([
    "ann",
    "Bob.Jones",
    "c-d_",
    "e",
    "i",
  ]);
  expect(names(`@${"a".repeat(64)} @${"b".repeat(65)}`, "mention")).toEqual(["a".repeat(64)]);
  expect(names("#garden, #on-call. a#b ##c # d", "channel")).toEqual(["garden", "on-call"]);
  expect(names(":tada::+1: a:b:c 10:30:45 http://x:80:", "shortcode")).toEqual(["tada", "+1"]);
});

test("one to three emoji and nothing else are drawn large", () => {
  const tada = (shortcode: string) => (shortcode === "tada" ? "🎉" : undefined);
  const large = (text: string) => isJumbo(parse(text), tada);
  expect(["👍", "👍 🎉", "👩‍👩‍👧‍👦🇩🇪❤️", ":tada:", "1️⃣", "ℹ️"].filter((text) => !large(text))).toEqual([]);
  expect(["👍👍👍👍", "👍 ok", ":nope:", "5", "#", "", "- 👍", "©"].filter(large)).toEqual([]);
});

test("the indentation of a line is kept, with marks and without", () => {
  expect(plainOf(parse("roses:\n    red\n\twhite"))).toBe("roses:\n    red\n\twhite");
  expect(plainOf(parse("*roses*:\n    red\n\twhite"))).toBe("roses:\n    red\n\twhite");
});

test("a text is read once", () => {
  expect(treeOf("*roses*")).toBe(treeOf("*roses*"));
});

test("what is deeper than a screen keeps its words", () => {
  const deep = `${"> ".repeat(9)}roses`;
  expect(plainOf(parse(deep))).toBe("roses");
  const stars = `${"*a ".repeat(30)}x${"*".repeat(30)}`;
  expect(plainOf(parse(stars))).toContain("a a a");
});

test("an address is cut in one pass, and leads nowhere else", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."https://a.b()[]{}*_~.,!?\"'<>` \n|") }), (text) => {
      for (const { from, to, href } of addressesIn(text)) {
        expect(to).toBeGreaterThan(from);
        expect(href).toMatch(/^https?:\/\//u);
      }
    }),
  );
  expect(safeHref("JavaScript:alert(1)")).toBeNull();
});

const pieces = fc.constantFrom(
  ..."*_~`[]()<>#|!\\-+1.@: \n\t".split(""),
  "https://",
  "http://a.b",
  "javascript:",
  "x",
  "é",
  "🍅",
  "```",
  "\n\n",
  "ann",
  "&amp;",
  "![",
  "](",
  "\n- ",
  "\n> ",
);

test("any text can be read, and every link in it is allowed", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces, { maxLength: 60 }).map((list) => list.join("")),
        fc.string(),
      ),
      (text) => {
        const tree = parse(text);
        for (const piece of all(tree)) {
          if (piece.kind === "link") expect(piece.href).toMatch(/^(?:https?:\/\/|mailto:)/u);
        }
        expect(/\S/u.test(plainOf(tree))).toBe(/\S/u.test(text));
      },
    ),
    { numRuns: 1_000 },
  );
});

test("no word is lost: what is no markup is read letter by letter", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abcxyzéß🍅.,!?()'\"&%$"), minLength: 1 });
  const blank = fc.constantFrom(" ", "\n", "  ", "\n  ");
  fc.assert(
    fc.property(fc.array(fc.tuple(word, blank), { minLength: 1 }), (list) => {
      const text = list.flat().join("").trim();
      expect(plainOf(parse(text))).toBe(text);
      const marked = plainOf(parse(`**x** ${text}`));
      expect(marked.split(/\s+/u)).toEqual(["x", ...text.split(/\s+/u)]);
    }),
  );
});
