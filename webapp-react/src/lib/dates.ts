import { language, t } from "./i18n";
import { localeOf } from "./languages";

const FORMS = {
  clock: { timeStyle: "short" },
  gutter: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  exact: { dateStyle: "full", timeStyle: "medium" },
  day: { weekday: "long", day: "numeric", month: "long" },
  dayOfYear: { dateStyle: "long" },
  short: { dateStyle: "medium", timeStyle: "short" },
  month: { month: "long", year: "numeric" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const made = new Map<string, Intl.DateTimeFormat>();

/** As the spoken language writes it, in the person's own region where it is the same language. */
function write(form: keyof typeof FORMS, at: Date): string {
  const locale = localeOf(language.get());
  const key = `${form} ${locale}`;
  let format = made.get(key);
  if (!format) {
    // The calendar of the browser's own fields for dates, everywhere.
    format = new Intl.DateTimeFormat(locale, { ...FORMS[form], calendar: "gregory" });
    made.set(key, format);
  }
  return format.format(at);
}

const DAY = 86_400_000;

export const clockTime = (at: string) => write("clock", new Date(at));
/** Always of the same width, so that it fits beside a message: 24 hours, two figures each. */
export const gutterTime = (at: string) => write("gutter", new Date(at));
export const monthName = (at: string) => write("month", new Date(at));
export const exactTime = (at: string) => write("exact", new Date(at));
export const shortTime = (at: string) => write("short", new Date(at));

/** As short as it can be: the time of day alone for today. */
export const briefTime = (at: string, now: number) =>
  new Date(at).toDateString() === new Date(now).toDateString() ? clockTime(at) : shortTime(at);

export const dayKey = (at: string) => new Date(at).toDateString();

export const longDay = (at: string) => write("dayOfYear", new Date(at));

/** The local day that lies so far before `now`, as it began; of a month that is too short its last day. */
export function dayBefore(now: number, back: { days?: number; months?: number }): Date {
  const { days = 0, months = 0 } = back;
  const today = new Date(now);
  const lastOfMonth = new Date(today.getFullYear(), today.getMonth() - months + 1, 0).getDate();
  const day = Math.min(today.getDate(), lastOfMonth);
  return new Date(today.getFullYear(), today.getMonth() - months, day - days);
}

/** As a browser's field has it, `2026-03-01`: when that day begins here. Null where it is none. */
export function dayOf(written: string): Date | null {
  const day = new Date(`${written}T00:00`);
  return Number.isNaN(day.getTime()) ? null : day;
}

/** The other way round. */
export const written = (day: Date): string =>
  [
    String(day.getFullYear()).padStart(4, "0"),
    String(day.getMonth() + 1).padStart(2, "0"),
    String(day.getDate()).padStart(2, "0"),
  ].join("-");

export function dayName(at: string, now: number): string {
  const date = new Date(at);
  if (date.toDateString() === new Date(now).toDateString()) return t.timeline.today;
  if (date.toDateString() === new Date(now - DAY).toDateString()) return t.timeline.yesterday;
  return write(date.getFullYear() === new Date(now).getFullYear() ? "day" : "dayOfYear", date);
}
