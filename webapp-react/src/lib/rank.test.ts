import { expect, test } from "vitest";
import { score } from "./rank";

test("better answers score higher", () => {
  const names = ["garden", "gardeners", "the-garden", "begarden", "grand-elder-nook"];
  const points = names.map((name) => score(name, "garden") ?? -1);
  expect(points).toEqual([...points].sort((a, b) => b - a));
  expect(new Set(points).size).toBe(points.length);
});

test("letters in order are enough, letters out of order are not", () => {
  expect(score("release-train", "rtr")).not.toBeNull();
  expect(score("release-train", "zr")).toBeNull();
});

test("accents need not be typed", () => {
  expect(score("Inês Carvalho", "ines")).toBe(80);
  expect(score("Søren", "soren")).toBeNull();
});
