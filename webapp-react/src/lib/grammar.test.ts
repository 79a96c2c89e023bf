import { expect, test } from "vitest";
import { grammar } from "./grammar";

test("Arabic counts in six ways, and each is said", () => {
  const { count } = grammar<Intl.LDMLPluralRule>("ar");
  const forms = { zero: "0", one: "1", two: "2", few: "few #", many: "many #", other: "other #" };
  expect([0, 1, 2, 3, 11, 100].map((n) => count(n, forms))).toEqual([
    "0",
    "1",
    "2",
    "few 3",
    "many 11",
    "other 100",
  ]);
});

test("numbers are written as the language writes them", () => {
  const many = (language: Parameters<typeof grammar>[0]) => grammar(language).number(1_234_567);
  expect(many("en")).toBe("1,234,567");
  expect(many("de")).toBe("1.234.567");
  expect(many("es")).toBe("1.234.567");
  expect(many("zh-CN")).toBe("1,234,567");
});

test("names are joined as the language joins them", () => {
  const names = (language: Parameters<typeof grammar>[0]) => grammar(language).list(["Ann", "Bob", "Cem"]);
  expect(names("en")).toBe("Ann, Bob, and Cem");
  expect(names("de")).toBe("Ann, Bob und Cem");
  expect(names("es")).toBe("Ann, Bob y Cem");
  expect(names("zh-CN")).toBe("Ann、Bob和Cem");
  expect(names("ar").replace(/[\u2068\u2069]/gu, "")).toBe("Ann وBob وCem");
});

test("words of the other direction are set apart, and only those", () => {
  expect(grammar("en").apart("Ann")).toBe("Ann");
  expect(grammar("en").apart("ليلى")).toBe("\u2068ليلى\u2069");
  expect(grammar("de").apart("garden ليلى")).toBe("\u2068garden ليلى\u2069");
  expect(grammar("ar").apart("Ann")).toBe("\u2068Ann\u2069");
  expect(grammar("ar").apart("")).toBe("");
});
