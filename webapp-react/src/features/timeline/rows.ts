import { dayKey } from "../../lib/dates";
import type { Pending } from "../../live/pending";
import type { TimelineView } from "../../live/views";
import type { Message } from "../../live/wire";

/** One article of the feed. Day and waterline stand inside the row that they precede: a feed owns only articles. */
export type Row =
  | { kind: "start"; key: "start" }
  | { kind: "message"; key: string; message: Message; head: boolean; day: string | null; waterline: boolean }
  | { kind: "pending"; key: string; pending: Pending; head: boolean; day: string | null };

const TOGETHER = 5 * 60_000;

/** A message keeps the key that it had while it was pending, so that its row is not drawn anew. */
const keyOf = (message: Message) => message.clientId ?? message.id;

type Shown = Pick<TimelineView, "messages" | "pending" | "reachesStart" | "floor">;

export function rowsOf(view: Shown, me: string, visitRead: number | null): Row[] {
  const rows: Row[] = view.reachesStart ? [{ kind: "start", key: "start" }] : [];
  let before: { author: string; at: string } | null = null;
  // As long as the read mark lies below what is loaded, the first unread is not known: no line is better than a wrong one.
  let waterlineDrawn = visitRead === null || view.floor > visitRead;
  const place = (author: string, at: string) => {
    const day = !before || dayKey(before.at) !== dayKey(at) ? at : null;
    const near: boolean =
      before !== null && before.author === author && Date.parse(at) - Date.parse(before.at) < TOGETHER;
    before = { author, at };
    return { day, head: day !== null || !near };
  };
  for (const message of view.messages) {
    const { day, head } = place(message.author, message.at);
    const waterline = !waterlineDrawn && message.seq > (visitRead ?? 0) && message.author !== me;
    if (waterline) waterlineDrawn = true;
    rows.push({ kind: "message", key: keyOf(message), message, day, waterline, head: head || waterline });
  }
  for (const pending of view.pending) {
    rows.push({ kind: "pending", key: pending.clientId, pending, ...place(me, pending.at) });
  }
  return rows;
}

export function lastOwn(messages: readonly Message[], me: string): Message | undefined {
  return messages.findLast((message) => message.author === me && !message.deletedAt);
}
