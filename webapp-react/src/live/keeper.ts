import type { Clock } from "../lib/clock";
import type { LiveStore } from "./store";
import type { Vault } from "./vault";
import type { User } from "./wire";

/** Gives one tab at a time what it waits for, until the signal ends its wait or its turn. */
export type Turns = (signal: AbortSignal, run: () => Promise<void>) => Promise<void>;

const PAUSE = 1_000;
/** Of a conversation that was visited lately, so much can be read without a network. */
const MOST_MESSAGES = 200;

/**
 * Writes what the store knows to this browser's disk, soon after it has changed. One tab does it at a time: cursors and what
 * they stand for must not be mixed from two that have heard differently far.
 */
export class Keeper {
  readonly #stop = new AbortController();
  #isOurs = false;
  #cancel: (() => void) | null = null;
  #users: ReadonlyMap<string, User> | null = null;

  constructor(
    private readonly store: LiveStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
    turns: Turns,
  ) {
    const { signal } = this.#stop;
    const turn = () =>
      new Promise<void>((over) => {
        signal.addEventListener("abort", () => over());
        this.#isOurs = true;
        void this.now();
      });
    // Rejects when it is stopped while it waits.
    turns(signal, turn).catch(() => {});
    store.onNews = () => this.#soon();
  }

  /** The page may be on its way out. */
  async now(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const isOver = this.store.socket.connection.get().state === "ended";
    if (!this.#isOurs || isOver || this.#stop.signal.aborted) return;
    const recent = new Set(this.vault.recent);
    const isWhole = this.vault.isWhole;
    const news = this.store.news(!isWhole, (channel) => (recent.has(channel) ? MOST_MESSAGES : 0));
    if (!news) return;
    const users = this.store.people.known.get();
    const isKnown = isWhole && users === this.#users;
    this.#users = users;
    await this.vault.keepNews(news, isKnown ? null : [...users.values()]);
  }

  stop(): void {
    this.#stop.abort();
    this.#cancel?.();
    this.store.onNews = () => {};
  }

  #soon(): void {
    this.#cancel ??= this.clock.after(PAUSE, () => void this.now());
  }
}
