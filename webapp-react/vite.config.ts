import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { constructs } from "./build/constructs.ts";
import { emoji } from "./build/emoji.ts";
import { first, parts } from "./build/first.ts";

const server = process.env.CONFAB_SERVER ?? "http://localhost:8080";

// The server only takes unsafe calls and sockets whose Origin is its own.
const proxied = { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } };

export default defineConfig({
  plugins: [react(), emoji(), constructs(), first()],
  resolve: {
    alias: {
      // React has it since 18: the router need not bring what older ones lack.
      "use-sync-external-store/shim/index.js": "react",
      "decode-named-character-reference": new URL("src/lib/markdown/no-entities.ts", import.meta.url)
        .pathname,
    },
  },
  build: {
    target: "es2023",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: parts } } },
  },
  css: { modules: { localsConvention: "camelCaseOnly" } },
  server: {
    port: 5173,
    proxy: {
      "/api": proxied,
      "/health": proxied,
      "/files": proxied,
      "/ws": { ...proxied, ws: true, rewriteWsOrigin: true },
    },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    reporters: ["dot"],
    // A test that hangs fails; one on a machine with much else to do only takes longer.
    testTimeout: 20_000,
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});
