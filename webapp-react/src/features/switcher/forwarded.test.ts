// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { parse } from "../../lib/markdown/parse";
import type { ChannelView } from "../../live/views";
import type { Message } from "../../live/wire";
import { forwarded } from "./forwarded";

const TEXT_LIMIT = 8_000;

const garden = { id: "g1", kind: "public", name: "garden" } as ChannelView;
const said: Message = {
  id: "m1",
  channel: "g1",
  seq: 3,
  author: "ann",
  at: "2026-03-01T12:00:00.000Z",
  text: "the roses\n\nare out",
};
const file = (name: string) => ({ id: name, name, size: 1, type: "image/png" }) as never;
const textOf = (message: Message, comment = "", from = garden) =>
  forwarded(message, "Ann", from, comment, TEXT_LIMIT).text;
const kinds = (text: string) => parse(text).map(({ kind }) => kind);
const length = (text: string) => [...text].length;

test("it says who, where, and how to come there, and quotes every line", () => {
  const [head, ...lines] = textOf(said).split("\n");
  expect(head).toMatch(/^\*\*Ann\*\* in #garden, .*2026.* · \[original message\]\(http.*\/c\/g1\/m\/m1\)$/u);
  expect(lines).toEqual(["> the roses", ">", "> are out"]);
});

test("what is not public is not named", () => {
  expect(textOf(said, "", { ...garden, kind: "private", name: "surprise" })).toContain(
    "in a private channel",
  );
  expect(textOf(said, "", { ...garden, kind: "private", name: "surprise" })).not.toContain("surprise");
  for (const kind of ["direct", "group"] as const)
    expect(textOf(said, "", { ...garden, kind, name: null })).toContain("in a direct conversation");
});

test("a channel whose name is no word is a link that calls nobody", () => {
  expect(textOf(said, "", { ...garden, name: "garden talk @here" })).toMatch(
    /in \[#garden talk \\@\u2060here\]\(http[^)]*\/c\/g1\)/u,
  );
});

test("files are named, and cannot say anything else", () => {
  const text = textOf({ ...said, text: "", attachments: [file("a*b*.png"), file("@channel\n# x")] });
  expect(text.split("\n").slice(1)).toEqual(["> Files: a\\*b\\*\\.png, \\@\u2060channel \\# x"]);
});

test("our own words come first, and call whom they call; not where they would take the quote in", () => {
  expect(textOf(said, " @bob, look ")).toMatch(/^@bob, look\n\n\*\*Ann/u);
  for (const comment of ["- one\n- two", "> quoted", "| a |\n|---|", "    indented", "# head"]) {
    const text = textOf(said, comment);
    expect(text.startsWith(comment.trim())).toBe(true);
    expect(kinds(text).at(-1)).toBe("quote");
  }
  const open = "```\nnot closed";
  expect(textOf(said, open).endsWith(`> are out\n\n${open}`)).toBe(true);
  expect(kinds(textOf(said, open))).toEqual(["paragraph", "quote", "codeBlock"]);
});

test.each([
  ["words", "rose ".repeat(1_600).trim()],
  ["short lines, each of which gets a mark", "a\n".repeat(3_999).trim()],
  ["names, each of which grows", "@ann ".repeat(1_600).trim()],
  ["a block of code", `\`\`\`\n${"x".repeat(7_990)}`],
  ["signs of two units each", "🌷".repeat(8_000)],
])("of %s as much is quoted as there is room for, and it says that it is not all", (_, text) => {
  expect(length(text)).toBeGreaterThan(7_000);
  const whole = forwarded({ ...said, text }, "Ann", garden, "look", TEXT_LIMIT);
  expect(whole).toMatchObject({ isCut: true, over: 0 });
  expect(length(whole.text)).toBeLessThanOrEqual(TEXT_LIMIT);
  expect(length(whole.text)).toBeGreaterThan(TEXT_LIMIT / 2);
  expect(whole.text).toContain(" · shortened · ");
  expect(whole.text).toMatch(/^>.*…$/mu);
  expect(whole.text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u);
});

test("words of our own that leave no room are too long themselves", () => {
  const { over } = forwarded(said, "Ann", garden, "x".repeat(TEXT_LIMIT), TEXT_LIMIT);
  expect(over).toBeGreaterThan(0);
  expect(forwarded(said, "Ann", garden, "x".repeat(TEXT_LIMIT - over), TEXT_LIMIT).over).toBe(0);
});
