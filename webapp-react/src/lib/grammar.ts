import { directionOf, type Language, localeOf } from "./languages";

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** How a language counts, and how it takes up words that are not its own. `Form` are its plurals, after CLDR. */
export function grammar<Form extends Intl.LDMLPluralRule>(language: Language) {
  const made: { rules?: Intl.PluralRules; numbers?: Intl.NumberFormat; lists?: Intl.ListFormat } = {};
  // Made when they are first needed: the browser's own tables take a moment to open.
  const rules = () => (made.rules ??= new Intl.PluralRules(localeOf(language)));
  const numbers = () => (made.numbers ??= new Intl.NumberFormat(localeOf(language)));
  const lists = () => (made.lists ??= new Intl.ListFormat(localeOf(language), { type: "conjunction" }));

  const number = (n: number): string => numbers().format(n);

  /** The form for so many, with the number in the place of `#`. */
  const count = (n: number, forms: Record<Form, string> & { other: string }): string => {
    const form = (forms as Partial<Record<Intl.LDMLPluralRule, string>>)[rules().select(n)] ?? forms.other;
    return form.replace("#", () => number(n));
  };

  /** Somebody's words within ours: they turn nothing around them, whichever way they are read (UAX #9). */
  const apart = (words: string): string =>
    words !== "" && (directionOf(language) === "rtl" || RIGHT_TO_LEFT.test(words))
      ? FIRST_STRONG_ISOLATE + words + POP_ISOLATE
      : words;

  /** Names in a row, as the language joins them. */
  const list = (names: readonly string[]): string => lists().format(names.map(apart));

  return { number, count, apart, list };
}
