import { PAGE } from "./live-api";
import { withoutReaction, withReaction } from "./reactions";
import { Thread } from "./thread";
import { type Known, Timeline } from "./timeline";
import { type Counted, countUnread } from "./unread";
import {
  type Channel,
  type ChannelFacts,
  type ChannelMark,
  isInChannel,
  type LogEvent,
  type Message,
  type MessagePage,
  type Replies,
  type Role,
  type ThreadPage,
  type User,
} from "./wire";

/** Enough to replay what happened while an answer was under way; more than that, and we ask again. */
const RECENT_LIMIT = 200;

const factsOf = ({ id, kind, name, topic, archived, createdBy, createdAt }: ChannelFacts): ChannelFacts => ({
  id,
  kind,
  name,
  topic: topic ?? null,
  archived,
  createdBy,
  createdAt,
});

const markOf = ({ muted, favourite }: ChannelMark): ChannelMark => ({ muted, favourite });

const countedOf = ({ head, readSeq, unread, mentions }: Channel): Counted => ({
  head,
  readSeq,
  unread,
  mentions,
});

const UNPINNED = { pinnedAt: null, pinnedBy: null };
const EVERYBODY = new Set(["channel", "here"]);
const namesOf = (message: Message): readonly string[] => message.mentions ?? [];

/** A piece of the past that is on the screen although it does not reach the present. */
export interface Past {
  readonly timeline: Timeline;
  loading: boolean;
  failed: boolean;
}

interface Naming {
  seq: number;
  author: string;
  byName: boolean;
}

/** What a device keeps of a room when it is closed, true as of `cursor`. */
export interface KeptRoom {
  facts: ChannelFacts;
  factsAsOf: number;
  role: Role;
  people: readonly User[];
  mark: ChannelMark;
  cursor: number;
  counted: Counted;
  readSeq: number;
  /** A read mark that the server has not confirmed. */
  localRead: number | null;
  naming: readonly (readonly [string, Naming])[];
  deletedSince: readonly number[];
  doubt: number;
  /** All messages with a seq above it are in `messages`. */
  floor: number;
  messages: readonly Known[];
}

/** A room as an answer tells it, which nobody has kept yet. */
export const keptRoomOf = (base: Channel, readSeq: number, page?: MessagePage): KeptRoom => ({
  facts: factsOf(base),
  factsAsOf: base.head,
  role: base.role,
  people: base.members ?? [],
  mark: markOf(base),
  cursor: base.head,
  counted: countedOf(base),
  readSeq,
  localRead: null,
  naming: [],
  deletedSince: [],
  doubt: 0,
  floor: page ? (page.messages.length < PAGE ? 0 : (page.messages[0]?.seq ?? 1) - 1) : base.head,
  messages: page?.messages.map((message) => ({ message, asOf: page.head })) ?? [],
});

export type Applied = "applied" | "old" | "hole";

/**
 * One channel that we are in: its facts, its timeline, its cursor. Answers of REST are true as of their `head`;
 * events above it are replayed on top, events that are already in it change nothing.
 */
export class Room {
  facts: ChannelFacts;
  role: Role;
  people: readonly User[];
  mark: ChannelMark;
  timeline: Timeline;
  cursor: number;
  past: Past | null = null;
  /** Counts the leaps between present and past: what is on the screen before and after one has nothing in common. */
  leaps = 0;
  loading = false;
  failed = false;
  /** History is wanted down to this seq, in so many pages at most. */
  wanted: { seq: number; pages: number } | null = null;
  /** Members changed: whoever shows the list asks again. */
  membersVersion = 0;
  /** Pins changed, or what is pinned. */
  pinsVersion = 0;
  /** The threads that are on the screen. */
  readonly threads = new Map<string, Thread>();
  #factsAsOf: number;
  #counted: Counted;
  #readSeq: number;
  #localRead: number | null;
  /** Where the mark is for the server, as far as it has told us. */
  #toldRead: number;
  /** So many of our own ways back the server has not answered yet. */
  #goingBack = 0;
  #recent: LogEvent[] = [];
  readonly #deletedSince: Set<number>;
  /** Messages after the count that name us: where, by whom, and whether by our own name. */
  readonly #naming: Map<string, Naming>;
  /** The event that changed what the server has counted of our mentions, nobody knows how. */
  doubt: number;

