import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isPage, OTHERS } from "../../sw/pages";

test("the service worker leaves to the server what the server does not answer with the app's page", () => {
  const filter = join(import.meta.dirname, "../../../src/main/java/dev/confab/web/app/AppFilter.java");
  const list = /OTHERS =\s*Set\.of\(([^)]*)\)/u.exec(readFileSync(filter, "utf8"))?.[1] ?? "";
  const servers = [...list.matchAll(/"(\w+)"/gu)].map((found) => found[1] ?? "");
  expect(servers.length).toBeGreaterThan(5);
  expect([...OTHERS].filter((name) => name !== "dev").sort()).toEqual(servers.sort());
});

test("pages are what the app draws", () => {
  for (const path of ["/", "/c/01ABC", "/c/01ABC/t/01DEF", "/threads", "/sign-in"])
    expect(isPage(path)).toBe(true);
  for (const path of ["/api/v1/me", "/files/a/b.png", "/dev/", "/favicon.svg", "/sw.js", "/health/live"])
    expect(isPage(path)).toBe(false);
});
