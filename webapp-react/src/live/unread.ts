import type { Message } from "./wire";

/** What the server counted: true as of `head`, for the read mark `readSeq`. */
export interface Counted {
  head: number;
  readSeq: number;
  unread: number;
  mentions: number;
}

export interface Facts {
  me: string;
  readSeq: number;
  counted: Counted;
  /** Every message with a seq above it is known. */
  floor: number;
  messages: readonly Message[];
  /** Seqs of others' messages at or below `counted.head` that were deleted after the count. */
  deletedSince: ReadonlySet<number>;
}

const isUnread = (message: Message, facts: Facts, above: number) =>
  message.seq > above && message.author !== facts.me && !message.deletedAt;

/**
 * The unread count from the read mark and what is known, never by adding up arrivals. `exact` is false when the
 * read mark lies among messages that are not known here: then the server has to be asked.
 */
export function countUnread(facts: Facts): { unread: number; exact: boolean } {
  const above = (seq: number) => facts.messages.filter((message) => isUnread(message, facts, seq)).length;
  if (facts.readSeq >= facts.floor) return { unread: above(facts.readSeq), exact: true };
  const { counted } = facts;
  const arrived = above(Math.max(counted.head, facts.readSeq));
  if (facts.readSeq >= counted.head) return { unread: arrived, exact: facts.floor <= facts.readSeq };
  const gone = [...facts.deletedSince].filter((seq) => seq > counted.readSeq && seq <= counted.head).length;
  const exact = facts.readSeq === counted.readSeq && facts.floor <= counted.head;
  return { unread: Math.max(0, counted.unread - gone) + arrived, exact };
}
