// After the build: the service worker, which knows the name of every file that the app consists of.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const dist = new URL("../dist/", import.meta.url).pathname;
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css|html|svg|png|webmanifest)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(dist.length))
  .filter((name) => name !== "sw.js")
  .sort();
const version = createHash("sha256");
for (const name of files) version.update(name).update(readFileSync(join(dist, name)));

await build({
  configFile: false,
  logLevel: "warn",
  define: {
    __SHELL__: JSON.stringify(files.map((name) => (name === "index.html" ? "/" : `/${name}`))),
    __VERSION__: JSON.stringify(version.digest("hex").slice(0, 16)),
  },
  build: {
    outDir: dist,
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2023",
    modulePreload: false,
    rolldownOptions: {
      input: new URL("../sw/sw.ts", import.meta.url).pathname,
      output: { entryFileNames: "sw.js", format: "iife" },
    },
  },
});
