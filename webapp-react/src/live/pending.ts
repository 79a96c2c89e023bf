import type { Clock } from "../lib/clock";
import type { FileFacts } from "../lib/files";
import type { Problem, ReplyTo } from "./wire";

interface Words {
  clientId: string;
  channel: string;
  text: string;
  at: string;
  reply?: ReplyTo;
  /** They are up already, and in no message. */
  files?: readonly FileFacts[];
}

/** A message of ours that the channel's log has not shown us yet. */
export type Pending = Words &
  /** `isTooFast`: the server has put it off, and it goes once more by itself. */
  (
    | { state: "sending"; isTooFast?: boolean }
    | { state: "acked"; seq: number; id: string }
    | { state: "failed"; problem: Problem | null }
  );

/** Where unacked sends outlive the page. */
export interface PendingShelf {
  keep(pending: Pending): void;
  drop(clientId: string): void;
}

export interface Outlet {
  /** False when there is no connection: the sends wait for the next one. */
  send(pending: Pending): boolean;
  /** An ack should have come by now. */
  overdue(): void;
  /** Whether the server is there and takes no messages, as when its database is away. */
  stalled(isStalled: boolean): void;
}

const wordsOf = ({ clientId, channel, text, at, reply, files }: Pending): Words => ({
  clientId,
  channel,
  text,
  at,
  ...(reply && { reply }),
  ...(files && { files }),
});

const ACK_LIMIT = 10_000;
const SERVER_FAULT_WAIT = 3_000;
const SERVER_FAULT_TRIES = 5;
const LONGEST_WAIT = 15_000;
const UNAVAILABLE = 503;
/** An answer that takes so long has something to wait for. */
const STALL_AFTER = 4_000;

/**
 * Sends until acked, always with the same clientId, so that a repeat is harmless. One message of a channel is under
 * way at a time: what its author wrote first comes first, even if it is refused for a while. A refusal that will not go away
 * by itself marks the row as failed; the words are kept until the author decides. As long as the server says that it cannot
 * take them now, they are sent again.
 */
