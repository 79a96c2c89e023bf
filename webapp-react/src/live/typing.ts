import { Cell } from "../lib/cell";
import type { Clock } from "../lib/clock";

const SHOWN_FOR = 6_000;
export const TYPING_EVERY = 3_000;
const NOBODY: readonly string[] = [];

/** A channel, or the thread of `parent` in it. */
const placeOf = (channel: string, parent?: string) => (parent ? `${channel}/${parent}` : channel);

/** Who is writing where. A signal: it is never stored and fades by itself. */
export class Typing {
  readonly #cells = new Map<string, Cell<readonly string[]>>();
  readonly #fading = new Map<string, () => void>();

  constructor(private readonly clock: Clock) {}

  in(channel: string, parent?: string): Cell<readonly string[]> {
    const place = placeOf(channel, parent);
    let cell = this.#cells.get(place);
    if (!cell) {
      cell = new Cell(NOBODY);
      this.#cells.set(place, cell);
    }
    return cell;
  }

  heard(channel: string, user: string, parent?: string): void {
    const cell = this.in(channel, parent);
    if (!cell.get().includes(user)) cell.set([...cell.get(), user]);
    const key = `${placeOf(channel, parent)} ${user}`;
    this.#fading.get(key)?.();
    this.#fading.set(
      key,
      this.clock.after(SHOWN_FOR, () => this.stopped(channel, user, parent)),
    );
  }

  /** Their message came: they are not writing it any more. */
  stopped(channel: string, user: string, parent?: string): void {
    const key = `${placeOf(channel, parent)} ${user}`;
    this.#fading.get(key)?.();
    this.#fading.delete(key);
    const cell = this.in(channel, parent);
    if (cell.get().includes(user)) cell.set(cell.get().filter((other) => other !== user));
  }
}
