import { Cell } from "../lib/cell";
import type { Clock } from "../lib/clock";
import type { FileFacts } from "../lib/files";
import { Blocks } from "./blocks";
import type { LiveState } from "./canonical";
import { type DraftShelf, Drafts } from "./drafts";
import { FollowedThreads } from "./followed";
import type { Kept } from "./kept";
import { type LiveApi, PAGE } from "./live-api";
import { Mentions } from "./mentions";
import { OwnStatus } from "./own-status";
import { type Pending, PendingSends, type PendingShelf } from "./pending";
import { People } from "./people";
import { Presences } from "./presences";
import { Receipts } from "./receipts";
import type { KeptRoom, Past, Room } from "./room";
import { Rooms, type RoomsWatcher } from "./rooms";
import { Saved } from "./saved";
import { LiveSocket, type WireSocket } from "./socket";
import { Typing } from "./typing";
import {
  type Boot,
  type ChannelView,
  EMPTY_THREAD,
  EMPTY_TIMELINE,
  type Landing,
  sameView,
  type ThreadView,
  type TimelineView,
} from "./views";
import {
  type Bootstrap,
  type Channel,
  type ChannelMark,
  isInChannel,
  type LogEvent,
  type Me,
  type Message,
  type Preferences,
  type ReplyTo,
  type ServerFrame,
  type Status,
} from "./wire";

export interface LiveWorld {
  api: LiveApi;
  clock: Clock;
  shelf: PendingShelf & DraftShelf;
  open(): WireSocket;
  random(): number;
  isOnline(): boolean;
  newId(): string;
  /** Is the session still good? Asked when a handshake fails. */
  checkSession(): Promise<"good" | "over" | "unknown">;
}

/** What has changed since a device kept it last; of ourselves, always all. `isWhole`: nothing else is to be kept. */
export interface News {
  isWhole: boolean;
  self: Omit<Kept, "rooms" | "users">;
  rooms: readonly KeptRoom[];
  gone: readonly string[];
}

const RETRY_AFTER = 3_000;
const KEEP_WHEN_LEFT = 150;
const HEARD_WITHIN = 5_000;
const HEARD_STEP = 20;
/** What arrives in a channel that is not on the screen is forgotten beyond this. */
const MOST_UNSEEN = 300;
const BACK_PAGES = 25;
/** What is said while a connection is lost for no longer than this is as new as if it had not been lost. */
const SHORT_LOSS = 60_000;
const PARTS = ["channels", "status", "threads", "saved", "blocks", "me"] as const;

/**
 * Everything that is live, for one signed-in user. Frames and answers come in, views go out; React only draws
 * them. Commands change the state here first and tell the server after that.
 */
export class LiveStore {
  readonly me: Cell<Me>;
  readonly boot = new Cell<Boot>("loading");
  readonly channels = new Cell<readonly ChannelView[]>([]);
  readonly waiting = new Cell(0);
  /** The server is there, and takes no messages. */
  readonly stalled = new Cell(false);
  readonly people: People;
  readonly typing: Typing;
  readonly receipts: Receipts;
  readonly #drafts: Drafts;
  readonly followed: FollowedThreads;
  readonly mentions: Mentions;
  readonly saved: Saved;
  readonly blocks: Blocks;
  readonly presences: Presences;
  readonly status: OwnStatus;
  /** Seconds in which an author may change a message; null where that has no end, and until it is known. */
  readonly editWindow = new Cell<number | null>(null);
  /** Code points that a message may have; until the server says it, what it takes if nobody has set it otherwise. */
  readonly textLimit = new Cell(8_000);
  readonly socket: LiveSocket;
  readonly #world: LiveWorld;
  readonly #rooms: Rooms;
  readonly #pending: PendingSends;
  readonly #timelines = new Map<string, Cell<TimelineView>>();
  readonly #threads = new Map<string, Map<string, Cell<ThreadView>>>();
  readonly #open = new Set<string>();
  readonly #dirty = new Set<string>();
  #listDirty = false;
  /** Counts what makes an answer that is under way an old one. */
  #meMoment = 0;
  #isToldOfMe = false;
  /** What we began with was kept here, and nobody has been asked since. */
  #isStale = false;
  /** The parts of an answer under way that nobody has taken yet. */
  readonly #parts = new Map<keyof Bootstrap, Promise<Bootstrap>>();
  readonly #unkept = new Set<string>();
  #stopped = false;
  #heardAt = Number.NEGATIVE_INFINITY;
  #wasAway = true;
  /** Called with each message that somebody has just posted; not with what was posted before we came. */
  onArrival: (message: Message) => void = () => {};
  /** Called whenever there is something to keep. */
  onNews: () => void = () => {};
  /** Called when it turns out that the session is somebody else's. */
  onStranger: () => void = () => {};

