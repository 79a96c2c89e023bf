import { expect, test } from "vitest";
import { dayBefore, dayOf, written } from "./dates";

const NOON = new Date(2026, 2, 31, 12, 0).getTime();

test.each([
  [{}, "2026-03-31"],
  [{ days: 1 }, "2026-03-30"],
  [{ days: 7 }, "2026-03-24"],
  [{ days: 31 }, "2026-02-28"],
  [{ months: 1 }, "2026-02-28"],
  [{ months: 4 }, "2025-11-30"],
])("the day before by %j begins at midnight here", (back, day) => {
  const begins = dayBefore(NOON, back);
  expect(written(begins)).toBe(day);
  expect(begins.toLocaleTimeString("en-GB")).toBe("00:00:00");
});

test("a day is local, and nothing else is one", () => {
  expect(dayOf("2026-03-01")?.getTime()).toBe(new Date(2026, 2, 1).getTime());
  expect(dayOf("0099-03-01")?.getFullYear()).toBe(99);
  expect(written(dayOf("0099-03-01") ?? new Date())).toBe("0099-03-01");
  for (const none of ["", "today", "2026-13-01", "2026-03-01T10:00"]) expect(dayOf(none)).toBeNull();
});
