// After the build: writes .br and .gz beside every compressible file and holds the size budget.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url).pathname;
const kilobytes = (bytes) => bytes / 1024;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css|html|svg|json|webmanifest|txt)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

// The page of components, and all that is made for tests, is for whoever draws, and not for whoever talks.
const MADE = /components\.html|The roses are out|The garden is missing/u;
const strangers = files.filter((file) => MADE.test(file) || MADE.test(readFileSync(file, "utf8")));
if (strangers.length > 0 || !files.includes(join(dist, "index.html"))) {
  console.error(`What is made for tests is in the build: ${strangers.join(", ")}`);
  process.exit(1);
}

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

const all = [...gzipped].filter(([name]) => name.endsWith(".js"));
const allScripts = kilobytes(all.reduce((total, [, size]) => total + size, 0));

// In KB: what we aim at, and what is too much.
const verdicts = [
  { what: "initial JS", size: sum(".js"), target: 145, gate: 165 },
  { what: "initial CSS", size: sum(".css"), target: 12, gate: 16 },
  { what: "largest lazy chunk", size: largestLazy, target: 70, gate: 90 },
  { what: "all JS", size: allScripts, target: 600, gate: 750 },
];
for (const { what, size, target, gate } of verdicts) {
  console.log(`${what}: ${size.toFixed(1)} KB gzipped, target ${target} KB, limit ${gate} KB`);
}
if (verdicts.some(({ size, gate }) => size > gate)) {
  console.error("The size budget is exceeded.");
  process.exit(1);
}
