import { t } from "./i18n";

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const month = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric" });
const DAY = 86_400_000;

export const clockTime = (at: string) => time.format(new Date(at));
export const monthName = (at: string) => month.format(new Date(at));
export const exactTime = (at: string) => exact.format(new Date(at));
export const shortTime = (at: string) => short.format(new Date(at));

/** As short as it can be: the time of day alone for today. */
export const briefTime = (at: string, now: number) =>
  new Date(at).toDateString() === new Date(now).toDateString() ? clockTime(at) : shortTime(at);

export const dayKey = (at: string) => new Date(at).toDateString();

export const longDay = (at: string) => dayOfYear.format(new Date(at));

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
  return date.getFullYear() === new Date(now).getFullYear() ? day.format(date) : dayOfYear.format(date);
}
