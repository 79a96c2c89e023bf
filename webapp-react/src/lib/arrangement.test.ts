import { expect, test } from "vitest";
import { readArrangement, within } from "./arrangement";

const USUAL = { sidebar: 272, panel: 380, folded: false };

test("what is kept is read again, within the bounds", () => {
  expect(readArrangement('{"sidebar":300,"panel":9000,"folded":true}')).toEqual({
    sidebar: 300,
    panel: 560,
    folded: true,
  });
  expect(within("sidebar", 1)).toBe(220);
});

test("what is kept and makes no sense is as if there were nothing", () => {
  for (const text of [null, "", "{", "null", "7", '{"sidebar":"wide","panel":null,"folded":"yes"}'])
    expect(readArrangement(text)).toEqual(USUAL);
});
