import { Cell } from "../lib/cell";
import type { Clock } from "../lib/clock";
import { parseFrames } from "./frames";
import type { ClientFrame, Cursors, ServerFrame } from "./wire";

/** The part of WebSocket that is used, so that a test can stand in for it. */
export interface WireSocket {
  send(data: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export type Connection =
  | { state: "connected" }
  | { state: "connecting"; since: number }
  | { state: "offline"; since: number; retryAt: number | null }
  | { state: "ended" };

export interface SocketWorld {
  open(): WireSocket;
  clock: Clock;
  random(): number;
  isOnline(): boolean;
}

export interface SocketOwner {
  cursors(): Cursors;
  received(frames: ServerFrame[]): void;
  /** The connection is ready and the server knows our cursors. */
  resumed(): void;
  /** A handshake failed: browsers do not tell a 401 from a dead server, so ask. */
  refusedEntry(): void;
}

const BACKOFF_FIRST = 500;
const BACKOFF_LIMIT = 30_000;
const PING_EVERY = 20_000;
const SILENCE_LIMIT = 45_000;
/**
 * A server to which everybody comes at once takes one connection after the other, and who hangs up and comes again stands
 * behind all of them once more. Longer, and a node that is frozen would keep who was led to it.
 */
const HANDSHAKE_LIMIT = 20_000;
/** Then it greets one group after the other; it says `bye` when that takes more than 20 s. */
const WELCOME_LIMIT = 30_000;
const PROBE_LIMIT = 5_000;
const GONE_LIMIT = 1_500;
/** A connection that lasts this long was a good one: the next failure starts counting from zero. */
const STABLE_AFTER = 5_000;
const SESSION_OVER = 4001;

/**
 * Keeps one connection alive. Knows nothing of channels: it announces cursors, passes frames on and comes back
 * after every loss, later each time (full jitter), at once when the browser says that the network is back.
 */
export class LiveSocket {
  readonly connection: Cell<Connection>;
  readonly #world: SocketWorld;
  readonly #owner: SocketOwner;
  #socket: WireSocket | null = null;
  #wanted = false;
  #ready = false;
  #failures = 0;
  #retryNotBefore = 0;
  #lastFrameAt = 0;
  #cancelRetry: () => void = () => {};
  #cancelWatch: () => void = () => {};
  #cancelStable: () => void = () => {};

  constructor(world: SocketWorld, owner: SocketOwner) {
    this.#world = world;
    this.#owner = owner;
    this.connection = new Cell<Connection>({ state: "connecting", since: world.clock.now() });
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#failures = 0;
    this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#cancelRetry();
    this.#drop();
  }

  /** The session is over: no more attempts until `start`. */
  end(): void {
    this.stop();
    this.connection.set({ state: "ended" });
  }

  send(frame: ClientFrame): boolean {
    if (!this.#ready || !this.#socket) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** The network or the tab came back: do not sit out the backoff, and do not trust an old connection. */
  wake(): void {
    if (!this.#wanted) return;
    if (this.#socket) {
      if (this.#ready) this.#probe();
      return;
    }
    const wait = this.#retryNotBefore - this.#world.clock.now();
    if (wait > 0) return;
    this.#cancelRetry();
    this.#connect();
  }

  /**
   * The browser says that the network went away. An open socket does not notice for a long time, so ask; a browser
   * that is wrong (a server on the same machine) gets its answer.
   */
  networkGone(): void {
    if (this.#wanted && this.#ready) this.#probe(GONE_LIMIT);
    else if (this.#wanted && this.#socket) this.#lost(1006);
    else if (this.#wanted) this.#noteDown();
  }

  /** An answer is overdue: is anybody there? */
  doubt(): void {
    if (this.#wanted && this.#ready) this.#probe();
  }

  /** The stream has a hole: only a new connection with our cursors mends it. */
  resync(): void {
    if (this.#wanted && this.#socket) this.#lost(1000);
  }

  #connect(): void {
    this.#noteDown();
    this.#ready = false;
    this.#lastFrameAt = this.#world.clock.now();
    const socket = this.#world.open();
    this.#socket = socket;
    socket.onopen = () => {
      if (this.#socket === socket) {
        socket.send(JSON.stringify({ type: "resume", cursors: this.#owner.cursors() } satisfies ClientFrame));
        this.#watch(WELCOME_LIMIT);
      }
    };
    socket.onmessage = (event) => {
      if (this.#socket === socket) this.#take(parseFrames(event.data));
    };
    socket.onclose = (event) => {
      if (this.#socket === socket) this.#lost(event.code);
    };
    this.#watch(HANDSHAKE_LIMIT);
  }

  #take(frames: ServerFrame[]): void {
    this.#lastFrameAt = this.#world.clock.now();
    let becameReady = false;
    for (const frame of frames) {
      if (frame.type === "ready") {
        this.#ready = true;
        becameReady = true;
        this.connection.set({ state: "connected" });
        this.#cancelStable = this.#world.clock.after(STABLE_AFTER, () => {
          this.#failures = 0;
        });
        this.#watch(PING_EVERY);
      }
      if (frame.type === "bye") this.#retryNotBefore = this.#world.clock.now() + (frame.retryAfter || 0);
    }
    this.#owner.received(frames);
    if (becameReady && this.#ready) this.#owner.resumed();
  }

  #watch(delay: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#world.clock.after(delay, () => {
      if (!this.#ready) return this.#lost(1006);
      const silence = this.#world.clock.now() - this.#lastFrameAt;
      if (silence >= SILENCE_LIMIT) return this.#lost(1006);
      this.send({ type: "ping" });
      this.#watch(Math.min(PING_EVERY, SILENCE_LIMIT - silence));
    });
  }

  #probe(limit = PROBE_LIMIT): void {
    const asked = this.#world.clock.now();
    this.send({ type: "ping" });
    this.#cancelWatch();
    this.#cancelWatch = this.#world.clock.after(limit, () => {
      if (this.#lastFrameAt >= asked) this.#watch(PING_EVERY);
      else this.#lost(1006);
    });
  }

  #drop(): boolean {
    const socket = this.#socket;
    const wasReady = this.#ready;
    this.#socket = null;
    this.#ready = false;
    this.#cancelWatch();
    this.#cancelStable();
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(1000);
    }
    return wasReady;
  }

  #lost(code: number): void {
    const wasReady = this.#drop();
    if (code === SESSION_OVER) return this.end();
    this.#failures += 1;
    const { clock, random } = this.#world;
    const ceiling = Math.min(BACKOFF_LIMIT, BACKOFF_FIRST * 2 ** Math.min(this.#failures, 12));
    const wait = Math.max(random() * ceiling, this.#retryNotBefore - clock.now());
    this.#cancelRetry();
    this.#cancelRetry = clock.after(wait, () => this.#connect());
    this.#noteDown(clock.now() + wait);
    if (!wasReady) this.#owner.refusedEntry();
  }

  #noteDown(retryAt: number | null = null): void {
    const before = this.connection.get();
    const since = "since" in before ? before.since : this.#world.clock.now();
    const offline = !this.#world.isOnline() || this.#failures >= 3;
    this.connection.set(offline ? { state: "offline", since, retryAt } : { state: "connecting", since });
  }
}
