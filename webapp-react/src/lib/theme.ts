import { Cell } from "./cell";

export type Theme = "system" | "light" | "dark";

/** The same key is read by `public/theme.js` before the first paint. */
const KEY = "confab.theme";

const read = (): Theme => {
  try {
    const saved = localStorage.getItem(KEY);
    return saved === "light" || saved === "dark" ? saved : "system";
  } catch {
    return "system";
  }
};

export const theme = new Cell<Theme>(read());

export function chooseTheme(chosen: Theme): void {
  theme.set(chosen);
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  try {
    if (chosen === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // A browser that keeps nothing still gets the theme for this visit.
  }
}

export const nextTheme = (now: Theme): Theme =>
  now === "system" ? "light" : now === "light" ? "dark" : "system";
