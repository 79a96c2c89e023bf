import { Cell } from "../lib/cell";
import type { Clock } from "../lib/clock";
import type { Status } from "./wire";

export const NO_STATUS: Status = { state: "online" };
/** A browser's timer that is set for longer goes off at once. */
const LONGEST_WAIT = 24 * 60 * 60 * 1000;

/** What we say of ourselves, on all of our devices. Its end comes by the clock: no event says so. */
export class OwnStatus {
  readonly now = new Cell<Status>(NO_STATUS);
  #said: Status = NO_STATUS;
  /** Counts what makes an answer that is under way an old one. */
  #moment = 0;
  #cancelEnd = () => {};
  #cancelRetry = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly ask: () => Promise<Status>,
    private readonly retryAfter: number,
  ) {}

  async load(): Promise<void> {
    this.#cancelRetry();
    const moment = ++this.#moment;
    try {
      const told = await this.ask();
      if (moment === this.#moment) this.#set(told);
    } catch {
      if (moment !== this.#moment) return;
      this.#cancelRetry = this.clock.after(this.retryAfter, () => void this.load());
    }
  }

  restore(status: Status): void {
    this.#set(status);
  }

  /** As it was said, with what may be over by now. */
  get said(): Status {
    return this.#said;
  }

  heard(status: Status): void {
    this.#moment += 1;
    this.#cancelRetry();
    this.#set(status);
  }

  stop(): void {
    this.#cancelEnd();
    this.#cancelRetry();
  }

  #set(status: Status): void {
    this.#said = status;
    this.#look();
  }

  #look(): void {
    this.#cancelEnd();
    const now = this.clock.now();
    this.now.set(leftOf(this.#said, now));
    const { until, textUntil } = this.now.get();
    const ends = [until, textUntil].flatMap((end) => (end ? [Date.parse(end) - now] : []));
    if (ends.length === 0) return;
    this.#cancelEnd = this.clock.after(Math.min(...ends, LONGEST_WAIT), () => this.#look());
  }
}

/** What is not over yet. */
function leftOf({ state, until, emoji, text, textUntil }: Status, now: number): Status {
  const isOver = (end: string | undefined) => end !== undefined && Date.parse(end) <= now;
  return {
    ...(isOver(until) ? NO_STATUS : { state, ...(until && { until }) }),
    ...(!isOver(textUntil) && {
      ...(emoji && { emoji }),
      ...(text && { text }),
      ...(textUntil && { textUntil }),
    }),
  };
}