export class PendingSends {
  readonly #byId = new Map<string, Pending>();
  readonly #timers = new Map<string, () => void>();
  readonly #faults = new Map<string, number>();
  #lastAt = 0;
  #stopStalling: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly shelf: PendingShelf,
    private readonly outlet: Outlet,
    private readonly changed: (channel: string) => void,
  ) {}

  of(channel: string): Pending[] {
    return [...this.#byId.values()].filter((pending) => pending.channel === channel);
  }

  get waiting(): number {
    return [...this.#byId.values()].filter((pending) => pending.state === "sending").length;
  }

  /** Waiting or failed: words that only this browser has. */
  get unsent(): number {
    return [...this.#byId.values()].filter((pending) => pending.state !== "acked").length;
  }

  restore(saved: readonly Pending[]): void {
    for (const pending of saved) {
      if (this.#byId.has(pending.clientId)) continue;
      this.#lastAt = Math.max(this.#lastAt, Date.parse(pending.at));
      this.#byId.set(pending.clientId, pending);
      this.changed(pending.channel);
      if (pending.state === "sending") this.#offer(pending);
    }
  }

  add(draft: Omit<Words, "at">): void {
    // No two of one moment, and none before what was written before it: this is the order in which they go out again.
    this.#lastAt = Math.max(this.clock.now(), this.#lastAt + 1);
    this.#begin({ ...draft, at: new Date(this.#lastAt).toISOString(), state: "sending" });
  }

  retry(clientId: string): void {
    const pending = this.#byId.get(clientId);
    if (pending?.state !== "failed") return;
    this.#faults.delete(clientId);
    this.#begin({ ...wordsOf(pending), state: "sending" });
  }

  discard(clientId: string): void {
    this.#forget(clientId);
  }

  /** After every reconnect: whatever is unacked goes out again, oldest first. */
  repeatAll(): void {
    this.#answered();
    for (const channel of new Set([...this.#byId.values()].map((pending) => pending.channel)))
      this.#next(channel);
  }

  acked(clientId: string, seq: number, id: string): void {
    this.#answered();
    const pending = this.#byId.get(clientId);
    if (!pending) return;
    this.#stopTimer(clientId);
    this.shelf.drop(clientId);
    this.#byId.set(clientId, { ...wordsOf(pending), state: "acked", seq, id });
    this.changed(pending.channel);
    if (pending.state === "sending") this.#next(pending.channel);
  }

  refused(clientId: string, problem: Problem, retryAfter?: number): void {
    const pending = this.#byId.get(clientId);
    if (pending?.state !== "sending") return;
    if (problem.status !== UNAVAILABLE) this.#answered();
    if (problem.status === 429) {
      const slowed: Pending = { ...pending, isTooFast: true };
      this.#byId.set(clientId, slowed);
      this.changed(slowed.channel);
      this.#again(slowed, retryAfter ?? (problem.retryAfter ?? 1) * 1000);
      return;
    }
    const faults = (this.#faults.get(clientId) ?? 0) + 1;
    this.#faults.set(clientId, faults);
    if (problem.status === UNAVAILABLE) {
      this.outlet.stalled(true);
      this.#again(pending, retryAfter ?? Math.min(SERVER_FAULT_WAIT * faults, LONGEST_WAIT));
      return;
    }
    if (problem.status >= 500 && faults < SERVER_FAULT_TRIES) {
      this.#again(pending, SERVER_FAULT_WAIT * faults);
      return;
    }
    this.#fail(pending, problem);
  }

  /** The log has shown it (by our clientId), or has moved past the place that the ack named. */
  arrived(channel: string, clientIds: ReadonlySet<string>, cursor: number): void {
    for (const pending of this.of(channel)) {
      const passed = pending.state === "acked" && pending.seq <= cursor;
      if (passed || clientIds.has(pending.clientId)) this.#forget(pending.clientId);
    }
  }

  /** We are no longer in the channel: keep the words, but stop trying. */
  channelGone(channel: string): void {
    for (const pending of this.of(channel)) {
      if (pending.state === "acked") this.#forget(pending.clientId);
      if (pending.state === "sending") this.#markFailed(pending, null);
    }
  }

  stop(): void {
    this.#stopStalling?.();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #begin(pending: Pending): void {
    this.#byId.set(pending.clientId, pending);
    this.shelf.keep(pending);
    this.changed(pending.channel);
    this.#offer(pending);
  }

  #fail(pending: Pending, problem: Problem | null): void {
    this.#markFailed(pending, problem);
    this.#next(pending.channel);
  }

  #markFailed(pending: Pending, problem: Problem | null): void {
    this.#stopTimer(pending.clientId);
    const failed: Pending = { ...wordsOf(pending), state: "failed", problem };
    this.#byId.set(failed.clientId, failed);
    this.shelf.keep(failed);
    this.changed(failed.channel);
    if (this.waiting === 0) this.#answered();
  }

  #first(channel: string): Pending | undefined {
    for (const pending of this.#byId.values()) {
      if (pending.channel === channel && pending.state === "sending") return pending;
    }
    return undefined;
  }

  #next(channel: string): void {
    const first = this.#first(channel);
    if (first) this.#offer(first);
  }

  #offer(pending: Pending): void {
    if (this.#first(pending.channel) !== pending) return;
    this.#stopTimer(pending.clientId);
    if (!this.outlet.send(pending)) return;
    this.#stopStalling ??= this.clock.after(STALL_AFTER, () => this.outlet.stalled(true));
    this.#again(pending, ACK_LIMIT, () => this.outlet.overdue());
  }

  /** The server does take messages, or there is nothing that it could take. */
  #answered(): void {
    this.#stopStalling?.();
    this.#stopStalling = null;
    this.outlet.stalled(false);
  }

  #again(pending: Pending, wait: number, first = () => {}): void {
    this.#stopTimer(pending.clientId);
    const cancel = this.clock.after(wait, () => {
      this.#timers.delete(pending.clientId);
      if (this.#byId.get(pending.clientId)?.state !== "sending") return;
      first();
      this.#offer(pending);
    });
    this.#timers.set(pending.clientId, cancel);
  }

  #stopTimer(clientId: string): void {
    this.#timers.get(clientId)?.();
    this.#timers.delete(clientId);
  }

  #forget(clientId: string): void {
    const pending = this.#byId.get(clientId);
    if (!pending) return;
    this.#stopTimer(clientId);
    this.#faults.delete(clientId);
    this.#byId.delete(clientId);
    this.shelf.drop(clientId);
    this.changed(pending.channel);
    if (this.waiting === 0) this.#answered();
    if (pending.state === "sending") this.#next(pending.channel);
  }
}
