import type { Clock } from "../../src/lib/clock";
import { liveApi } from "../../src/live/live-api";
import type { Pending, PendingShelf } from "../../src/live/pending";
import { LiveStore } from "../../src/live/store";
import type { Me } from "../../src/live/wire";
import { noShelf } from "../../src/testing/no-shelf";
import type { Chance } from "./chance";
import { type Account, Line } from "./line";

/** So many seconds of a device in one of ours: what it waits for before it tries again is for people, not for tests. */
const PACE = 5;
export const LOSSES = 0.04;
/** So many things are on the screen at once, as with several windows. */
const MOST_OPEN = 4;

const quickClock: Clock = {
  now: () => Date.now() * PACE,
  after: (ms, run) => {
    const timer = setTimeout(run, ms / PACE);
    return () => clearTimeout(timer);
  },
};

/** The app as one browser runs it, but for its pixels: the store with its socket and its HTTP, and what it keeps on disk. */
export class Device {
  readonly line: Line;
  store: LiveStore;
  readonly #unsent = new Map<string, Pending>();
  /** What is on the screen; a thread by its root. */
  #open: { channel: string; root?: string; close: () => void }[] = [];

  constructor(
    readonly name: string,
    base: string,
    account: Account,
    private readonly me: Me,
    private readonly chance: Chance,
  ) {
    this.line = new Line(base, account, chance, LOSSES);
    this.store = this.#begin();
  }

  /** The page is loaded anew. What was not sent is on the disk. */
  reload(): void {
    this.line.note("reload");
    this.stop();
    this.store = this.#begin();
  }

  stop(): void {
    for (const { close } of this.#open.splice(0)) close();
    this.store.stop();
  }

  goOffline(): void {
    this.line.isUp = false;
    this.line.cut();
  }

  comeBack(): void {
    this.line.isUp = true;
    if (this.store.socket.connection.get().state !== "connected") this.store.socket.wake();
  }

  get threads(): { channel: string; root: string }[] {
    return this.#open.flatMap(({ channel, root }) => (root ? { channel, root } : []));
  }

  look(channel: string): void {
    this.store.timeline(channel);
    this.#shows({ channel, close: this.store.open(channel) });
  }

  lookAtThread(channel: string, root: string): void {
    if (this.threads.some((open) => open.root === root)) return;
    this.store.thread(channel, root);
    this.#shows({ channel, root, close: this.store.openThread(channel, root) });
  }

  #shows(open: { channel: string; root?: string; close: () => void }): void {
    if (this.#open.length >= MOST_OPEN) this.#open.shift()?.close();
    this.#open.push(open);
  }

  #begin(): LiveStore {
    const shelf: PendingShelf = {
      keep: (pending) => this.#unsent.set(pending.clientId, pending),
      drop: (clientId) => this.#unsent.delete(clientId),
    };
    const store = new LiveStore(this.me, {
      api: liveApi(this.line.http),
      clock: quickClock,
      shelf: { ...noShelf(), ...shelf },
      open: () => this.line.open(),
      random: () => this.chance.next(),
      isOnline: () => this.line.isUp,
      newId: () => crypto.randomUUID(),
      checkSession: async () => "good",
    });
    store.start([...this.#unsent.values()]);
    return store;
  }
}
