import { placeOf } from "../live/drafts";
import type { LiveApi } from "../live/live-api";
import type { WireSocket } from "../live/socket";
import {
  type Channel,
  type ChannelMark,
  type ClientFrame,
  type Cursors,
  type Draft,
  type FollowedThread,
  isInChannel,
  type LogEvent,
  type Me,
  type Message,
  type Preferences,
  type Replies,
  type ReplyTo,
  type ServerFrame,
  type Status,
  type User,
} from "../live/wire";

import { fileOf } from "./sim-uploads";

interface SimChannel {
  id: string;
  name: string;
  topic: string | null;
  members: Set<string>;
  messages: Message[];
  log: LogEvent[];
}

export const person = (id: string): User => ({
  id,
  username: id,
  displayName: id.toUpperCase(),
  role: "member",
  createdAt: "2026-01-01T00:00:00.000Z",
  deactivated: false,
});

export const STANDARD: Preferences = {
  receipts: true,
  enterSends: true,
  density: "comfortable",
  announcements: "all",
  collapsed: [],
};

export const meOf = (id: string): Me => ({
  ...person(id),
  email: `${id}@garden.test`,
  preferences: STANDARD,
});

/**
 * The contract of the wire in memory: gapless logs, current state beside them, exactly-once posts, streams that
 * start where the cursors say. What the network does to it is the business of `SimNetwork`.
 */
export class SimServer {
  readonly channels = new Map<string, SimChannel>();
  readonly userLogs = new Map<string, LogEvent[]>();
  readonly reads = new Map<string, number>();
  readonly preferences = new Map<string, Preferences>();
  readonly drafts = new Map<string, Draft>();
  /** By user and channel. */
  readonly marks = new Map<string, ChannelMark>();
  /** By user and root: follows, read up to. */
  readonly places = new Map<string, { follows: boolean; readSeq: number }>();
  readonly saved = new Map<string, Set<string>>();
  readonly blocked = new Map<string, Set<string>>();
  readonly statuses = new Map<string, Status>();
  readonly streams = new Set<SimStream>();
  /** More missed events than this give a `reset`. */
  bandLimit = 1_000;
  limits: { text?: number; editWindow?: number } = {};
  #ids = 0;

  create(id: string, members: string[]): void {
    this.channels.set(id, { id, name: id, topic: null, members: new Set(), messages: [], log: [] });
    for (const member of members) this.join(id, member);
  }

