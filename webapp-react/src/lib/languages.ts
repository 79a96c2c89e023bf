/** Tags of BCP 47, and what those who speak it call it. */
export const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  ar: "العربية",
  "zh-CN": "简体中文",
} as const;

export type Language = keyof typeof LANGUAGES;
export type Direction = "ltr" | "rtl";

export const languages = Object.keys(LANGUAGES) as Language[];

export const directionOf = (language: Language): Direction => (language === "ar" ? "rtl" : "ltr");

export const isLanguage = (tag: unknown): tag is Language => languages.includes(tag as Language);

/** Ours for a tag of any region, or null. Chinese only where it is written in the simplified script. */
export function languageOf(tag: string): Language | null {
  const [first = "", ...rest] = tag.toLowerCase().split("-");
  if (first === "zh") return rest.every((part) => /^(?:hans|cn|sg)$/u.test(part)) ? "zh-CN" : null;
  return isLanguage(first) ? first : null;
}

/** The first of the wanted ones that we have; English for those who want none of ours. */
export function negotiate(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return "en";
}

const wantedHere = (): readonly string[] => globalThis.navigator?.languages ?? [];

export const wantedLanguage = (): Language => negotiate(wantedHere());

/** The tag that dates and numbers are written by: with the person's own region where it is the same language. */
export const localeOf = (language: Language): string =>
  wantedHere().find((tag) => languageOf(tag) === language && isWellFormed(tag)) ?? language;

function isWellFormed(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
