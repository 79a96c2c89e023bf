import { Cell } from "./cell";
import { type Clock, systemClock } from "./clock";
import { directionOf, isLanguage, type Language, localeOf, wantedLanguage } from "./languages";
import { en, type Words } from "./locales/en";

export type { Words } from "./locales/en";

/** The same key is read by `public/theme.js` before the first paint. */
const KEY = "confab.language";

/** Chunks of their own: nobody fetches a language that they do not read. */
const elsewhere: Record<Exclude<Language, "en">, () => Promise<Words>> = {
  de: () => import("./locales/de").then((all) => all.de),
  es: () => import("./locales/es").then((all) => all.es),
  ar: () => import("./locales/ar").then((all) => all.ar),
  "zh-CN": () => import("./locales/zh-CN").then((all) => all.zhCN),
};

/** When it is tried again to fetch what could not be fetched, in milliseconds. After the last one the next visit does. */
const TRIES = [2_000, 10_000, 60_000, 300_000];

export const wordsOf = async (language: Language): Promise<Words> =>
  language === "en" ? en : elsewhere[language]();

export const language = new Cell<Language>("en");

/** What this person has chosen on this device, or null: what the browser asks for. */
export const chosenLanguage = new Cell<Language | null>(kept());

/** The words of the language that is spoken now. Read it while drawing, never once and for all. */
export let t: Words = en;

export function speak(spoken: Language, words: Words): void {
  t = words;
  if (typeof document !== "undefined") {
    document.documentElement.lang = localeOf(spoken);
    document.documentElement.dir = directionOf(spoken);
  }
  language.set(spoken);
}

let wish = 0;

/**
 * Speaks the language that is wanted here. It resolves when there are words: English ones, which are always here, if
 * the others cannot be fetched now; then it is tried again.
 */
export async function speakOwn(load = wordsOf, clock: Clock = systemClock): Promise<void> {
  wish += 1;
  const mine = wish;
  const wanted = chosenLanguage.get() ?? wantedLanguage();
  const attempt = async (tries: readonly number[]): Promise<void> => {
    try {
      const words = await load(wanted);
      if (mine === wish) speak(wanted, words);
    } catch {
      if (mine !== wish) return;
      const [wait, ...left] = tries;
      if (language.get() === "en") speak("en", en);
      if (wait !== undefined) clock.after(wait, () => mine === wish && void attempt(left));
    }
  };
  await attempt(TRIES);
}

export function chooseLanguage(chosen: Language | null): void {
  chosenLanguage.set(chosen);
  try {
    if (chosen) localStorage.setItem(KEY, chosen);
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still speaks it for this visit.
  }
  void speakOwn();
}

function kept(): Language | null {
  try {
    const saved = localStorage.getItem(KEY);
    return isLanguage(saved) ? saved : null;
  } catch {
    return null;
  }
}