  constructor(me: Me, world: LiveWorld) {
    this.me = new Cell(me);
    this.#world = world;
    this.people = new People(world.api, me);
    this.typing = new Typing(world.clock);
    this.#drafts = new Drafts(world.clock, world.shelf, world.api);
    this.receipts = new Receipts((channel) => world.api.readers(channel));
    this.presences = new Presences(world.clock, (frame) => this.socket.send(frame));
    this.status = new OwnStatus(world.clock, () => this.#once("status") ?? world.api.status(), RETRY_AFTER);
    this.followed = new FollowedThreads(
      me.id,
      () => this.#once("threads") ?? world.api.threads(),
      (ask) => world.clock.after(RETRY_AFTER, ask),
      (channel) => this.#rooms.get(channel) !== undefined,
    );
    this.blocks = new Blocks(
      () => this.#once("blocks") ?? world.api.blocks(),
      (user, on) => world.api.block(user, on),
      (users) => this.people.learn(users),
      () => {
        for (const room of this.#rooms.all()) this.#dirty.add(room.facts.id);
        this.mentions.blocksChanged();
        this.people.need(this.blocks.users.get());
      },
    );
    this.mentions = new Mentions(
      me.id,
      (limit, cursor) => world.api.mentions(limit, cursor),
      (messages) => this.people.need(whoIsIn(messages)),
      this.blocks.has,
    );
    this.saved = new Saved(
      () => this.#once("saved") ?? world.api.saved(),
      (message, on) => world.api.save(message, on),
    );
    this.#pending = new PendingSends(
      world.clock,
      world.shelf,
      {
        send: ({ clientId, channel, text, reply, files }) =>
          this.socket.send({
            type: "send",
            ref: clientId,
            channel,
            clientId,
            text,
            ...reply,
            ...(files && { attachments: files.map(({ id }) => id) }),
          }),
        overdue: () => this.socket.doubt(),
        stalled: (isStalled) => this.stalled.set(isStalled),
      },
      (channel) => this.#dirty.add(channel),
    );
    const watcher: RoomsWatcher = {
      changed: (id) => this.#dirty.add(id),
      applied: (event) => {
        this.#meHeard(event);
        this.followed.heard(event);
        this.mentions.heard(event);
        this.saved.heard(event);
        this.blocks.heard(event);
        if (event.kind === "status.changed" && event.log === me.id)
          this.status.heard(event.body as unknown as Status);
      },
      removed: (id) => {
        this.#listDirty = true;
        this.#pending.channelGone(id);
        this.followed.left(id);
        this.mentions.left(id);
        this.#dirty.add(id);
      },
      created: (room) => this.#roomCreated(room),
      hole: () => this.socket.resync(),
      listed: (outcome) => this.boot.set(this.boot.get() === "ready" ? "ready" : outcome),
      settled: () => this.#commit(),
    };
    this.#rooms = new Rooms(me.id, world.api, world.clock, RETRY_AFTER, watcher, this.blocks.has);
    this.socket = new LiveSocket(world, {
      cursors: () => this.#rooms.cursors(),
      received: (frames) => this.#receive(frames),
      resumed: () => this.#resumed(),
      refusedEntry: () => void this.#refusedEntry(),
    });
  }

  /** Before the start: what there is to be seen at once. `isFresh`: it is what the server has just said. */
  restore(kept: Kept, isFresh: boolean): void {
    this.#isToldOfMe = true;
    this.#isStale = !isFresh;
    this.people.learn(kept.users);
    this.accountChanged(kept.me);
    this.blocks.restore(kept.blocks);
    this.saved.restore(kept.saved);
    this.status.restore(kept.status);
    this.#rooms.restore(kept.rooms, kept.cursor, isFresh);
    for (const { facts, cursor } of kept.rooms) {
      this.followed.heardFrom(facts.id, cursor);
      this.#dirty.add(facts.id);
    }
    if (kept.threads) this.followed.restore(kept.threads);
    this.#listDirty = true;
    this.boot.set("ready");
    this.#commit();
  }

  start(saved: readonly Pending[]): void {
    this.#stopped = false;
    this.#rooms.start();
    this.#pending.restore(saved);
    this.#commit();
    this.socket.start();
    if (this.boot.get() === "loading") void this.people.learnAll().catch(() => {});
  }

  /** What is to be kept; `all`, whether it has changed or not. `most` messages of a channel. */
  news(all: boolean, most: (channel: string) => number): News | null {
    const cursor = this.#rooms.userCursor;
    if (cursor === null || this.boot.get() !== "ready") return null;
    const ids = all ? new Set([...this.#rooms.all()].map(({ facts }) => facts.id)) : new Set(this.#unkept);
    for (const id of this.#unkept) ids.add(id);
    this.#unkept.clear();
    const rooms = [...ids].flatMap((id) => this.#rooms.get(id)?.kept(most(id)) ?? []);
    return {
      isWhole: all,
      self: {
        cursor,
        me: this.me.get(),
        status: this.status.said,
        blocks: [...this.blocks.users.get()],
        saved: [...this.saved.ids.get()],
        threads: this.followed.kept((channel) => this.#rooms.get(channel)?.cursor ?? 0),
      },
      rooms,
      gone: [...ids].filter((id) => !this.#rooms.get(id)),
    };
  }

  stop(): void {
    this.#stopped = true;
    this.socket.stop();
    this.#rooms.stop();
    this.followed.stop();
    this.#drafts.stop();
    this.status.stop();
    this.#pending.stop();
  }

  timeline(channel: string): Cell<TimelineView> {
    let cell = this.#timelines.get(channel);
    if (!cell) {
      // Not `#commit`: this may be called while React renders, and then nobody may be told anything.
      cell = new Cell(this.#timelineView(channel));
      this.#timelines.set(channel, cell);
      this.#dirty.add(channel);
    }
    return cell;
  }

  /** The channel is on the screen. The answer closes it. */
  open(channel: string): () => void {
    this.#open.add(channel);
    this.loadOlder(channel, "first");
    return () => {
      this.#open.delete(channel);
      this.#rooms.get(channel)?.toPresent();
      this.#rooms.get(channel)?.trim(KEEP_WHEN_LEFT);
      this.#dirty.add(channel);
      this.#commit();
    };
  }

  /** It may be opened soon. */
  prefetch(channel: string): void {
    if (this.socket.connection.get().state === "connected") this.loadOlder(channel, "first");
  }

  loadOlder(channel: string, which: "first" | "more" = "more"): void {
    const room = this.#rooms.get(channel);
    if (room?.past && which === "more") return this.#loadPast(room, room.past, "down");
    if (!room || room.loading || room.timeline.reachesStart) return;
    if (which === "first" && room.timeline.messages().length >= PAGE / 2) return;
    void this.#rooms.loadOlder(room);
    this.#commit();
  }

  /** Of a piece of the past: what came after it, until it reaches the present. */
  loadNewer(channel: string): void {
    const room = this.#rooms.get(channel);
    if (room?.past) this.#loadPast(room, room.past, "up");
  }

  /** Brings a message with its surroundings onto the screen, however far back it is, or says where it is instead. */
  async leap(channel: string, id: string): Promise<Landing> {
    const room = this.#rooms.get(channel);
    if (!room) return { kind: "gone" };
    if (room.timeline.get(id)) {
      this.toPresent(channel);
      return { kind: "here" };
    }
    if (room.past?.timeline.get(id)) return { kind: "here" };
    let message: Message;
    try {
      message = await this.#world.api.message(id);
    } catch (error) {
      return { kind: (error as { status?: number }).status === 404 ? "gone" : "failed" };
    }
    if (message.channel !== channel) return { kind: "elsewhere", channel: message.channel };
    if (!isInChannel(message) && message.parent) return { kind: "thread", root: message.parent };
    return { kind: (await this.#rooms.leap(room, message.seq)) ? "here" : "failed" };
  }

  toPresent(channel: string): void {
    if (!this.#rooms.get(channel)?.toPresent()) return;
    this.#dirty.add(channel);
    this.#commit();
  }

  /** Loads history until everything above `seq` is here; a bound keeps a year of it from coming at once. */
  loadBackTo(channel: string, seq: number): void {
    const room = this.#rooms.get(channel);
    if (!room || room.timeline.floor <= seq) return;
    room.wanted = { seq, pages: BACK_PAGES };
    if (!room.loading) void this.#rooms.loadOlder(room);
    this.#commit();
  }

  send(channel: string, text: string, reply?: ReplyTo, files: readonly FileFacts[] = []): void {
    const along = { ...(reply && { reply }), ...(files.length > 0 && { files }) };
    this.#pending.add({ clientId: this.#world.newId(), channel, text, ...along });
    // The author wants to see it stand there.
    if (!reply || reply.inChannel) this.#rooms.get(channel)?.toPresent();
    this.#commit();
  }

  thread(channel: string, root: string): Cell<ThreadView> {
    const threads = this.#threads.get(channel) ?? new Map<string, Cell<ThreadView>>();
    this.#threads.set(channel, threads);
    // Not `#commit`: this may be called while React renders, and then nobody may be told anything.
    const cell = threads.get(root) ?? new Cell(this.#threadView(channel, root));
    threads.set(root, cell);
    return cell;
  }

  /** The thread is on the screen. The answer closes it. */
  openThread(channel: string, root: string): () => void {
    this.loadReplies(channel, root, "first");
    return () => {
      this.#rooms.get(channel)?.threads.delete(root);
      this.#threads.get(channel)?.delete(root);
    };
  }

  loadReplies(channel: string, root: string, which: "first" | "more" = "more"): void {
    const room = this.#rooms.get(channel);
    const thread = room?.threads.get(root);
    if (!room || thread?.loading || (thread?.isKnown && (which === "first" || thread.replies.reachesStart)))
      return;
    void this.#rooms.loadReplies(room, root);
    this.#commit();
  }

  markThreadRead(channel: string, root: string, seq: number): void {
    if (!this.#rooms.get(channel)?.threads.get(root)?.readHere(seq)) return;
    // Should it not arrive, the thread is unread elsewhere until it is looked at once more.
    this.#world.api.readThread(root, seq).catch(() => {});
    this.#dirty.add(channel);
    this.#commit();
  }

  get unsent(): number {
    return this.#pending.unsent;
  }

  retry(clientId: string): void {
    this.#pending.retry(clientId);
    this.#commit();
  }

  discard(clientId: string): void {
    this.#pending.discard(clientId);
    this.#commit();
  }

  markRead(channel: string, seq: number): void {
    if (!this.#rooms.get(channel)?.readHere(seq)) return;
    this.#sayRead(channel);
    this.#dirty.add(channel);
    this.#commit();
  }

  #sayRead(channel: string): void {
    const seq = this.#rooms.get(channel)?.readToSay ?? null;
    if (seq !== null) this.socket.send({ type: "read", channel, seq });
  }

  /**
   * The message and what follows is unread again, here as soon as what was just said of reading has come back, and on every
   * device when the server has it; and here no longer when it does not want it.
   */
  async markUnread(channel: string, message: Message): Promise<void> {
    const room = this.#rooms.get(channel);
    // HTTP may overtake the socket: what was said there of reading has to have come back first.
    if (room && room.readToSay !== null) await this.#heardBack(room);
    room?.unreadAbove(message.seq - 1);
    this.#dirty.add(channel);
    this.#commit();
    try {
      await this.#world.api.markUnread(channel, message.seq - 1);
    } catch (error) {
      void this.#rooms.load(channel);
      throw error;
    } finally {
      room?.wentBack();
      this.#sayRead(channel);
    }
  }

  async #heardBack(room: Room): Promise<void> {
    const { clock } = this.#world;
    const until = clock.now() + HEARD_WITHIN;
    while (room.readToSay !== null && clock.now() < until)
      await new Promise<void>((over) => clock.after(HEARD_STEP, over));
  }

  typingIn(channel: string, parent?: string): void {
    this.socket.send({ type: "typing", channel, ...(parent && { parent }) });
  }

  /** A channel that REST just gave us: show it now, its `channel.joined` event will find it there. */
  adopt(channel: Channel): void {
    this.#rooms.adopt(channel);
    this.#commit();
  }

  /** Join was answered: fetch it without waiting for the event. */
  async fetchChannel(id: string): Promise<void> {
    await this.#rooms.load(id);
  }

  /** Here at once, and taken back when the server does not want it. */
  async choose(change: Partial<Preferences>): Promise<void> {
    const me = this.me.get();
    this.me.set({ ...me, preferences: { ...me.preferences, ...change } });
    try {
      await this.#world.api.choose(change);
    } catch (error) {
      this.#askWhoIAm();
      throw error;
    }
  }

  async markChannel(channel: string, change: Partial<ChannelMark>): Promise<void> {
    const room = this.#rooms.get(channel);
    if (!room) return;
    room.mark = { ...room.mark, ...change };
    this.#dirty.add(channel);
    this.#commit();
    try {
      await this.#world.api.markChannel(channel, change);
    } catch (error) {
      void this.#rooms.load(channel);
      throw error;
    }
  }

  accountChanged(me: Me): void {
    this.me.set(me);
    this.people.learn([me]);
  }

  reload(): void {
    this.boot.set("loading");
    void this.#rooms.list();
  }

  /** Everything that must be the same as in a fresh client; see `canonical`. */
  state(): LiveState {
    return {
      preferences: this.me.get().preferences,
      status: this.status.now.get(),
      blocked: [...this.blocks.users.get()],
      channels: [...this.#rooms.all()].map((room) => ({
        facts: room.facts,
        role: room.role,
        mark: room.mark,
        cursor: room.cursor,
        readSeq: room.readSeq,
        unread: room.unread().unread,
        messages: room.timeline.messages(),
        pending: this.#pending.of(room.facts.id),
      })),
    };
  }

  #receive(frames: ServerFrame[]): void {
    for (const frame of frames) {
      switch (frame.type) {
        case "ready":
          if (frame.user !== this.me.get().id) {
            this.stop();
            return this.onStranger();
          }
          if (frame.limits?.watched) this.presences.limited(frame.limits.watched);
          this.editWindow.set(frame.limits?.editWindow ?? null);
          if (frame.limits?.text) this.textLimit.set(frame.limits.text);
          // What was chosen between the page's first question and the first connection, nobody has told us.
          if (!this.#isToldOfMe) {
            this.#askWhoIAm();
            void this.status.load();
          }
          this.#isToldOfMe = true;
          this.#wasAway = this.#world.clock.now() - this.#heardAt > SHORT_LOSS;
          this.#rooms.connected(frame.heads);
          for (const channel of this.#timelines.keys()) this.#dirty.add(channel);
          break;
        case "event":
          this.#event(frame);
          break;
        case "ack":
          this.#pending.acked(frame.ref, frame.seq, frame.id);
          this.#dirty.add(frame.log);
          break;
        case "refused":
          if (frame.ref) this.#pending.refused(frame.ref, frame.problem, frame.retryAfter);
          break;
        case "reset":
          this.#rooms.reset(frame.log, frame.head);
          if (frame.log === this.me.get().id) {
            this.#askWhoIAm();
            void this.status.load();
            void this.followed.load();
            void this.saved.load();
            this.#loadBlocks();
          } else this.followed.heardFrom(frame.log, frame.head);
          this.mentions.renew();
          this.#loadThreads();
          if (this.#open.has(frame.log)) this.loadOlder(frame.log, "first");
          break;
        case "draft":
          this.#drafts.heard(frame);
          break;
        case "seen":
          this.receipts.heard(frame);
          this.people.need([frame.user]);
          break;
        case "presence":
          this.presences.heard(frame);
          break;
        case "typing":
          if (this.blocks.has(frame.user)) break;
          this.typing.heard(frame.channel, frame.user, frame.parent);
          this.people.need([frame.user]);
          break;
      }
    }
    this.#heardAt = this.#world.clock.now();
    this.#commit();
    this.onNews();
  }

  #event(event: LogEvent): void {
    this.#rooms.event(event);
    if (event.kind !== "message.posted") return;
    const message = event.body as unknown as Message;
    this.typing.stopped(event.log, event.actor, message.parent);
    if (!this.#wasAway || !this.#rooms.wasSaid(event)) this.onArrival(message);
  }

  #resumed(): void {
    if (this.#isStale) this.#refresh();
    this.presences.resumed();
    this.people.askAgain();
    this.receipts.resumed();
    this.#drafts.resumed();
    this.#rooms.resumed((channel, seq) => this.socket.send({ type: "read", channel, seq }));
    this.#pending.repeatAll();
    for (const channel of this.#open) this.loadOlder(channel, "first");
    this.#loadThreads();
    this.mentions.resumed();
    if (!this.followed.isKnown) void this.followed.load();
    if (!this.saved.isKnown) void this.saved.load();
    if (!this.blocks.isKnown) this.#loadBlocks();
    this.#commit();
  }

  /** Asks for all at once that no log tells, or not since this device was here last. */
  #refresh(): void {
    this.#isStale = false;
    const asking = this.#world.api.bootstrap();
    for (const part of PARTS) this.#parts.set(part, asking);
    void this.#rooms.list(() => this.#once("channels") ?? this.#world.api.channels());
    void this.status.load();
    void this.followed.load();
    void this.saved.load();
    this.#loadBlocks();
    this.#askWhoIAm();
    // Who is missing is asked for one by one.
    asking.then(({ users }) => this.people.learn(users)).catch(() => {});
  }

  /** A part of the answer under way, for the first who asks for it: whoever asks again has heard of something newer. */
  #once<P extends keyof Bootstrap>(part: P): Promise<Bootstrap[P]> | null {
    const asking = this.#parts.get(part);
    this.#parts.delete(part);
    return asking ? asking.then((answer) => answer[part]) : null;
  }

  #loadPast(room: Room, past: Past, end: "down" | "up"): void {
    if (past.loading || (end === "down" && past.timeline.reachesStart)) return;
    void this.#rooms.loadPast(room, past, end);
    this.#commit();
  }

  #loadThreads(): void {
    for (const [channel, threads] of this.#threads)
      for (const root of threads.keys()) this.loadReplies(channel, root, "first");
  }

  #loadBlocks(): void {
    void this.blocks.load().then(() => this.#commit());
  }

  async #refusedEntry(): Promise<void> {
    // Without a socket the list and the history can still be read.
    if (this.boot.get() === "loading") void this.#rooms.list();
    if ((await this.#world.checkSession()) === "over" && !this.#stopped) this.socket.end();
  }

  #meHeard(event: LogEvent): void {
    const me = this.me.get();
    if (event.log !== me.id) return;
    if (event.kind === "account.updated") this.accountChanged({ ...me, ...(event.body as Partial<Me>) });
    else if (event.kind === "preference.changed")
      this.me.set({ ...me, preferences: event.body as unknown as Preferences });
    else return;
    this.#meMoment += 1;
  }

  #askWhoIAm(): void {
    const moment = this.#meMoment;
    void (this.#once("me") ?? this.#world.api.me()).then(
      (me) => (moment === this.#meMoment ? this.accountChanged(me) : this.#askWhoIAm()),
      () => {
        this.#world.clock.after(RETRY_AFTER, () => {
          if (!this.#stopped) this.#askWhoIAm();
        });
      },
    );
  }

  #roomCreated(room: Room): void {
    this.#listDirty = true;
    this.#dirty.add(room.facts.id);
    if (this.#open.has(room.facts.id)) this.loadOlder(room.facts.id, "first");
    this.followed.heardFrom(room.facts.id, room.cursor);
    this.mentions.renew();
    this.#loadThreads();
  }

  #timelineView(channel: string): TimelineView {
    const room = this.#rooms.get(channel);
    const pending = this.#pending.of(channel).filter(({ reply }) => !reply || reply.inChannel);
    // Not listed yet, or no longer ours: what was written there and not sent is still the author's.
    if (!room) return { ...EMPTY_TIMELINE, pending };
    const { past } = room;
    const { timeline, loading, failed } = past ?? room;
    return {
      messages: timeline.messages(),
      pending: past ? [] : pending,
      readSeq: room.readSeq,
      floor: timeline.floor,
      reachesStart: timeline.reachesStart,
      isPast: past !== null,
      isCurrent: !this.#rooms.isBehind(channel),
      leaps: room.leaps,
      loading,
      failed,
    };
  }

  #threadView(channel: string, root: string): ThreadView {
    const pending = this.#pending.of(channel).filter(({ reply }) => reply?.parent === root);
    const thread = this.#rooms.get(channel)?.threads.get(root);
    if (!thread) return { ...EMPTY_THREAD, pending };
    return {
      root: thread.root ?? null,
      messages: thread.replies.messages(),
      pending,
      follows: thread.follows,
      readSeq: thread.readSeq,
      reachesStart: thread.replies.reachesStart,
      loading: thread.loading,
      failed: thread.failed,
    };
  }

  #channelView(room: Room): ChannelView {
    const { unread, exact } = room.unread();
    const { mentions, exact: isEachKnown } = room.mentions();
    if (!exact || !isEachKnown) this.#rooms.recount(room);
    const { facts, role, people, mark, readSeq, cursor, membersVersion, pinsVersion } = room;
    return {
      ...facts,
      ...mark,
      role,
      people,
      unread,
      mentions,
      readSeq,
      head: cursor,
      membersVersion,
      pinsVersion,
    };
  }

  /** The one place where listeners are told, after a whole batch. */
  #commit(): void {
    if (this.#dirty.size === 0 && !this.#listDirty) return;
    const dirty = new Set(this.#dirty);
    this.#dirty.clear();
    for (const id of dirty) this.#unkept.add(id);
    for (const id of dirty) {
      const room = this.#rooms.get(id);
      if (!room) continue;
      const messages = room.timeline.messages();
      const replies = [...room.threads.values()].flatMap((thread) => thread.replies.messages());
      const mine = new Set([...messages, ...replies].flatMap((message) => message.clientId ?? []));
      this.#pending.arrived(id, mine, room.cursor);
      if (!this.#open.has(id)) room.trim(KEEP_WHEN_LEFT, MOST_UNSEEN);
    }
    const before = new Map(this.channels.get().map((view) => [view.id, view]));
    const views = [...this.#rooms.all()].map((room) => {
      const old = before.get(room.facts.id);
      if (old && !dirty.has(room.facts.id)) return old;
      const view = this.#channelView(room);
      return old && sameView(old, view) ? old : view;
    });
    for (const id of dirty) this.#publish(id);
    if (this.#listDirty || views.some((view, at) => view !== this.channels.get()[at])) {
      this.channels.set(views);
    }
    this.#listDirty = false;
    this.waiting.set(this.#pending.waiting);
    this.onNews();
  }

  #publish(id: string): void {
    for (const [root, cell] of this.#threads.get(id) ?? []) {
      const view = this.#threadView(id, root);
      this.people.need(whoIsIn([...view.messages, ...(view.root ? [view.root] : [])]));
      const old = cell.get();
      if (samePending(old.pending, view.pending)) view.pending = old.pending;
      if (!sameView(old, view)) cell.set(view);
    }
    const cell = this.#timelines.get(id);
    if (!cell) return;
    const view = this.#timelineView(id);
    this.people.need(whoIsIn(view.messages));
    const old = cell.get();
    if (samePending(old.pending, view.pending)) view.pending = old.pending;
    if (!sameView(old, view)) cell.set(view);
  }
}

const samePending = (a: readonly Pending[], b: readonly Pending[]) =>
  a.length === b.length && a.every((pending, at) => pending === b[at]);

/** Everybody whose name or face a message shows. */
const whoIsIn = (messages: readonly Message[]) =>
  messages.flatMap(({ author, replies, mentions }) => [
    author,
    ...(replies?.participants ?? []),
    ...(mentions ?? []).filter((id) => id !== "channel" && id !== "here"),
  ]);
