import type { FileFacts, FileLimits } from "../lib/files";

/** The nouns of REST and of the socket `/ws/v1`, as the server sends them. */

export type Role = "owner" | "admin" | "member";

export interface User {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  createdAt: string;
  deactivated: boolean;
}

export interface Me extends User {
  email: string;
  preferences: Preferences;
}

/** What we have chosen, for all our devices. */
export interface Preferences {
  receipts: boolean;
  enterSends: boolean;
  density: "comfortable" | "compact";
  announcements: "all" | "mentions" | "off";
  /** Sections of the sidebar that are folded up. */
  collapsed: readonly string[];
}

/** What we have begun to write; empty when there is nothing any more. */
export interface Draft {
  channel: string;
  parent?: string;
  text: string;
  at: string;
}

/** How far somebody else has read a channel. */
export interface Reader {
  user: string;
  seq: number;
}

/** What a channel is to us. */
export interface ChannelMark {
  muted: boolean;
  favourite: boolean;
}

export type ChannelKind = "public" | "private" | "direct" | "group";

export interface ChannelFacts {
  id: string;
  kind: ChannelKind;
  name: string | null;
  topic: string | null;
  archived: boolean;
  createdBy: string;
  createdAt: string;
}

/** A channel as its member sees it; true as of `head`. */
export interface Channel extends ChannelFacts, ChannelMark {
  head: number;
  readSeq: number;
  unread: number;
  mentions: number;
  role: Role;
  /** Only for direct conversations: everybody in it. */
  members?: User[];
}

export interface DiscoveredChannel extends ChannelFacts {
  head: number;
  memberCount: number;
}

export interface Member {
  user: User;
  role: Role;
  joinedAt: string;
}

/** What was said about a message. */
export interface Replies {
  count: number;
  /** The latest last, at most ten. */
  participants: string[];
  lastAt: string;
}

/** One emoji, and who has reacted with it: the first one first, and never nobody. */
export interface Reaction {
  emoji: string;
  users: readonly string[];
}

export interface Message {
  id: string;
  channel: string;
  seq: number;
  author: string;
  at: string;
  /** Of a reply: the message that it answers. */
  parent?: string;
  /** Of a reply: whether it stands among the channel's messages as well. */
  inChannel?: boolean;
  replies?: Replies;
  reactions?: readonly Reaction[];
  mentions?: readonly string[];
  pinnedAt?: string | null;
  pinnedBy?: string | null;
  attachments?: readonly FileFacts[];
  /** Absent on a tombstone. */
  text?: string;
  editedAt?: string | null;
  deletedAt?: string | null;
  clientId?: string;
  /** Not the server's word: what it told of this message is none, and a stand-in is in its place. */
  unreadable?: true;
}

/** Messages oldest first, true as of `head`. */
export interface MessagePage {
  messages: Message[];
  head: number;
}

/** A message with a page of the replies to it, true as of `head`. */
export interface ThreadPage {
  message: Message;
  messages: Message[];
  head: number;
  follows: boolean;
  readSeq: number;
  unread: number;
}

/** A thread that we follow; `unread` is true as of `head`. */
export interface FollowedThread {
  message: Message;
  readSeq: number;
  unread: number;
  head: number;
}

/** Messages of others that name us, the newest first. */
export interface MentionPage {
  mentions: Message[];
  next?: string | null;
}

/**
 * All that a session begins with, in one answer. Our own log is at `head`, or already further: what it tells from there on
 * may be repeated on top of this. Each part is as its own list tells it.
 */
export interface Bootstrap {
  head: number;
  me: Me;
  status: Status;
  channels: Channel[];
  users: User[];
  blocks: User[];
  saved: string[];
  threads: FollowedThread[];
  files: FileLimits;
  /** The newest messages of the channel that was asked for, if it is ours. */
  page?: MessagePage & { channel: string };
}

/** Where a message goes that is no message to the channel alone. */
export interface ReplyTo {
  parent: string;
  inChannel: boolean;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { field: string; message: string }[];
  /** Seconds. */
  retryAfter?: number;
}

/** What we say of ourselves; `online` is as our devices have it. */
export interface Status {
  state: "online" | "away" | "dnd";
  until?: string;
  emoji?: string;
  text?: string;
  textUntil?: string;
}

/** How somebody is there. */
export interface Presence {
  user: string;
  state: "online" | "away" | "dnd" | "offline";
  until?: string;
  emoji?: string;
  text?: string;
}

export interface LogEvent {
  log: string;
  seq: number;
  kind: string;
  at: string;
  actor: string;
  body: Record<string, unknown>;
}

export type Cursors = Record<string, number>;

export type ServerFrame =
  | {
      type: "ready";
      user: string;
      connection: string;
      heads: Cursors;
      heartbeat: number;
      limits?: { text?: number; watched?: number; editWindow?: number };
    }
  | ({ type: "event" } & LogEvent)
  | { type: "ack"; ref: string; log: string; seq: number; id: string; at: string }
  | { type: "refused"; ref?: string; problem: Problem; retryAfter?: number }
  | { type: "typing"; channel: string; user: string; parent?: string }
  | ({ type: "seen"; channel: string } & Reader)
  | ({ type: "draft" } & Draft)
  | ({ type: "presence" } & Presence)
  | { type: "reset"; log: string; head: number }
  | { type: "bye"; reason: string; retryAfter: number }
  | { type: "pong"; ref?: string };

export type ClientFrame =
  | { type: "resume"; cursors: Cursors }
  | ({
      type: "send";
      ref: string;
      channel: string;
      clientId: string;
      text: string;
      /** Ids of files. */
      attachments?: readonly string[];
    } & Partial<ReplyTo>)
  | { type: "read"; channel: string; seq: number }
  | { type: "typing"; channel: string; parent?: string }
  | { type: "presence"; state: "online" | "away" }
  | { type: "watch"; users: readonly string[] }
  | { type: "ping"; ref?: string };

export const isInChannel = (message: Pick<Message, "parent" | "inChannel">): boolean =>
  !message.parent || message.inChannel === true;
