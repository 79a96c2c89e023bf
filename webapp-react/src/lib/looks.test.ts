// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { contrast, TEXT_SIZES, textSize } from "./looks";

const script = readFileSync(join(import.meta.dirname, "../../public/theme.js"), "utf8");
const css = readFileSync(join(import.meta.dirname, "../styles/tokens.css"), "utf8");
const { dataset } = document.documentElement;

/** What the page is told before anything of the app runs. */
function atFirst() {
  delete dataset.text;
  delete dataset.contrast;
  new Function(script)();
  return { ...dataset };
}

beforeEach(() => {
  localStorage.clear();
  textSize.choose("100");
  contrast.choose("system");
});

test.each(TEXT_SIZES)("%s % is the size at once, and before the first paint of the next visit", (size) => {
  textSize.choose(size);
  const attribute = size === "100" ? undefined : size;
  expect(dataset.text).toBe(attribute);
  expect(atFirst().text).toBe(attribute);
  if (attribute) expect(css).toContain(`:root[data-text="${size}"] {\n  font-size: ${size}%;`);
});

test("more contrast is there at once, and before the first paint of the next visit", () => {
  contrast.choose("more");
  expect(dataset.contrast).toBe("more");
  expect(atFirst().contrast).toBe("more");
  contrast.choose("system");
  expect(atFirst().contrast).toBeUndefined();
});

test("what is no size of ours is none", () => {
  localStorage.setItem("confab.text", "9000");
  expect(atFirst().text).toBeUndefined();
});
