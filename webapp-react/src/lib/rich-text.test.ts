import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./rich-text";

const links = (text: string) =>
  piecesOf(text).flatMap((piece) => (piece.kind === "link" ? [piece.href] : []));

test("http and https become links, without the punctuation of the sentence", () => {
  expect(links("see https://garden.test/a?b=1, and http://x.test.")).toEqual([
    "https://garden.test/a?b=1",
    "http://x.test/",
  ]);
  expect(links("(https://garden.test/a_(b))")).toEqual(["https://garden.test/a_(b)"]);
  expect(links("[https://garden.test/a]")).toEqual(["https://garden.test/a"]);
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
});

test("code is code, and no link lives inside it", () => {
  expect(piecesOf("run `curl https://x.test` now")).toEqual([
    { kind: "text", text: "run " },
    { kind: "code", text: "curl https://x.test" },
    { kind: "text", text: " now" },
  ]);
});

test("no character is lost, and every link is http or https", () => {
  const parts = fc.constantFrom(
    "https://",
    "http://a.b",
    "`",
    "(",
    ")",
    ".",
    "javascript:",
    " ",
    "x",
    "<",
    "\n",
    "é",
    "🍅",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 20 }), (list) => {
      const text = list.join("");
      const pieces = piecesOf(text);
      const back = pieces.map((piece) => (piece.kind === "code" ? `\`${piece.text}\`` : piece.text)).join("");
      expect(back).toBe(text);
      for (const piece of pieces) if (piece.kind === "link") expect(piece.href).toMatch(/^https?:\/\//u);
    }),
  );
});
