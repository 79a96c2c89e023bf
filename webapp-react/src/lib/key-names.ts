import { KEYS, type KeyIn, type KeyPlace } from "./keys";
import { lateWords } from "./late-words";

const isMac = (): boolean => /Mac|iP/u.test(navigator.platform);

const MAC: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩", Delete: "⌫" };
const ARROWS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

/** The ways to do it, each as the keys that are pressed together, as they are written on the keyboard. */
export function keysOf<P extends KeyPlace>(place: P, id: KeyIn<P>, mac = isMac()): string[][] {
  const names: Record<string, string> = lateWords().keys.names;
  const nameOf = (key: string) =>
    (mac && MAC[key]) || ARROWS[key] || names[key] || (key.length === 1 ? key.toUpperCase() : key);
  return String(KEYS[place][id])
    .split(" ")
    .map((way) => {
      // There the browser has its way back beside another key.
      const own = mac && place === "browser" ? way.replace("Alt", "Mod") : way;
      return own.split("-").map(nameOf);
    });
}
