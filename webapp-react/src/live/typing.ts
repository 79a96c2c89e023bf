import { Cell } from "../lib/cell";
import type { Clock } from "../lib/clock";

const SHOWN_FOR = 6_000;
export const TYPING_EVERY = 3_000;
const NOBODY: readonly string[] = [];

/** Who is writing where. A signal: it is never stored and fades by itself. */
export class Typing {
  readonly #cells = new Map<string, Cell<readonly string[]>>();
  readonly #fading = new Map<string, () => void>();

  constructor(private readonly clock: Clock) {}

  in(channel: string): Cell<readonly string[]> {
    let cell = this.#cells.get(channel);
    if (!cell) {
      cell = new Cell(NOBODY);
      this.#cells.set(channel, cell);
    }
    return cell;
  }

  heard(channel: string, user: string): void {
    const cell = this.in(channel);
    if (!cell.get().includes(user)) cell.set([...cell.get(), user]);
    const key = `${channel} ${user}`;
    this.#fading.get(key)?.();
    this.#fading.set(
      key,
      this.clock.after(SHOWN_FOR, () => this.stopped(channel, user)),
    );
  }

  /** Their message came: they are not writing it any more. */
  stopped(channel: string, user: string): void {
    const key = `${channel} ${user}`;
    this.#fading.get(key)?.();
    this.#fading.delete(key);
    const cell = this.in(channel);
    if (cell.get().includes(user)) cell.set(cell.get().filter((other) => other !== user));
  }
}
