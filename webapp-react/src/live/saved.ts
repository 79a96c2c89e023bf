import { Cell } from "../lib/cell";
import type { LogEvent } from "./wire";

/**
 * Which messages we have put aside. The server holds them; what our own log tells while an answer is under way goes on
 * top of it, and the last word counts.
 */
export class Saved {
  readonly ids = new Cell<ReadonlySet<string>>(new Set());
  isKnown = false;
  readonly #meanwhile = new Map<string, boolean>();
  #loading = 0;

  constructor(
    private readonly ask: () => Promise<string[]>,
    /** Completes when the server has it; our own log tells the rest. */
    readonly put: (message: string, on: boolean) => Promise<void>,
  ) {}

  restore(ids: readonly string[]): void {
    this.isKnown = true;
    this.ids.set(new Set(ids));
  }

  async load(): Promise<void> {
    this.#loading += 1;
    const loading = this.#loading;
    this.#meanwhile.clear();
    try {
      const ids = new Set(await this.ask());
      if (loading !== this.#loading) return;
      for (const [id, on] of this.#meanwhile) if (on) ids.add(id);
      for (const [id, on] of this.#meanwhile) if (!on) ids.delete(id);
      this.isKnown = true;
      this.ids.set(ids);
    } catch {
      // Asked again after the next resume; until then what events tell is shown.
    }
  }

  heard({ kind, body }: LogEvent): void {
    if (kind !== "message.saved" && kind !== "message.unsaved") return;
    const id = String(body.message);
    const on = kind === "message.saved";
    this.#meanwhile.set(id, on);
    const ids = new Set(this.ids.get());
    if (on === ids.has(id)) return;
    if (on) ids.add(id);
    else ids.delete(id);
    this.ids.set(ids);
  }
}
