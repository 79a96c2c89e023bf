import { language } from "./i18n";
import { localeOf } from "./languages";

const made = new Map<string, Intl.NumberFormat>();

/** With the digits of the spoken language, in the person's own region where it is the same language. */
export function numberText(n: number): string {
  const locale = localeOf(language.get());
  const format = made.get(locale) ?? new Intl.NumberFormat(locale);
  made.set(locale, format);
  return format.format(n);
}

const MOST = 99;

/** On a badge, where there is little room. */
export const badgeText = (n: number): string => (n > MOST ? `${numberText(MOST)}+` : numberText(n));
