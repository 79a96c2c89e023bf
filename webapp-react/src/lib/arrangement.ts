import { Cell } from "./cell";

/** How somebody has arranged the window; kept on this device alone. */
export interface Arrangement {
  sidebar: number;
  panel: number;
  /** The sidebar is folded up, though there is room for it. */
  folded: boolean;
}

/** In CSS pixels. */
export const BOUNDS = {
  sidebar: { least: 220, usual: 272, most: 360 },
  panel: { least: 320, usual: 380, most: 560 },
} as const;

type Part = keyof typeof BOUNDS;

const KEY = "confab.arrangement";

export const within = (part: Part, size: number): number =>
  Math.round(Math.min(BOUNDS[part].most, Math.max(BOUNDS[part].least, size)));

const sizeOf = (part: Part, kept: unknown): number =>
  typeof kept === "number" && Number.isFinite(kept) ? within(part, kept) : BOUNDS[part].usual;

export function readArrangement(text: string | null): Arrangement {
  let kept: Partial<Record<keyof Arrangement, unknown>> = {};
  try {
    kept = Object(JSON.parse(text ?? "{}"));
  } catch {
    // Not ours, or cut off: as if there were nothing.
  }
  return {
    sidebar: sizeOf("sidebar", kept.sidebar),
    panel: sizeOf("panel", kept.panel),
    folded: kept.folded === true,
  };
}

function fromDisk(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const arrangement = new Cell<Arrangement>(readArrangement(fromDisk()));

export function arrange(change: Partial<Arrangement>): void {
  arrangement.set({ ...arrangement.get(), ...change });
  try {
    localStorage.setItem(KEY, JSON.stringify(arrangement.get()));
  } catch {
    // A browser that keeps nothing still has it for this visit.
  }
}
