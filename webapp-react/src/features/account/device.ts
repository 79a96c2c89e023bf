import { lateWords } from "../../lib/late-words";

const BROWSERS: [RegExp, string][] = [
  [/Edg\//u, "Edge"],
  [/Firefox\//u, "Firefox"],
  [/Chrome\/|CriOS\//u, "Chrome"],
  [/Safari\//u, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/u, "iOS"],
  [/Android/u, "Android"],
  [/Mac OS X/u, "macOS"],
  [/Windows/u, "Windows"],
  [/Linux/u, "Linux"],
];

/** A guess for human eyes only. */
export function deviceOf(userAgent: string | null): string {
  if (!userAgent) return lateWords().account.unknownDevice;
  const first = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(" · ") || userAgent.slice(0, 60);
}
