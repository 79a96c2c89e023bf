import { Cell } from "../lib/cell";
import type { LogEvent, User } from "./wire";

/**
 * Whom we have blocked. The server holds them; what our own log tells while an answer is under way goes on top of it, and
 * the last word counts.
 */
export class Blocks {
  /** Who was blocked last is last. */
  readonly users = new Cell<ReadonlySet<string>>(new Set());
  isKnown = false;
  readonly #meanwhile = new Map<string, boolean>();
  #loading = 0;

  constructor(
    private readonly ask: () => Promise<User[]>,
    /** Completes when the server has it; our own log tells the rest. */
    readonly put: (user: string, on: boolean) => Promise<void>,
    private readonly meets: (users: readonly User[]) => void,
    private readonly changed: () => void,
  ) {}

  readonly has = (user: string): boolean => this.users.get().has(user);

  restore(users: readonly string[]): void {
    this.isKnown = true;
    this.users.set(new Set(users));
  }

  async load(): Promise<void> {
    this.#loading += 1;
    const loading = this.#loading;
    this.#meanwhile.clear();
    try {
      const told = await this.ask();
      if (loading !== this.#loading) return;
      this.meets(told);
      const users = new Set(told.map(({ id }) => id).reverse());
      for (const [user, on] of this.#meanwhile) turn(users, user, on);
      this.isKnown = true;
      this.#show(users);
    } catch {
      // Asked again after the next resume; until then what events tell is shown.
    }
  }

  heard({ kind, body }: LogEvent): void {
    if (kind !== "block.changed") return;
    const { user, blocked } = body as { user: string; blocked: boolean };
    this.#meanwhile.set(user, blocked);
    const users = new Set(this.users.get());
    turn(users, user, blocked);
    this.#show(users);
  }

  #show(users: ReadonlySet<string>): void {
    const before = [...this.users.get()];
    const after = [...users];
    if (before.length === after.length && before.every((user, at) => user === after[at])) return;
    this.users.set(users);
    this.changed();
  }
}

function turn(users: Set<string>, user: string, on: boolean): void {
  users.delete(user);
  if (on) users.add(user);
}
