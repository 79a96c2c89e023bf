// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { leftAt, onOrBack } from "./reading";

const page = document.documentElement;
afterEach(() => {
  page.dir = "ltr";
});

test("an arrow points on where one reads to, and back where one came from", () => {
  expect(["ArrowLeft", "ArrowRight", "ArrowUp"].map(onOrBack)).toEqual([-1, 1, 0]);
  page.dir = "rtl";
  expect(["ArrowLeft", "ArrowRight", "ArrowUp"].map(onOrBack)).toEqual([1, -1, 0]);
});

test("what opens at a button begins where the button begins", () => {
  const button = new DOMRect(100, 0, 40, 20);
  expect(leftAt(button, 200)).toBe(100);
  page.dir = "rtl";
  expect(leftAt(button, 200)).toBe(-60);
});
