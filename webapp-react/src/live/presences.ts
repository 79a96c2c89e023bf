import { Cell } from "../lib/cell";
import type { Clock } from "../lib/clock";
import type { ClientFrame, Presence } from "./wire";

/** A list that is drawn shows its rows one after the other: they are asked for together. */
const GATHERED_FOR = 150;
const MOST = 200;

/**
 * How the people are there who are on the screen. Whoever draws somebody says so, and the server tells of these and of
 * nobody else. What it tells is never stored, so each connection begins it anew.
 */
export class Presences {
  readonly #cells = new Map<string, Cell<Presence | null>>();
  /** How often each is on the screen; who came last is last. */
  readonly #shown = new Map<string, number>();
  /** Whom the server tells of, on this connection. */
  #watched: readonly string[] = [];
  #most = MOST;
  #isIdle = false;
  #isWaiting = false;

  constructor(
    private readonly clock: Clock,
    private readonly send: (frame: ClientFrame) => boolean,
  ) {}

  /** Null while it is not known. */
  of(user: string): Cell<Presence | null> {
    let cell = this.#cells.get(user);
    if (!cell) {
      cell = new Cell<Presence | null>(null);
      this.#cells.set(user, cell);
    }
    return cell;
  }

  /** This person is on the screen. The answer ends it. */
  show(user: string): () => void {
    const times = this.#shown.get(user) ?? 0;
    this.#shown.delete(user);
    this.#shown.set(user, times + 1);
    this.#soon();
    return () => {
      const left = (this.#shown.get(user) ?? 1) - 1;
      if (left > 0) this.#shown.set(user, left);
      else this.#shown.delete(user);
      this.#soon();
    };
  }

  /** Nobody has touched this window for a while, or somebody does again. */
  turn(isIdle: boolean): void {
    if (this.#isIdle === isIdle) return;
    this.#isIdle = isIdle;
    this.send({ type: "presence", state: isIdle ? "away" : "online" });
  }

  heard(presence: Presence): void {
    if (this.#watched.includes(presence.user)) this.of(presence.user).set(presence);
  }

  limited(most: number): void {
    this.#most = most;
  }

  resumed(): void {
    if (this.#isIdle) this.send({ type: "presence", state: "away" });
    this.#watched = [];
    this.#watch();
  }

  #soon(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.clock.after(GATHERED_FOR, () => {
      this.#isWaiting = false;
      this.#watch();
    });
  }

  #watch(): void {
    const users = [...this.#shown.keys()].slice(-this.#most);
    const before = new Set(this.#watched);
    if (users.length === before.size && users.every((user) => before.has(user))) return;
    if (!this.send({ type: "watch", users })) return;
    this.#watched = users;
    const now = new Set(users);
    // Of whom nothing is told any more, nothing is known.
    for (const [user, cell] of this.#cells) if (!now.has(user) && cell.get()) cell.set(null);
  }
}
