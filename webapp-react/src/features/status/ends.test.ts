import { expect, test } from "vitest";
import { endOf } from "./ends";

const NOON = new Date(2026, 2, 1, 12, 0).getTime();

test.each([
  ["never", undefined],
  ["half", new Date(2026, 2, 1, 12, 30)],
  ["hour", new Date(2026, 2, 1, 13, 0)],
  ["tomorrow", new Date(2026, 2, 2, 9, 0)],
] as const)("%s", (choice, end) => {
  expect(endOf({ choice, at: "" }, undefined, NOON)).toBe(end?.toISOString());
});

test("a time of one's own is local time, and lies ahead", () => {
  const at = (text: string) => endOf({ choice: "custom", at: text }, undefined, NOON);
  expect(at("2026-03-04T08:15")).toBe(new Date(2026, 2, 4, 8, 15).toISOString());
  expect(at("2026-03-01T11:59")).toBeNull();
  expect(at("")).toBeNull();
});

test("what is kept stays as it is", () => {
  expect(endOf({ choice: "kept", at: "" }, "2026-03-05T00:00:00.000Z", NOON)).toBe(
    "2026-03-05T00:00:00.000Z",
  );
});
