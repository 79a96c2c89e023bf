// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { chooseTone, forgetHabits, habitsOf, pickedEmoji, RECENT } from "./emoji-habits";

beforeEach(() => localStorage.clear());

test("what ann picked last comes first, once, and bob does not see it", () => {
  pickedEmoji("ann", "👍");
  pickedEmoji("ann", "🎉");
  expect(pickedEmoji("ann", "👍").recent).toEqual(["👍", "🎉"]);
  expect(habitsOf("ann").recent).toEqual(["👍", "🎉"]);
  expect(habitsOf("bob").recent).toEqual([]);
});

test("only the last are kept, and the tone beside them", () => {
  chooseTone("ann", 4);
  for (let n = 0; n < 2 * RECENT; n++) pickedEmoji("ann", String.fromCodePoint(0x1f600 + n));
  expect(habitsOf("ann").recent.length).toBe(RECENT);
  expect(habitsOf("ann").tone).toBe(4);
});

test.each(["nonsense", "7", '{"recent":"👍","tone":9}', `{"recent":[1,"","${"👍".repeat(30)}"],"tone":"3"}`])(
  "what is broken there counts as nothing: %s",
  (kept) => {
    localStorage.setItem("confab.emoji.ann", kept);
    expect(habitsOf("ann")).toEqual({ recent: [], tone: 0 });
  },
);

test("who signs out leaves nothing behind", () => {
  pickedEmoji("ann", "👍");
  forgetHabits("ann");
  expect(localStorage.length).toBe(0);
});
