import { Cell } from "./cell";
import { en } from "./locales/en";

/** What every language says; English is always here, so that it can speak when another cannot be loaded. */
export type Words = typeof en;

/** Tags of BCP 47, and what those who speak it call it. */
export const LANGUAGES = { en: "English" } as const;

export type Language = keyof typeof LANGUAGES;

export const language = new Cell<Language>("en");

/** The words of the language that is spoken now. Read it while drawing, never once and for all. */
export let t: Words = en;

export function speak(chosen: Language, words: Words): void {
  t = words;
  language.set(chosen);
}