  constructor(
    private readonly me: string,
    kept: KeptRoom,
    private readonly isBlocked: (user: string) => boolean,
  ) {
    this.facts = kept.facts;
    this.role = kept.role;
    this.people = kept.people;
    this.mark = kept.mark;
    this.cursor = kept.cursor;
    this.timeline = new Timeline(kept.floor);
    this.timeline.restore(kept.messages);
    this.doubt = kept.doubt;
    this.#factsAsOf = kept.factsAsOf;
    this.#counted = kept.counted;
    this.#readSeq = kept.readSeq;
    this.#toldRead = kept.readSeq;
    this.#localRead = kept.localRead;
    this.#naming = new Map(kept.naming);
    this.#deletedSince = new Set(kept.deletedSince);
  }

  /** Without a way back that the server has not answered: whether it has taken place, only the server knows. */
  kept(most: number): KeptRoom {
    const { floor, known } = this.timeline.newest(most);
    return {
      facts: this.facts,
      factsAsOf: this.#factsAsOf,
      role: this.role,
      people: this.people,
      mark: this.mark,
      cursor: this.cursor,
      counted: this.#counted,
      readSeq: this.#toldRead,
      localRead: this.#localRead,
      naming: [...this.#naming],
      deletedSince: [...this.#deletedSince],
      doubt: this.doubt,
      floor,
      messages: known,
    };
  }

  get readSeq(): number {
    return Math.max(this.#readSeq, this.#localRead ?? 0);
  }

  /** A read mark that the server has not confirmed. */
  get unconfirmedRead(): number | null {
    return this.#localRead;
  }

  /** Of that, what the server may hear now: said while a way back is still under way, it might hear it first. */
  get readToSay(): number | null {
    return this.#goingBack === 0 ? this.#localRead : null;
  }

  get counted(): Counted {
    return this.#counted;
  }

  unread(): { unread: number; exact: boolean } {
    return countUnread({
      me: this.me,
      readSeq: this.readSeq,
      counted: this.#counted,
      floor: this.timeline.floor,
      messages: this.timeline.messages(),
      deletedSince: this.#deletedSince,
    });
  }

  /** How often we are named behind the read mark. Not exact: the server has to be asked. */
  mentions(): { mentions: number; exact: boolean } {
    const { head, readSeq, mentions } = this.#counted;
    const arrived = [...this.#naming.values()].filter(
      ({ seq, author, byName }) =>
        seq > this.readSeq && (byName || !this.mark.muted) && !this.isBlocked(author),
    ).length;
    if (this.readSeq >= head) return { mentions: arrived, exact: true };
    // Further on there is no more than none; further back there may be.
    const isSettled = this.readSeq === readSeq || (mentions === 0 && this.readSeq > readSeq);
    return { mentions: mentions + arrived, exact: isSettled && this.doubt <= head };
  }

  apply(event: LogEvent): Applied {
    if (event.seq <= this.cursor) return "old";
    if (event.seq > this.cursor + 1) return "hole";
    this.cursor = event.seq;
    this.#recent.push(event);
    if (this.#recent.length > RECENT_LIMIT) this.#recent.shift();
    this.#happen(event);
    return "applied";
  }

  /** False: too much happened since that answer; ask again. */
  renew(base: Channel, readSeq: number): boolean {
    if (!this.#remembersSince(base.head)) return false;
    this.role = base.role;
    this.people = base.members ?? this.people;
    this.mark = markOf(base);
    if (base.head >= this.#factsAsOf) {
      this.facts = factsOf(base);
      this.#factsAsOf = base.head;
    }
    if (base.head >= this.#counted.head) {
      this.#counted = countedOf(base);
      this.#deletedSince.clear();
      for (const [id, { seq }] of this.#naming) if (seq <= base.head) this.#naming.delete(id);
    }
    this.readMoved(readSeq);
    this.#replay(base.head);
    return true;
  }

  extendDown(messages: readonly Message[], head: number, isStart: boolean): boolean {
    if (!this.#remembersSince(head)) return false;
    this.timeline.extendDown(messages, head, isStart);
    this.#replay(head);
    return true;
  }

  /** False: too much happened since that page; ask again. */
  leapTo(messages: readonly Message[], head: number, reaches: { start: boolean; end: boolean }): boolean {
    if (!this.#remembersSince(head)) return false;
    const first = messages[0]?.seq ?? 1;
    const past = new Timeline(first - 1, first - 1);
    past.extendDown(messages, head, reaches.start);
    past.extendUp(messages, head, reaches.end);
    this.past = { timeline: past, loading: false, failed: false };
    this.leaps += 1;
    this.#joinIfTheyMeet();
    this.#replay(head);
    return true;
  }

  extendPast(
    past: Past,
    messages: readonly Message[],
    head: number,
    end: "down" | "up",
    isLast: boolean,
  ): boolean {
    if (!this.#remembersSince(head)) return false;
    if (end === "down") past.timeline.extendDown(messages, head, isLast);
    else past.timeline.extendUp(messages, head, isLast);
    this.#replay(head);
    this.#joinIfTheyMeet();
    return true;
  }

  toPresent(): boolean {
    if (!this.past) return false;
    this.past = null;
    this.leaps += 1;
    return true;
  }

  /** No leap: the reader has come to the present on foot. */
  #joinIfTheyMeet(): void {
    if (!this.past || this.past.timeline.ceiling < this.timeline.floor) return;
    this.timeline.absorb(this.past.timeline);
    this.past = null;
  }

  openThread(root: string): Thread {
    const open = this.threads.get(root) ?? new Thread(root, this.cursor);
    this.threads.set(root, open);
    return open;
  }

  /** Where we stand in them, or what was said there, may not have been told: they are to be loaded afresh. */
  forgetThreads(): void {
    for (const root of this.threads.keys()) this.threads.set(root, new Thread(root, this.cursor));
  }

  extendThread(thread: Thread, page: ThreadPage, isStart: boolean): boolean {
    if (!this.#remembersSince(page.head)) return false;
    thread.extendDown(page, isStart);
    this.#replay(page.head);
    return true;
  }

  /** The server no longer keeps what we missed: forget and go on from `head`. */
  reset(head: number): void {
    this.cursor = head;
    this.timeline = new Timeline(head);
    this.pinsVersion += 1;
    this.toPresent();
    this.#recent = [];
    this.forgetThreads();
    this.loading = false;
    this.wanted = null;
  }

  readMoved(seq: number): void {
    // It was set back elsewhere: what we said before may have been nothing new then, and is not confirmed any more.
    const isBack = seq < this.#toldRead && this.#goingBack === 0;
    this.#toldRead = seq;
    this.#readSeq = seq;
    if (isBack || (this.#localRead !== null && seq >= this.#localRead)) this.#localRead = null;
  }

  /** True when the mark moved. */
  readHere(seq: number): boolean {
    if (seq <= this.readSeq) return false;
    this.#localRead = seq;
    return true;
  }

  /** Read up to here and no further, whatever it was before. `wentBack` follows when the server has answered. */
  unreadAbove(seq: number): void {
    this.#readSeq = seq;
    this.#localRead = null;
    this.#goingBack += 1;
  }

  wentBack(): void {
    this.#goingBack -= 1;
  }

  /** Forgets all but the newest when there are more than `most`. What is unread of the rest stays counted. */
  trim(keep: number, most = keep): void {
    const messages = this.timeline.messages();
    const cut = messages.at(-keep - 1);
    if (!cut || messages.length <= most || this.loading || this.past) return;
    if (cut.seq <= this.readSeq || this.#settle()) this.timeline.trim(keep);
  }

  /** Takes what can be counted here for what the server would count now. False: only the server knows. */
  #settle(): boolean {
    const { unread, exact } = this.unread();
    if (!exact || !this.mentions().exact) return false;
    const { readSeq } = this;
    // Who names us and has come since stays in `#naming`: whether it counts may change.
    const mentions = readSeq >= this.#counted.head ? 0 : this.#counted.mentions;
    this.#counted = { head: this.cursor, readSeq, unread, mentions };
    this.#deletedSince.clear();
    return true;
  }

  #remembersSince(head: number): boolean {
    return this.cursor <= head || (this.#recent[0]?.seq ?? Number.POSITIVE_INFINITY) <= head + 1;
  }

  #replay(after: number): void {
    for (const event of this.#recent) if (event.seq > after) this.#happen(event);
  }

  /** One event that cannot be made anything of is passed over, and what follows is not. */
  #happen(event: LogEvent): void {
    try {
      this.#take(event);
    } catch (error) {
      console.error(`${event.kind} ${event.seq} of ${event.log} is passed over`, error);
    }
  }

  /** Must be harmless when repeated: every branch compares positions. */
  #take(event: LogEvent): void {
    switch (event.kind) {
      case "message.posted":
      case "message.edited":
        this.#tell(event.body as unknown as Message, event.seq);
        if (event.body.pinnedAt) this.pinsVersion += 1;
        break;
      case "message.pinned":
      case "message.unpinned": {
        const pin =
          event.kind === "message.pinned" ? { pinnedAt: event.at, pinnedBy: event.actor } : UNPINNED;
        this.#change(String(event.body.message), event.seq, (before) => ({ ...before, ...pin }));
        this.pinsVersion += 1;
        break;
      }
      case "message.deleted": {
        const tombstone = event.body as unknown as Message;
        const counted = this.#counted;
        const wasCounted = tombstone.seq <= counted.head && tombstone.author !== this.me;
        if (event.seq > counted.head && wasCounted && isInChannel(tombstone)) {
          this.#deletedSince.add(tombstone.seq);
        }
        this.#tell(tombstone, event.seq);
        this.pinsVersion += 1;
        break;
      }
      case "reaction.added":
      case "reaction.removed": {
        const { message, emoji, user } = event.body as { message: string; emoji: string; user: string };
        const how = event.kind === "reaction.added" ? withReaction : withoutReaction;
        this.#change(message, event.seq, (before) => how(before, emoji, user));
        break;
      }
      case "thread.updated": {
        const { message, replies } = event.body as unknown as { message: string; replies: Replies };
        this.#change(message, event.seq, (before) => ({ ...before, replies }));
        break;
      }
      case "channel.updated":
      case "channel.archived":
        if (event.seq > this.#factsAsOf) {
          this.facts = factsOf({ ...this.facts, ...(event.body as Partial<ChannelFacts>) });
          this.#factsAsOf = event.seq;
        }
        break;
      case "member.joined":
      case "member.left":
      case "member.role":
        this.membersVersion += 1;
        if (event.body.user === this.me && event.kind === "member.role") {
          this.role = event.body.role as Role;
        }
        break;
    }
  }

  #tell(message: Message, seq: number): void {
    if (message.author !== this.me && seq > this.#counted.head) this.#count(message, seq);
    if (isInChannel(message)) {
      this.timeline.tell(message, seq);
      this.past?.timeline.tell(message, seq);
    }
    this.threads.get(message.parent ?? message.id)?.tell(message, seq);
  }

  #count(message: Message, seq: number): void {
    if (message.seq <= this.#counted.head) {
      // Also where it is read by now: the mark may be set back to where it was when the server counted.
      if (message.seq > this.#counted.readSeq && seq > message.seq) this.doubt = Math.max(this.doubt, seq);
      return;
    }
    const byName = namesOf(message).includes(this.me);
    if (!message.deletedAt && (byName || namesOf(message).some((name) => EVERYBODY.has(name)))) {
      this.#naming.set(message.id, { seq: message.seq, author: message.author, byName });
    } else {
      this.#naming.delete(message.id);
    }
  }

  #change(message: string, seq: number, how: (message: Message) => Message): void {
    this.timeline.change(message, seq, how);
    this.past?.timeline.change(message, seq, how);
    for (const thread of this.threads.values()) thread.change(message, seq, how);
  }
}
