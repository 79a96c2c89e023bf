import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "..");
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/u.test(name));
const product = files.filter((name) => !/\.test\.tsx?$/u.test(name) && !name.startsWith("testing/"));
const textOf = (name: string) => readFileSync(join(src, name), "utf8");

const MAY_IMPORT: Record<string, string[]> = {
  lib: ["lib"],
  ui: ["ui", "lib"],
  live: ["live", "lib"],
  features: ["live", "ui", "lib"],
  app: ["app", "features", "live", "ui", "lib", "styles"],
};

function importsOf(name: string): string[] {
  const found = textOf(name).matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/gu);
  return [...found].map((match) => relative(src, join(src, dirname(name), match[1] ?? "")));
}

function trespasses(name: string): string[] {
  const [zone = "", feature] = name.split("/");
  return importsOf(name).filter((target) => {
    const [targetZone = "", targetFeature] = target.split("/");
    if (zone === "features" && targetZone === "features") return feature !== targetFeature;
    return !MAY_IMPORT[zone]?.includes(targetZone);
  });
}

test("there is something to check", () => {
  expect(product.length).toBeGreaterThan(60);
  expect(product.flatMap(importsOf).length).toBeGreaterThan(200);
});

test("every import stays within its zone", () => {
  const found = product.flatMap((name) => trespasses(name).map((target) => `${name} -> ${target}`));
  expect(found).toEqual([]);
});

test("what is made for tests, and the page of components, is reached from no part of the product", () => {
  const made = files.filter((name) => name.startsWith("testing/components/"));
  expect(made.length).toBeGreaterThan(3);
  const guests = product.filter((name) => importsOf(name).some((target) => target.startsWith("testing/")));
  expect(guests).toEqual([]);
  const page = (name: string) => readFileSync(join(src, "..", name), "utf8");
  expect(page("components.html")).toContain("/src/testing/");
  expect(page("index.html")).not.toContain("testing");
  expect(page("vite.config.ts")).not.toContain("components");
});

test("only live/ opens a WebSocket", () => {
  const found = product.filter((name) => /new WebSocket\b/u.test(textOf(name)) && !name.startsWith("live/"));
  expect(found).toEqual([]);
});

test("only *-api.ts call HTTP", () => {
  const calls = /\bhttp\s*\.(?:get|post|put|patch|delete)\b|(?<![.#\w])fetch\(/u;
  const found = product.filter((name) => calls.test(textOf(name)) && !name.endsWith("-api.ts"));
  // The one place that hands the browser's fetch to `Http`.
  expect(found).toEqual(["app/main.ts"]);
});

test("only lib/upload.ts sends what must tell how far it is", () => {
  const found = product.filter((name) => /new XMLHttpRequest\b/u.test(textOf(name)));
  expect(found).toEqual(["lib/upload.ts"]);
});

test("nothing writes HTML", () => {
  const found = product.filter((name) =>
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySet/u.test(textOf(name)),
  );
  expect(found).toEqual([]);
});
