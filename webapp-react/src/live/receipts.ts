import { Cell } from "../lib/cell";
import type { Reader } from "./wire";

/** How far each of the others has come, by user. */
export type Seen = ReadonlyMap<string, number>;

const NOBODY: Seen = new Map();

/**
 * What others have read of the channels on the screen. Asked for once, then told by signals; these may be lost, so it is
 * asked again after each connection. Nobody's reading is ever taken back.
 */
export class Receipts {
  readonly #cells = new Map<string, Cell<Seen>>();
  readonly #open = new Map<string, number>();

  constructor(private readonly ask: (channel: string) => Promise<readonly Reader[]>) {}

  in(channel: string): Cell<Seen> {
    let cell = this.#cells.get(channel);
    if (!cell) {
      cell = new Cell(NOBODY);
      this.#cells.set(channel, cell);
    }
    return cell;
  }

  /** Somebody looks at it. The answer ends that. */
  open(channel: string): () => void {
    this.#open.set(channel, (this.#open.get(channel) ?? 0) + 1);
    void this.#load(channel);
    return () => {
      const left = (this.#open.get(channel) ?? 1) - 1;
      if (left > 0) this.#open.set(channel, left);
      else this.#open.delete(channel);
    };
  }

  resumed(): void {
    for (const channel of this.#open.keys()) void this.#load(channel);
  }

  heard(reader: Reader & { channel: string }): void {
    this.#take(reader.channel, [reader]);
  }

  async #load(channel: string): Promise<void> {
    try {
      this.#take(channel, await this.ask(channel));
    } catch {
      // Switched off, or out of reach: then nothing is shown.
    }
  }

  #take(channel: string, readers: readonly Reader[]): void {
    const cell = this.in(channel);
    const before = cell.get();
    const news = readers.filter(({ user, seq }) => seq > (before.get(user) ?? 0));
    if (news.length === 0) return;
    cell.set(new Map([...before, ...news.map(({ user, seq }) => [user, seq] as const)]));
  }
}
