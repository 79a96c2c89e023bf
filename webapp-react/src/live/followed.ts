import { Cell } from "../lib/cell";
import type { FollowedThread, LogEvent, Message } from "./wire";

/** A thread that we follow, as its list and the count beside it need it. */
export interface FollowedView {
  root: Message;
  unread: number;
}

interface Followed {
  root: Message;
  readSeq: number;
  /** What the server counted, true as of `head`. */
  counted: number;
  head: number;
  /** Seqs of others' replies that came after that. */
  arrived: Set<number>;
}

const MOST_TRIES = 10;
const MOST_MEANWHILE = 1_000;

/**
 * The threads that we follow. The server counts; what is told after its count is added to it by seq, so that nothing
 * counts twice, and whatever cannot be known here makes us ask again.
 */
export class FollowedThreads {
  readonly view = new Cell<readonly FollowedView[]>([]);
  readonly #threads = new Map<string, Followed>();
  /** By channel: every event after this seq is told here. */
  readonly #heardFrom = new Map<string, number>();
  /** Counts what makes an answer that is under way an old one. */
  #moment = 0;
  #isAsking = false;
  /** What was told while an answer is under way; whatever was told before is in it. */
  #meanwhile: LogEvent[] = [];
  #isStopped = false;
  #cancel = () => {};
  isKnown = false;

  constructor(
    private readonly me: string,
    private readonly ask: () => Promise<FollowedThread[]>,
    private readonly later: (ask: () => void) => () => void,
    /** An answer may know of channels that we are out of by now, or are not listed yet. */
    private readonly isListed: (channel: string) => boolean,
  ) {}

  restore(threads: readonly FollowedThread[]): void {
    this.#take(threads);
  }

  /** As the server would tell it, if it had told no more than what has been heard up to these heads. */
  kept(headOf: (channel: string) => number): FollowedThread[] | null {
    if (!this.isKnown) return null;
    return [...this.#threads.values()].map(({ root, readSeq, counted, arrived, head }) => ({
      message: root,
      readSeq,
      unread: counted + arrived.size,
      head: Math.max(head, headOf(root.channel)),
    }));
  }

  async load(): Promise<void> {
    this.#moment += 1;
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#cancel();
    try {
      for (let tries = 1; ; tries++) {
        const moment = this.#moment;
        this.#meanwhile = [];
        const told = await this.ask();
        const isOld = moment !== this.#moment || told.some((thread) => this.#isTooOld(thread));
        if (isOld && tries < MOST_TRIES) continue;
        this.#take(told);
        // From here on what is heard may ask again.
        this.#isAsking = false;
        if (isOld) this.#askLater();
        for (const event of this.#meanwhile.splice(0)) this.heard(event);
        return;
      }
    } catch {
      this.#isAsking = false;
      this.#askLater();
    }
  }

  #askLater(): void {
    this.#cancel();
    this.#cancel = this.later(() => void (this.#isStopped || this.load()));
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /**
   * What stands on the channel's log up to here is not told: an older answer lacks it. Nor does it know what we have followed
   * there all along, if the channel is ours again.
   */
  heardFrom(channel: string, seq: number): void {
    this.#heardFrom.set(channel, seq);
    this.#publish();
    if (this.isKnown) void this.load();
  }

  #isTooOld({ message, head }: FollowedThread): boolean {
    return head < (this.#heardFrom.get(message.channel) ?? 0);
  }

  /** An event on one of our channels, or on our own log. */
  heard(event: LogEvent): void {
    if (this.#isAsking && this.#meanwhile.push(event) > MOST_MEANWHILE) {
      this.#meanwhile = [];
      this.#moment += 1;
    }
    switch (event.kind) {
      case "thread.marked":
        return this.#marked(event);
      case "thread.updated":
        return this.#changed(String(event.body.message), event, (root) => ({
          ...root,
          replies: event.body.replies as Message["replies"],
        }));
      case "message.posted":
        return this.#arrived(event);
      case "message.edited":
        return this.#changed(String(event.body.id), event, () => event.body as unknown as Message);
      case "message.deleted":
        this.#gone(event);
        return this.#changed(String(event.body.id), event, () => event.body as unknown as Message);
    }
  }

  /** We are no longer in the channel. */
  left(channel: string): void {
    this.#moment += 1;
    for (const [id, { root }] of this.#threads) if (root.channel === channel) this.#threads.delete(id);
    this.#publish();
  }

  #changed(id: string, event: LogEvent, how: (root: Message) => Message): void {
    const thread = this.#threads.get(id);
    if (!thread || event.seq <= thread.head) return;
    thread.root = how(thread.root);
    this.#publish();
  }

  #arrived(event: LogEvent): void {
    const message = event.body as unknown as Message;
    const thread = this.#threads.get(message.parent ?? "");
    if (!thread || message.author === this.me || event.seq <= Math.max(thread.head, thread.readSeq)) return;
    thread.arrived.add(event.seq);
    this.#publish();
  }

  #gone(event: LogEvent): void {
    const message = event.body as unknown as Message;
    const thread = this.#threads.get(message.parent ?? "");
    if (!thread || message.author === this.me || event.seq <= thread.head) return;
    if (thread.arrived.delete(message.seq)) this.#publish();
    // The server counted it, and the count is all that we have.
    else if (message.seq > thread.readSeq) void this.load();
  }

  #marked(event: LogEvent): void {
    const { message, follows, readSeq } = event.body as {
      message: string;
      follows: boolean;
      readSeq: number;
    };
    const thread = this.#threads.get(message);
    if (!follows) this.#threads.delete(message);
    else if (!thread) void this.load();
    else if (readSeq !== thread.readSeq) {
      thread.readSeq = readSeq;
      for (const seq of thread.arrived) if (seq <= readSeq) thread.arrived.delete(seq);
      if (readSeq >= thread.head) thread.counted = 0;
      else void this.load();
    }
    this.#publish();
  }

  #take(told: readonly FollowedThread[]): void {
    this.#threads.clear();
    for (const { message, readSeq, unread, head } of told) {
      this.#threads.set(message.id, { root: message, readSeq, counted: unread, head, arrived: new Set() });
    }
    this.isKnown = true;
    this.#publish();
  }

  #publish(): void {
    const views = [...this.#threads.values()]
      .filter(({ root }) => (root.replies?.count ?? 0) > 0 && this.isListed(root.channel))
      .map(({ root, counted, arrived }) => ({ root, unread: counted + arrived.size }))
      .sort((a, b) => ((a.root.replies?.lastAt ?? "") < (b.root.replies?.lastAt ?? "") ? 1 : -1));
    const old = this.view.get();
    const same =
      old.length === views.length &&
      views.every((view, at) => view.root === old[at]?.root && view.unread === old[at]?.unread);
    if (!same) this.view.set(views);
  }
}
