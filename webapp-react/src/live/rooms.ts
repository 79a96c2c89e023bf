import type { Clock } from "../lib/clock";
import { type LiveApi, PAGE, PAGE_LIMIT } from "./live-api";
import { type KeptRoom, keptRoomOf, type Past, Room } from "./room";
import type { Channel, ChannelMark, Cursors, LogEvent, MessagePage } from "./wire";

export interface RoomsWatcher {
  changed(id: string): void;
  /** An event has been applied, on whatever log. */
  applied(event: LogEvent): void;
  created(room: Room): void;
  removed(id: string): void;
  /** An event is missing: nothing after it may be applied until the stream was resumed. */
  hole(): void;
  listed(outcome: "ready" | "failed"): void;
  /** An answer was taken in, outside of any frame. */
  settled(): void;
}

const STRAYS_LIMIT = 300;
const LEAP_TRIES = 3;

/**
 * The rooms that we are in and the user's own log. Answers and events cross each other on the way: each answer
 * remembers the moment of its question (`#moment`), and what events said after that moment wins.
 */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #strays = new Map<string, LogEvent[]>();
  readonly #left = new Map<string, number>();
  readonly #reads = new Map<string, { seq: number; moment: number }>();
  readonly #marks = new Map<string, { mark: ChannelMark; moment: number }>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #recounted = new Map<string, string>();
  readonly #leaping = new Map<string, number>();
  readonly #retries = new Map<string, () => void>();
  #heads: Cursors | null = null;
  #userCursor: number | null = null;
  #moment = 0;
  /** When we last blocked somebody, or took it back: the server has counted by another rule before. */
  #blockedAt = -1;
  #listing: Promise<void> | null = null;
  #listRun = 0;
  #announced: Cursors = {};
  #mustList = true;
  #stopped = false;

  constructor(
    private readonly me: string,
    private readonly api: LiveApi,
    private readonly clock: Clock,
    private readonly retryAfter: number,
    private readonly watcher: RoomsWatcher,
    private readonly isBlocked: (user: string) => boolean,
  ) {}

  all(): Iterable<Room> {
    return this.#rooms.values();
  }

  get(id: string): Room | undefined {
    return this.#rooms.get(id);
  }

  start(): void {
    this.#stopped = false;
  }

  /** As they were when this device saw them last: the stream goes on from there. */
  restore(rooms: readonly KeptRoom[], userCursor: number, isComplete: boolean): void {
    this.#userCursor = userCursor;
    this.#mustList = !isComplete;
    for (const kept of rooms) this.#rooms.set(kept.facts.id, new Room(this.me, kept, this.isBlocked));
  }

  get userCursor(): number | null {
    return this.#userCursor;
  }

  /** Whether what we know of a channel is all that the last connection has told of. */
  isBehind(id: string): boolean {
    return !this.#heads || (this.#rooms.get(id)?.cursor ?? 0) < (this.#heads[id] ?? 0);
  }

  /** Whether the last connection began with it: it is told again, or late. */
  wasSaid({ log, seq }: LogEvent): boolean {
    return seq <= (this.#heads?.[log] ?? 0);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#retries.values()) cancel();
  }

  cursors(): Cursors {
    const cursors: Cursors = {};
    if (this.#userCursor !== null) cursors[this.me] = this.#userCursor;
    for (const [id, room] of this.#rooms) cursors[id] = room.cursor;
    this.#announced = cursors;
    return cursors;
  }

  connected(heads: Cursors): void {
    this.#heads = heads;
    this.#strays.clear();
    for (const [id, room] of this.#rooms) {
      // It came after our cursors had gone out, so its stream starts at the head and not where we are.
      if (!(id in this.#announced) && room.cursor < (heads[id] ?? 0)) return this.watcher.hole();
    }
    if (this.#userCursor === null) {
      // From here on we hear of every change of our memberships: what we listed before may be out of date.
      this.#userCursor = heads[this.me] ?? 0;
      this.#mustList = true;
      this.#listing = null;
    }
  }

  resumed(sendRead: (channel: string, seq: number) => void): void {
    if (this.#mustList) void this.list();
    for (const [id, room] of this.#rooms) {
      if (room.readToSay !== null) sendRead(id, room.readToSay);
      if (room.failed) this.watcher.changed(id);
    }
  }

  event(event: LogEvent): void {
    if (event.log === this.me) return this.#userEvent(event);
    const room = this.#rooms.get(event.log);
    if (!room) {
      const strays = this.#strays.get(event.log) ?? [];
      strays.push(event);
      this.#strays.set(event.log, strays.slice(-STRAYS_LIMIT));
      return;
    }
    const outcome = room.apply(event);
    if (outcome === "hole") this.watcher.hole();
    if (outcome === "applied") {
      this.watcher.changed(event.log);
      this.watcher.applied(event);
    }
  }

  reset(log: string, head: number): void {
    this.#moment += 1;
    if (log === this.me) {
      this.#userCursor = head;
      this.#listing = null;
      void this.list();
      for (const [id, room] of this.#rooms) {
        room.forgetThreads();
        this.watcher.changed(id);
      }
      return;
    }
    this.#rooms.get(log)?.reset(head);
    this.watcher.changed(log);
    void this.load(log);
  }

  adopt(channel: Channel): void {
    this.#take(channel, this.#moment);
  }

  list(ask: () => Promise<Channel[]> = () => this.api.channels()): Promise<void> {
    this.#listing ??= this.#list(++this.#listRun, ask);
    return this.#listing;
  }

  load(id: string): Promise<void> {
    const running = this.#loading.get(id);
    if (running) return running;
    const started = this.#load(id).finally(() => {
      if (this.#loading.get(id) === started) this.#loading.delete(id);
    });
    this.#loading.set(id, started);
    return started;
  }

  /** Asks the server for counts that cannot be known here; once for each state, so that it cannot go round. */
  recount(room: Room): void {
    const id = room.facts.id;
    const { counted } = room;
    const state = `${room.readSeq} ${counted.head} ${counted.readSeq} ${room.timeline.floor} ${room.doubt}`;
    if (room.unconfirmedRead !== null || this.#recounted.get(id) === state) return;
    const running = this.#loading.get(id);
    if (running) {
      // Its question may be older than the doubt.
      void running.then(() => {
        this.watcher.changed(id);
        this.watcher.settled();
      });
      return;
    }
    this.#recounted.set(id, state);
    void this.load(id);
  }

  async loadOlder(room: Room): Promise<void> {
    const id = room.facts.id;
    const { timeline, wanted } = room;
    const before = timeline.floor + 1;
    const limit = wanted ? PAGE_LIMIT : PAGE;
    room.loading = true;
    room.failed = false;
    this.watcher.changed(id);
    const current = () => this.#rooms.get(id) === room && room.timeline === timeline;
    try {
      const page = await this.api.messages(id, before, limit);
      if (!current()) return;
      room.loading = false;
      if (!room.extendDown(page.messages, page.head, page.messages.length < limit))
        return this.loadOlder(room);
      if (room.wanted) {
        const { seq, pages } = room.wanted;
        room.wanted = timeline.floor > seq && pages > 1 ? { seq, pages: pages - 1 } : null;
        if (room.wanted) return this.loadOlder(room);
      }
    } catch {
      if (!current()) return;
      room.loading = false;
      room.failed = true;
      room.wanted = null;
    }
    this.watcher.changed(id);
    this.watcher.settled();
  }

  /** The surroundings of a seq, on the screen. False: they could not be loaded, or somebody leapt elsewhere meanwhile. */
  async leap(room: Room, seq: number): Promise<boolean> {
    const id = room.facts.id;
    const leap = (this.#leaping.get(id) ?? 0) + 1;
    this.#leaping.set(id, leap);
    for (let tries = 0; tries < LEAP_TRIES; tries++) {
      let page: MessagePage;
      try {
        page = await this.api.messagesAround(id, seq);
      } catch {
        return false;
      }
      if (this.#rooms.get(id) !== room || this.#leaping.get(id) !== leap) return false;
      const below = page.messages.filter((message) => message.seq < seq).length;
      const reaches = { start: below < PAGE / 2, end: page.messages.length - below < PAGE / 2 };
      if (room.leapTo(page.messages, page.head, reaches)) {
        this.watcher.changed(id);
        this.watcher.settled();
        return true;
      }
    }
    return false;
  }

  async loadPast(room: Room, past: Past, end: "down" | "up"): Promise<void> {
    const id = room.facts.id;
    const { timeline } = past;
    past.loading = true;
    past.failed = false;
    this.watcher.changed(id);
    const current = () => this.#rooms.get(id) === room && room.past === past;
    try {
      const page = await (end === "down"
        ? this.api.messages(id, timeline.floor + 1)
        : this.api.messagesAfter(id, timeline.ceiling));
      if (!current()) return;
      past.loading = false;
      if (!room.extendPast(past, page.messages, page.head, end, page.messages.length < PAGE))
        return this.loadPast(room, past, end);
    } catch {
      if (!current()) return;
      past.loading = false;
      past.failed = true;
    }
    this.watcher.changed(id);
    this.watcher.settled();
  }

  /** Replies before those that are known; the newest ones at first. */
  async loadReplies(room: Room, root: string): Promise<void> {
    const id = room.facts.id;
    const thread = room.openThread(root);
    thread.loading = true;
    thread.failed = false;
    this.watcher.changed(id);
    const current = () => this.#rooms.get(id) === room && room.threads.get(root) === thread;
    try {
      const before = thread.isKnown ? thread.replies.floor + 1 : undefined;
      const page = await this.api.thread(root, before);
      if (!current()) return;
      thread.loading = false;
      if (!room.extendThread(thread, page, page.messages.length < PAGE)) return this.loadReplies(room, root);
    } catch {
      if (!current()) return;
      thread.loading = false;
      thread.failed = true;
    }
    this.watcher.changed(id);
    this.watcher.settled();
  }

  async #list(run: number, ask: () => Promise<Channel[]>): Promise<void> {
    const asked = this.#moment;
    const before = new Set(this.#rooms.keys());
    this.#mustList = false;
    let channels: Channel[];
    try {
      channels = await ask();
    } catch {
      if (run !== this.#listRun) return;
      this.#listing = null;
      this.#mustList = true;
      this.watcher.listed("failed");
      this.#later("list", () => this.list());
      return;
    }
    // A later question was asked from a better known place: its answer counts, not this one.
    if (run !== this.#listRun) return;
    this.#listing = null;
    for (const channel of channels) this.#take(channel, asked);
    const listed = new Set(channels.map(({ id }) => id));
    for (const id of before) if (!listed.has(id)) this.#remove(id);
    if (this.#blockedAt > asked) this.#later("list", () => this.list());
    this.watcher.listed("ready");
    this.watcher.settled();
  }

  async #load(id: string): Promise<void> {
    const asked = this.#moment;
    try {
      const answer = await this.api.channel(id);
      // One that can be seen, but not ours (any more): the user's log says the rest.
      if (!("readSeq" in answer)) return;
      this.#take(answer, asked);
      if (this.#blockedAt > asked) this.#later(id, () => this.load(id));
      this.watcher.settled();
    } catch (error) {
      // Not visible to us (any more): the user's log says the rest. Anything else may pass.
      if ((error as { status?: number }).status !== 404) this.#later(id, () => this.load(id));
    }
  }

  #take(answer: Channel, asked: number): void {
    const { id } = answer;
    if ((this.#left.get(id) ?? -1) > asked) return;
    const marked = this.#marks.get(id);
    const base = marked && marked.moment > asked ? { ...answer, ...marked.mark } : answer;
    // The server counted the mentions by the other rule.
    if (base.muted !== answer.muted) this.#later(id, () => this.load(id));
    const told = this.#reads.get(id);
    const readSeq = told && told.moment > asked ? told.seq : base.readSeq;
    const known = this.#rooms.get(id);
    if (known) {
      if (!known.renew(base, readSeq)) this.#later(id, () => this.load(id));
      this.watcher.changed(id);
      return;
    }
    const room = new Room(this.me, keptRoomOf(base, readSeq), this.isBlocked);
    this.#rooms.set(id, room);
    this.watcher.created(room);
    const strays = this.#strays.get(id) ?? [];
    this.#strays.delete(id);
    // The stream began at the connection's head: what lies between that and this answer was never sent to us.
    if (base.head < (this.#heads?.[id] ?? 0) && strays[0]?.seq !== base.head + 1) return this.watcher.hole();
    for (const event of strays) this.event(event);
  }

  #remove(id: string): void {
    if (!this.#rooms.delete(id)) return;
    this.#strays.delete(id);
    this.watcher.removed(id);
  }

  #userEvent(event: LogEvent): void {
    if (this.#userCursor === null || event.seq <= this.#userCursor) return;
    if (event.seq > this.#userCursor + 1) return this.watcher.hole();
    this.#userCursor = event.seq;
    this.#moment += 1;
    const channel = String(event.body.channel ?? "");
    switch (event.kind) {
      case "channel.joined":
        // What was asked before may be answered with a channel that is not ours.
        this.#loading.delete(channel);
        if (!this.#rooms.has(channel)) void this.load(channel);
        break;
      case "channel.left":
        this.#left.set(channel, this.#moment);
        this.#loading.delete(channel);
        this.#marks.delete(channel);
        this.#remove(channel);
        break;
      case "read.moved": {
        const seq = Number(event.body.seq);
        this.#reads.set(channel, { seq, moment: this.#moment });
        this.#rooms.get(channel)?.readMoved(seq);
        // Whoever was asked before may not have known of it.
        this.#recounted.delete(channel);
        this.watcher.changed(channel);
        break;
      }
      case "channel.marked": {
        const { muted, favourite } = event.body as unknown as ChannelMark;
        this.#marks.set(channel, { mark: { muted, favourite }, moment: this.#moment });
        const room = this.#rooms.get(channel);
        if (room) {
          room.mark = { muted, favourite };
          this.watcher.changed(channel);
          // What is a mention in it is another thing now, and only the server can count it.
          void this.load(channel);
        }
        break;
      }
      case "block.changed":
        // What is a mention is another thing now, everywhere, and only the server can count it.
        this.#blockedAt = this.#moment;
        void this.list();
        break;
      case "thread.marked": {
        const { message, follows, readSeq } = event.body as {
          message: string;
          follows: boolean;
          readSeq: number;
        };
        this.#rooms.get(channel)?.threads.get(message)?.marked(follows, readSeq);
        this.watcher.changed(channel);
        break;
      }
    }
    this.watcher.applied(event);
  }

  #later(what: string, run: () => Promise<void>): void {
    this.#retries.get(what)?.();
    this.#retries.set(
      what,
      this.clock.after(this.retryAfter, () => {
        this.#retries.delete(what);
        if (!this.#stopped) void run();
      }),
    );
  }
}
