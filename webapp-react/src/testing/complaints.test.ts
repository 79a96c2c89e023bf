import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const document = readFileSync(join(root, "../docs/complaints.md"), "utf8");

/** Each file that is named, and after it the names of tests in it. */
function promised(): [string, string][] {
  const found: [string, string][] = [];
  for (const row of document.split("\n").filter((line) => line.startsWith("| "))) {
    let file = "";
    for (const [, path, name] of row.matchAll(/`((?:e2e|src)\/[\w./-]+)`|"([^"]+)"/gu)) {
      file = path ?? file;
      if (name) found.push([file, name]);
    }
  }
  return found;
}

test("each test that is said to hold off a complaint is there", () => {
  expect(promised().length).toBeGreaterThan(15);
  const missing = promised().filter(
    ([file, name]) => !existsSync(join(root, file)) || !readFileSync(join(root, file), "utf8").includes(name),
  );
  expect(missing).toEqual([]);
});
