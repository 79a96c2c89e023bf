import { expect, test } from "vitest";
import { closedShortcode, wordAt } from "./completion";

/** The caret is where the bar stands. */
const at = (written: string) => {
  const caret = written.indexOf("|");
  return wordAt(written.replace("|", ""), caret);
};
const word = (written: string) => {
  const found = at(written);
  return found && found.sign + found.query;
};

test.each([
  ["@|", "@"],
  ["hello @an|", "@an"],
  ["(@ann|", "@ann"],
  ["@佐藤|", "@佐藤"],
  ["@Zo\u0065\u0301|", "@Zo\u0065\u0301"],
  ["see #gar|", "#gar"],
  ["see #büro-2|", "#büro-2"],
  ["well :ta|", ":ta"],
  [":+1|", ":+1"],
  ["first line\n@b|", "@b"],
])("%s is a word", (written, found) => {
  expect(word(written)).toBe(found);
});

test.each([
  "ann@garden|",
  "@ann |",
  "@ann, |",
  "https://garden.test/#roses|",
  "https://garden.test/@ann|",
  "## |",
  "##|",
  "&#|",
  ":|",
  ":D|",
  "at 10:30|",
  "a::b|",
  ":-)|",
])("%s is none", (written) => {
  expect(word(written)).toBeNull();
});

test.each(["`@ann|", "a `b @ann|", "``a ` @ann|", "```\n@ann|", "~~~js\nx\n:tada|", "```@ann|"])(
  "in code nothing is: %s",
  (written) => {
    expect(word(written)).toBeNull();
  },
);

test.each(["`a` @ann|", "```\na\n```\n@ann|", "a ` b\n@ann|", "\\` @ann|"])(
  "after code it is again: %s",
  (written) => {
    expect(word(written)).toBe("@ann");
  },
);

test("a word is replaced as a whole, wherever in it the caret stands", () => {
  expect(at("@an|n and")).toEqual({ sign: "@", query: "an", from: 0, to: 4 });
  expect(at("#gar|den-2,")).toEqual({ sign: "#", query: "gar", from: 0, to: 9 });
});

test("an emoji's name counts when its second colon was written", () => {
  expect(closedShortcode("so :tada:", 9)).toEqual({ code: "tada", from: 3 });
  expect(closedShortcode("10:30:", 6)).toBeNull();
  expect(closedShortcode("`:tada:", 7)).toBeNull();
  expect(closedShortcode("```\n:tada:", 10)).toBeNull();
});
