// After the build: writes .br and .gz beside every compressible file and holds the size budget.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url).pathname;
const budget = { js: 165, css: 16, lazy: 90 };
const kilobytes = (bytes) => bytes / 1024;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css|html|svg|json|webmanifest|txt)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const gzipped = new Map();
for (const file of files) {
  const raw = readFileSync(file);
  const gz = gzipSync(raw, { level: 9 });
  const br = brotliCompressSync(raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  });
  writeFileSync(`${file}.gz`, gz);
  writeFileSync(`${file}.br`, br);
  gzipped.set(file.slice(dist.length), gz.length);
}

const html = readFileSync(join(dist, "index.html"), "utf8");
const initial = [...gzipped].filter(([name]) => html.includes(`/${name}"`));
const sum = (ending) =>
  kilobytes(initial.filter(([name]) => name.endsWith(ending)).reduce((total, [, size]) => total + size, 0));
const lazy = [...gzipped].filter(([name]) => name.endsWith(".js") && !html.includes(`/${name}"`));
const largestLazy = kilobytes(Math.max(0, ...lazy.map(([, size]) => size)));

const verdicts = [
  ["initial JS", sum(".js"), budget.js],
  ["initial CSS", sum(".css"), budget.css],
  ["largest lazy chunk", largestLazy, budget.lazy],
];
for (const [what, size, limit] of verdicts) {
  console.log(`${what}: ${size.toFixed(1)} KB gzipped, limit ${limit} KB`);
}
if (verdicts.some(([, size, limit]) => size > limit)) {
  console.error("The size budget is exceeded.");
  process.exit(1);
}
