import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test, vi } from "vitest";
import { languageOf, localeOf, negotiate } from "./languages";

afterEach(() => vi.unstubAllGlobals());

const WANTED: [string[], string][] = [
  [["de-AT", "en"], "de"],
  [["fr-FR", "es-MX", "de"], "es"],
  [["ar-EG"], "ar"],
  [["zh"], "zh-CN"],
  [["zh-Hans"], "zh-CN"],
  [["zh-Hans-SG"], "zh-CN"],
  [["zh-SG"], "zh-CN"],
  [["zh-TW", "de"], "de"],
  [["zh-Hant-CN"], "en"],
  [["fr", "it"], "en"],
  [["en-GB", "de"], "en"],
  [[], "en"],
];

test.each(WANTED)("who asks for %j gets %s", (wanted, language) => {
  expect(negotiate(wanted)).toBe(language);
});

test("a language that only begins like one of ours is none", () => {
  expect(["deu-x", "eng", "arz", "est"].map(languageOf)).toEqual([null, null, null, null]);
});

test("dates are written as in the person's own region, where it is the same language", () => {
  vi.stubGlobal("navigator", { languages: ["en-GB", "de-AT", "de"] });
  expect(localeOf("de")).toBe("de-AT");
  expect(localeOf("en")).toBe("en-GB");
  expect(localeOf("ar")).toBe("ar");
});

test("a tag that is none breaks nothing", () => {
  vi.stubGlobal("navigator", { languages: ["en-u", "de-"] });
  expect(localeOf("en")).toBe("en");
  expect(localeOf("de")).toBe("de");
});

const script = readFileSync(join(import.meta.dirname, "../../public/theme.js"), "utf8");

function beforeThePaint(languages: readonly string[], kept: Record<string, string> | null) {
  const documentElement = { lang: "en", dir: "", dataset: {} as Record<string, string> };
  const localStorage = {
    getItem(key: string) {
      if (!kept) throw new Error("no storage");
      return kept[key] ?? null;
    },
  };
  runInNewContext(script, { document: { documentElement }, localStorage, navigator: { languages } });
  return documentElement;
}

test.each(WANTED)("the page says so before the first paint: %j, %s", (wanted, language) => {
  vi.stubGlobal("navigator", { languages: wanted });
  for (const kept of [{}, null]) {
    const { lang, dir } = beforeThePaint(wanted, kept);
    expect(lang).toBe(localeOf(negotiate(wanted)));
    expect(dir).toBe(language === "ar" ? "rtl" : "ltr");
  }
});

test("what was chosen counts more than what the browser asks for", () => {
  const chosen = (language: string) => beforeThePaint(["en-GB"], { "confab.language": language });
  expect([chosen("ar").lang, chosen("ar").dir]).toEqual(["ar", "rtl"]);
  expect(chosen("de").lang).toBe("de");
  expect(chosen("tlh").lang).toBe("en-GB");
});

test("the theme is still there before the first paint", () => {
  expect(beforeThePaint(["en"], { "confab.theme": "dark" }).dataset.theme).toBe("dark");
});
