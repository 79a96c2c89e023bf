import { Cell } from "./cell";

/** In percent of the browser's own size. */
export const TEXT_SIZES = ["90", "100", "112", "125", "150"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
export type Contrast = "system" | "more";

/**
 * How this device shows the app, beside its colours. The page says it by an attribute, which `public/theme.js` sets before
 * the first paint.
 */
class Look<T extends string> {
  readonly chosen: Cell<T>;

  constructor(
    private readonly name: string,
    private readonly usual: T,
    all: readonly T[],
  ) {
    this.chosen = new Cell(all.find((each) => each === this.#kept()) ?? usual);
  }

  #kept(): string | null {
    try {
      return localStorage.getItem(`confab.${this.name}`);
    } catch {
      return null;
    }
  }

  choose(value: T): void {
    this.chosen.set(value);
    if (value === this.usual) delete document.documentElement.dataset[this.name];
    else document.documentElement.dataset[this.name] = value;
    try {
      if (value === this.usual) localStorage.removeItem(`confab.${this.name}`);
      else localStorage.setItem(`confab.${this.name}`, value);
    } catch {
      // A browser that keeps nothing still looks like it for this visit.
    }
  }
}

export const textSize = new Look<TextSize>("text", "100", TEXT_SIZES);
export const contrast = new Look<Contrast>("contrast", "system", ["system", "more"]);
