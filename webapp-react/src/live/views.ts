import type { Pending } from "./pending";
import type { ChannelFacts, Message, Role, User } from "./wire";

/** What React draws. Each view is immutable and keeps its identity while nothing in it changed. */
export interface ChannelView extends ChannelFacts {
  role: Role;
  people: readonly User[];
  unread: number;
  mentions: number;
  readSeq: number;
  head: number;
  membersVersion: number;
  muted: boolean;
  favourite: boolean;
  pinsVersion: number;
}

export interface TimelineView {
  messages: readonly Message[];
  pending: readonly Pending[];
  readSeq: number;
  /** All messages with a seq above it are in `messages`. */
  floor: number;
  reachesStart: boolean;
  /** Newer messages follow that are not here: what is new does not show. */
  isPast: boolean;
  /** All that was said until the last connection began is known, as far as it reaches. */
  isCurrent: boolean;
  /** Another number: what is shown has nothing in common with what was shown before. */
  leaps: number;
  loading: boolean;
  failed: boolean;
}

/** Where a message was found. */
export type Landing =
  | { kind: "here" }
  /** Only in its thread. */
  | { kind: "thread"; root: string }
  | { kind: "elsewhere"; channel: string }
  /** There is none by that name, or it is not for us to see. */
  | { kind: "gone" }
  | { kind: "failed" };

export interface ThreadView {
  root: Message | null;
  messages: readonly Message[];
  pending: readonly Pending[];
  follows: boolean;
  readSeq: number;
  reachesStart: boolean;
  loading: boolean;
  failed: boolean;
}

export const EMPTY_THREAD: ThreadView = {
  root: null,
  messages: [],
  pending: [],
  follows: false,
  readSeq: 0,
  reachesStart: false,
  loading: true,
  failed: false,
};

export const EMPTY_TIMELINE: TimelineView = {
  messages: [],
  pending: [],
  readSeq: 0,
  floor: Number.POSITIVE_INFINITY,
  reachesStart: false,
  isPast: false,
  isCurrent: false,
  leaps: 0,
  loading: true,
  failed: false,
};

export type Boot = "loading" | "ready" | "failed";

export function sameView<T extends object>(a: T, b: T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => Object.is(a[key], b[key]));
}
