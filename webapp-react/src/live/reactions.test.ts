import { expect, test } from "vitest";
import { withoutReaction, withReaction } from "./reactions";
import type { Message } from "./wire";

const rose: Message = { id: "m1", channel: "garden", seq: 1, author: "ann", at: "" };

test("who has reacted has reacted once", () => {
  const once = withReaction(rose, "👍", "bob");
  expect(withReaction(once, "👍", "bob")).toBe(once);
  expect(withReaction(once, "👍", "ann").reactions).toEqual([{ emoji: "👍", users: ["bob", "ann"] }]);
  expect(rose.reactions).toBeUndefined();
});

test("an emoji that nobody is left for is gone, and comes back as the last", () => {
  const both = withReaction(withReaction(rose, "👍", "bob"), "🎉", "bob");
  const left = withoutReaction(both, "👍", "bob");
  expect(left.reactions).toEqual([{ emoji: "🎉", users: ["bob"] }]);
  expect(withReaction(left, "👍", "ann").reactions?.map(({ emoji }) => emoji)).toEqual(["🎉", "👍"]);
  expect(withoutReaction(left, "👍", "ann").reactions).toEqual(left.reactions);
});