  join(id: string, user: string): void {
    const channel = this.#channel(id);
    if (channel.members.has(user)) return;
    channel.members.add(user);
    this.reads.set(`${user} ${id}`, channel.log.length + 1);
    this.#append(channel.log, id, "member.joined", user, { user, role: "member" });
    this.#append(this.#userLog(user), user, "channel.joined", user, {
      channel: id,
      head: channel.log.length,
    });
  }

  leave(id: string, user: string): void {
    const channel = this.#channel(id);
    if (!channel.members.delete(user)) return;
    this.marks.delete(`${user} ${id}`);
    this.#append(channel.log, id, "member.left", user, { user, role: "member" });
    this.#append(this.#userLog(user), user, "channel.left", user, { channel: id });
  }

  post(
    id: string,
    author: string,
    text: string,
    clientId: string,
    more?: Partial<ReplyTo> & { attachments?: readonly string[] },
  ): Message | null {
    const channel = this.#channel(id);
    if (!channel.members.has(author)) return null;
    const before = channel.messages.find((m) => m.author === author && m.clientId === clientId);
    if (before) return before;
    const root = more?.parent ? channel.messages.find((m) => m.id === more.parent) : undefined;
    if (more?.parent && (!root || root.parent || (root.deletedAt && !root.replies?.count))) return null;
    const seq = channel.log.length + 1;
    const message: Message = {
      id: `m${++this.#ids}`,
      channel: id,
      seq,
      author,
      ...(root && { parent: root.id, inChannel: more?.inChannel ?? false }),
      text,
      at: this.#at(),
      reactions: [],
      mentions: namesIn(text),
      attachments: (more?.attachments ?? []).map((file) => fileOf(file)),
      clientId,
    };
    channel.messages.push(message);
    this.#append(channel.log, id, "message.posted", author, { ...message });
    if (root) {
      const participants = [...(root.replies?.participants ?? []).filter((who) => who !== author), author];
      this.#answered(channel, root, author, {
        count: (root.replies?.count ?? 0) + 1,
        participants,
        lastAt: message.at,
      });
      for (const who of new Set([author, root.author])) {
        if (!this.places.has(`${who} ${root.id}`))
          this.mark(id, root.id, who, true, who === author ? seq : 0);
      }
    }
    return message;
  }

  #answered(channel: SimChannel, root: Message, actor: string, replies: Replies): void {
    channel.messages[channel.messages.indexOf(root)] = { ...root, replies };
    this.#append(channel.log, channel.id, "thread.updated", actor, { message: root.id, replies });
  }

  mark(channel: string, root: string, user: string, follows: boolean, readSeq: number): void {
    const before = this.places.get(`${user} ${root}`);
    const place = { follows, readSeq: Math.max(readSeq, before?.readSeq ?? 0) };
    if (before?.follows === place.follows && before.readSeq === place.readSeq) return;
    this.places.set(`${user} ${root}`, place);
    this.#append(this.#userLog(user), user, "thread.marked", user, { message: root, channel, ...place });
  }

  react(id: string, index: number, user: string, emoji: string, on: boolean): void {
    const channel = this.#channel(id);
    const message = channel.messages[index % Math.max(1, channel.messages.length)];
    if (!message || message.deletedAt || !channel.members.has(user)) return;
    const reactions = message.reactions ?? [];
    const there = reactions.find((each) => each.emoji === emoji);
    if ((there?.users.includes(user) ?? false) === on) return;
    const users = on ? [...(there?.users ?? []), user] : (there?.users ?? []).filter((who) => who !== user);
    const rest = there
      ? reactions.map((each) => (each === there ? { emoji, users } : each))
      : [...reactions, { emoji, users }];
    channel.messages[channel.messages.indexOf(message)] = {
      ...message,
      reactions: rest.filter((each) => each.users.length > 0),
    };
    const kind = on ? "reaction.added" : "reaction.removed";
    this.#append(channel.log, id, kind, user, { message: message.id, emoji, user });
  }

  edit(id: string, index: number, text: string): void {
    const channel = this.#channel(id);
    const message = channel.messages[index % Math.max(1, channel.messages.length)];
    if (!message || message.deletedAt) return;
    const edited = { ...message, text, mentions: namesIn(text), editedAt: this.#at() };
    channel.messages[channel.messages.indexOf(message)] = edited;
    this.#append(channel.log, id, "message.edited", message.author, { ...edited });
  }

  remove(id: string, index: number): void {
    const channel = this.#channel(id);
    const message = channel.messages[index % Math.max(1, channel.messages.length)];
    if (!message || message.deletedAt) return;
    const tombstone: Message = {
      id: message.id,
      channel: id,
      seq: message.seq,
      author: message.author,
      ...(message.parent && { parent: message.parent, inChannel: message.inChannel }),
      at: message.at,
      deletedAt: this.#at(),
      ...(message.replies && { replies: message.replies }),
    };
    channel.messages[channel.messages.indexOf(message)] = { ...tombstone, clientId: message.clientId };
    this.#append(channel.log, id, "message.deleted", message.author, { ...tombstone });
    const root = channel.messages.find((each) => each.id === message.parent);
    if (root?.replies) {
      const { replies } = root;
      this.#answered(channel, root, message.author, { ...replies, count: replies.count - 1 });
    }
  }

  pin(id: string, index: number, user: string, on: boolean): void {
    const channel = this.#channel(id);
    const message = channel.messages[index % Math.max(1, channel.messages.length)];
    if (!message || message.deletedAt || Boolean(message.pinnedAt) === on || !channel.members.has(user))
      return;
    const pin = on ? { pinnedAt: this.#at(), pinnedBy: user } : { pinnedAt: null, pinnedBy: null };
    channel.messages[channel.messages.indexOf(message)] = { ...message, ...pin };
    this.#append(channel.log, id, on ? "message.pinned" : "message.unpinned", user, { message: message.id });
  }

  save(user: string, message: string, on: boolean): void {
    const mine = this.saved.get(user) ?? new Set();
    if (mine.has(message) === on) return;
    this.saved.set(user, mine);
    if (on) mine.add(message);
    else mine.delete(message);
    this.#append(this.#userLog(user), user, on ? "message.saved" : "message.unsaved", user, { message });
  }

  block(user: string, other: string, on: boolean): void {
    const mine = this.blocked.get(user) ?? new Set();
    if (mine.has(other) === on) return;
    this.blocked.set(user, mine);
    if (on) mine.add(other);
    else mine.delete(other);
    this.#append(this.#userLog(user), user, "block.changed", user, { user: other, blocked: on });
  }

  #hasBlocked = (user: string, other: string) => this.blocked.get(user)?.has(other) ?? false;

  markUnread(id: string, user: string, seq: number): void {
    this.reads.set(`${user} ${id}`, seq);
    this.#append(this.#userLog(user), user, "read.moved", user, { channel: id, seq });
  }

  retopic(id: string, topic: string): void {
    const channel = this.#channel(id);
    channel.topic = topic;
    this.#append(channel.log, id, "channel.updated", "bob", { ...this.#facts(channel) });
  }

  read(id: string, user: string, seq: number): void {
    const key = `${user} ${id}`;
    if (seq <= (this.reads.get(key) ?? 0)) return;
    this.reads.set(key, Math.min(seq, this.#channel(id).log.length));
    this.#append(this.#userLog(user), user, "read.moved", user, { channel: id, seq: this.reads.get(key) });
  }

  /** Of one user. */
  keepDraft({ channel, parent, text }: Parameters<LiveApi["keepDraft"]>[0]): Draft {
    const place = placeOf({ channel, parent });
    const after = { channel, ...(parent && { parent }), text: text.trim(), at: this.#at() };
    if (after.text) this.drafts.set(place, after);
    else this.drafts.delete(place);
    return after;
  }

  choose(user: string, change: Partial<Preferences>): Preferences {
    const before = this.preferences.get(user) ?? STANDARD;
    const after = { ...before, ...change };
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    this.preferences.set(user, after);
    this.#append(this.#userLog(user), user, "preference.changed", user, { ...after });
    return after;
  }

  markOf = (id: string, user: string): ChannelMark =>
    this.marks.get(`${user} ${id}`) ?? { muted: false, favourite: false };

  markChannel(id: string, user: string, change: Partial<ChannelMark>): ChannelMark {
    const before = this.markOf(id, user);
    const after = { ...before, ...change };
    if (!this.#channel(id).members.has(user)) throw Object.assign(new Error("not there"), { status: 404 });
    if (after.muted === before.muted && after.favourite === before.favourite) return before;
    this.marks.set(`${user} ${id}`, after);
    this.#append(this.#userLog(user), user, "channel.marked", user, { channel: id, ...after });
    return after;
  }

  say(user: string, status: Status): void {
    if (JSON.stringify(status) === JSON.stringify(this.statuses.get(user) ?? { state: "online" })) return;
    this.statuses.set(user, status);
    this.#append(this.#userLog(user), user, "status.changed", user, { ...status });
  }

  /** An event of a kind that this client has never heard of. */
  novelty(id: string): void {
    this.#append(this.#channel(id).log, id, "weather.changed", "bob", { sky: "clear" });
  }

  logsOf(user: string): Map<string, LogEvent[]> {
    const logs = new Map([[user, this.#userLog(user)]]);
    for (const channel of this.channels.values())
      if (channel.members.has(user)) logs.set(channel.id, channel.log);
    return logs;
  }

  heads(user: string): Cursors {
    return Object.fromEntries([...this.logsOf(user)].map(([log, events]) => [log, events.length]));
  }

  answers(user: string): LiveApi {
    return {
      bootstrap: async (channel) => {
        const api = this.answers(user);
        const isOurs = channel !== undefined && this.channels.get(channel)?.members.has(user);
        return {
          head: this.#userLog(user).length,
          me: await api.me(),
          status: await api.status(),
          channels: await api.channels(),
          users: await api.users(),
          blocks: await api.blocks(),
          saved: await api.saved(),
          threads: await api.threads(),
          files: { size: 1_000_000, attachments: 10 },
          ...(isOurs && { page: { channel, ...(await api.messages(channel)) } }),
        };
      },
      channels: async () =>
        [...this.channels.values()].filter((c) => c.members.has(user)).map((c) => this.#view(c, user)),
      channel: async (id) => {
        const channel = this.channels.get(id);
        if (!channel) throw Object.assign(new Error("not there"), { status: 404 });
        // All of these are public: who is not in one sees that it is there.
        return channel.members.has(user)
          ? this.#view(channel, user)
          : { ...this.#facts(channel), head: channel.log.length, memberCount: channel.members.size };
      },
      messages: async (id, before = Number.POSITIVE_INFINITY, limit = 50) => {
        const channel = this.#channel(id);
        if (!channel.members.has(user)) throw Object.assign(new Error("not there"), { status: 404 });
        const page = channel.messages.filter((m) => m.seq < before && isInChannel(m)).slice(-limit);
        return { messages: page.map((m) => visibleTo(user, m)), head: channel.log.length };
      },
      messagesAfter: async (id, after) => {
        const page = this.#shown(id, user).filter((m) => m.seq > after);
        return { messages: page.slice(0, 50), head: this.#channel(id).log.length };
      },
      messagesAround: async (id, around) => {
        const all = this.#shown(id, user);
        const messages = [
          ...all.filter((m) => m.seq < around).slice(-25),
          ...all.filter((m) => m.seq >= around).slice(0, 25),
        ];
        return { messages, head: this.#channel(id).log.length };
      },
      message: async (id) => {
        for (const channel of this.channels.values()) {
          const found = channel.messages.find((m) => m.id === id);
          if (found && channel.members.has(user)) return visibleTo(user, found);
        }
        throw Object.assign(new Error("not there"), { status: 404 });
      },
      markUnread: async (id, seq) => this.markUnread(id, user, seq),
      saved: async () => [...(this.saved.get(user) ?? [])].reverse(),
      save: async (message, on) => this.save(user, message, on),
      blocks: async () => [...(this.blocked.get(user) ?? [])].reverse().map(person),
      block: async (other, on) => this.block(user, other, on),
      thread: async (root, before = Number.POSITIVE_INFINITY) => {
        const channel = [...this.channels.values()].find((c) => c.messages.some(({ id }) => id === root));
        const message = channel?.messages.find(({ id }) => id === root);
        if (!message || !channel?.members.has(user))
          throw Object.assign(new Error("not there"), { status: 404 });
        const replies = channel.messages.filter((m) => m.parent === root && m.seq < before).slice(-50);
        const place = this.places.get(`${user} ${root}`) ?? { follows: false, readSeq: 0 };
        return {
          message: visibleTo(user, message),
          messages: replies.map((m) => visibleTo(user, m)),
          head: channel.log.length,
          ...place,
          unread: this.#unreadReplies(channel, root, user, place.readSeq),
        };
      },
      readThread: async (root, seq) => {
        for (const channel of this.channels.values()) {
          if (channel.messages.some(({ id }) => id === root))
            this.mark(channel.id, root, user, this.places.get(`${user} ${root}`)?.follows ?? false, seq);
        }
      },
      mentions: async (limit, cursor = "\uffff") => {
        const naming = [...this.channels.values()]
          .filter((channel) => channel.members.has(user))
          .flatMap((channel) => channel.messages)
          .filter((m) => m.author !== user && !m.deletedAt && m.id < cursor)
          .filter((m) => !this.#hasBlocked(user, m.author))
          .filter((m) => m.mentions?.some((name) => [user, "channel", "here"].includes(name)))
          .sort((a, b) => (a.id < b.id ? 1 : -1));
        const mentions = naming.slice(0, limit).map((m) => visibleTo(user, m));
        return { mentions, next: naming.length > limit ? (mentions.at(-1)?.id ?? null) : null };
      },
      threads: async () => this.threadsOf(user),
      drafts: async () => [...this.drafts.values()],
      keepDraft: async (draft) => this.keepDraft(draft),
      readers: async (id) =>
        [...this.#channel(id).members]
          .filter((member) => member !== user)
          .map((member) => ({ user: member, seq: this.reads.get(`${member} ${id}`) ?? 0 })),
      me: async () => ({ ...meOf(user), preferences: this.preferences.get(user) ?? STANDARD }),
      choose: async (change) => this.choose(user, change),
      markChannel: async (id, change) => this.markChannel(id, user, change),
      status: async () => this.statuses.get(user) ?? { state: "online" },
      users: async () => ["ann", "bob"].map(person),
      user: async (id) => person(id),
    };
  }

  /** What stands in a channel, as its member sees it. */
  #shown(id: string, user: string): Message[] {
    const channel = this.#channel(id);
    if (!channel.members.has(user)) throw Object.assign(new Error("not there"), { status: 404 });
    return channel.messages.filter(isInChannel).map((m) => visibleTo(user, m));
  }

  threadsOf(user: string): FollowedThread[] {
    return [...this.channels.values()]
      .filter((channel) => channel.members.has(user))
      .flatMap((channel) =>
        channel.messages.flatMap((message) => {
          const place = this.places.get(`${user} ${message.id}`);
          if (!place?.follows) return [];
          const unread = this.#unreadReplies(channel, message.id, user, place.readSeq);
          return [
            {
              message: visibleTo(user, message),
              readSeq: place.readSeq,
              unread,
              head: channel.log.length,
            },
          ];
        }),
      );
  }

  #unreadReplies(channel: SimChannel, root: string, user: string, readSeq: number): number {
    return channel.messages.filter(
      (m) => m.parent === root && m.seq > readSeq && m.author !== user && !m.deletedAt,
    ).length;
  }

  #view(channel: SimChannel, user: string): Channel {
    const readSeq = this.reads.get(`${user} ${channel.id}`) ?? 0;
    const unread = channel.messages.filter(
      (m) => m.seq > readSeq && m.author !== user && !m.deletedAt && isInChannel(m),
    ).length;
    return {
      ...this.#facts(channel),
      head: channel.log.length,
      readSeq,
      unread,
      mentions: channel.messages.filter(
        (m) =>
          m.seq > readSeq &&
          m.author !== user &&
          !m.deletedAt &&
          !this.#hasBlocked(user, m.author) &&
          m.mentions?.some(
            (name) => name === user || (name === "channel" && !this.markOf(channel.id, user).muted),
          ),
      ).length,
      role: "member",
      ...this.markOf(channel.id, user),
    };
  }

  #facts(channel: SimChannel) {
    return {
      id: channel.id,
      kind: "public" as const,
      name: channel.name,
      topic: channel.topic,
      archived: false,
      createdBy: "bob",
      createdAt: "2026-01-01T00:00:00.000Z",
    };
  }

  #channel(id: string): SimChannel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`No channel ${id}`);
    return channel;
  }

  #userLog(user: string): LogEvent[] {
    const log = this.userLogs.get(user) ?? [];
    this.userLogs.set(user, log);
    return log;
  }

  #at = () => new Date(Date.UTC(2026, 2, 1) + this.#ids * 1000).toISOString();

  #append(log: LogEvent[], id: string, kind: string, actor: string, body: Record<string, unknown>): void {
    log.push({ log: id, seq: log.length + 1, kind, at: this.#at(), actor, body });
  }
}

const namesIn = (text: string) => [...text.matchAll(/@(\w+)/gu)].map((found) => found[1] ?? "");

const visibleTo = (user: string, message: Message): Message => {
  const { clientId, ...rest } = message;
  return message.author === user && clientId ? { ...rest, clientId } : rest;
};

/** One connection as the server sees it: a set of cursors, pulled from the logs. */
export class SimStream {
  readonly #cursors = new Map<string, number>();
  readonly #memberOf = new Set<string>();
  #userAt: number;

  constructor(
    private readonly server: SimServer,
    private readonly user: string,
    resume: Cursors,
    readonly out: ServerFrame[],
  ) {
    out.push({
      type: "ready",
      user,
      connection: "c",
      heads: server.heads(user),
      heartbeat: 20,
      limits: server.limits,
    });
    this.#userAt = server.logsOf(user).get(user)?.length ?? 0;
    for (const [log, events] of server.logsOf(user)) {
      const cursor = resume[log] ?? events.length;
      this.#memberOf.add(log);
      if (cursor > events.length || events.length - cursor > server.bandLimit) {
        out.push({ type: "reset", log, head: events.length });
        this.#cursors.set(log, events.length);
      } else {
        this.#cursors.set(log, cursor);
      }
    }
  }

  /** Everything that happened since, in order for each log. */
  pump(): void {
    const logs = this.server.logsOf(this.user);
    const own = logs.get(this.user) ?? [];
    for (const event of own.slice(this.#userAt)) {
      const channel = String(event.body.channel);
      if (event.kind === "channel.left") this.#memberOf.delete(channel);
      if (event.kind === "channel.joined") {
        this.#memberOf.add(channel);
        this.#cursors.set(channel, Number(event.body.head));
      }
    }
    this.#userAt = own.length;
    for (const [log, events] of [...logs].sort(([a], [b]) =>
      a === this.user ? -1 : b === this.user ? 1 : 0,
    )) {
      if (!this.#memberOf.has(log)) continue;
      const from = this.#cursors.get(log) ?? events.length;
      for (const event of events.slice(from)) {
        const body = event.kind.startsWith("message.")
          ? visibleTo(this.user, event.body as unknown as Message)
          : event.body;
        this.out.push({ type: "event", ...event, body: body as Record<string, unknown> });
      }
      this.#cursors.set(log, events.length);
    }
  }

  take(frame: ClientFrame): void {
    if (frame.type === "send") {
      const message = this.server.post(frame.channel, this.user, frame.text, frame.clientId, frame);
      this.out.push(
        message
          ? {
              type: "ack",
              ref: frame.ref,
              log: frame.channel,
              seq: message.seq,
              id: message.id,
              at: message.at,
            }
          : {
              type: "refused",
              ref: frame.ref,
              problem: { type: "/problems/not-found", title: "Not there", status: 404 },
            },
      );
    }
    if (frame.type === "read" && this.server.channels.get(frame.channel)?.members.has(this.user)) {
      this.server.read(frame.channel, this.user, frame.seq);
    }
    if (frame.type === "ping") this.out.push({ type: "pong" });
  }
}

/** Sockets whose every step the test releases by hand. */
export class SimNetwork {
  up = true;
  #sockets: SimSocket[] = [];

  constructor(
    readonly server: SimServer,
    readonly user: string,
  ) {}

  open = (): WireSocket => {
    const socket = new SimSocket(this);
    this.#sockets.push(socket);
    return socket;
  };

  get socket(): SimSocket | undefined {
    return this.#sockets.findLast((socket) => !socket.closed);
  }

  cut(code = 1006): void {
    this.socket?.fail(code);
  }
}

export class SimSocket implements WireSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  closed = false;
  opened = false;
  stream: SimStream | null = null;
  readonly sent: ClientFrame[] = [];
  readonly inbox: ClientFrame[] = [];
  readonly outbox: ServerFrame[] = [];

  constructor(private readonly network: SimNetwork) {}

  send(data: string): void {
    const frame = JSON.parse(data) as ClientFrame;
    this.sent.push(frame);
    this.inbox.push(frame);
  }

  close(): void {
    this.closed = true;
  }

  fail(code: number): void {
    if (this.closed) return;
    this.closed = true;
    this.onclose?.({ code });
  }

  /** Lets the handshake through, or refuses it. */
  shake(): void {
    if (this.opened || this.closed) return;
    if (!this.network.up) return this.fail(1006);
    this.opened = true;
    this.onopen?.();
  }

  /** The server reads at most `limit` frames of ours. */
  uplink(limit = Number.POSITIVE_INFINITY): void {
    for (let n = 0; n < limit && this.inbox.length > 0 && !this.closed; n++) {
      const frame = this.inbox.shift() as ClientFrame;
      if (frame.type === "resume") {
        this.stream = new SimStream(this.network.server, this.network.user, frame.cursors, this.outbox);
      } else this.stream?.take(frame);
    }
  }

  /** At most `limit` frames reach the client; `mangle` may drop, repeat or swap them. */
  downlink(
    limit = Number.POSITIVE_INFINITY,
    mangle: (frames: ServerFrame[]) => ServerFrame[] = (f) => f,
  ): void {
    if (this.closed || !this.opened) return;
    this.stream?.pump();
    const frames = mangle(this.outbox.splice(0, limit));
    if (frames.length > 0) this.onmessage?.({ data: JSON.stringify(frames) });
  }
}
