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

/** In CSS px: a character of the words, a line of them, and what stands around them. */
const [CHARACTER, LINE, AROUND] = [7.5, 22, 16];
const FEWEST_PER_LINE = 20;
const MOST = 12;

type Size = Pick<Screen, "width" | "height">;

/** Of a row that was never seen, in CSS px: a guess from the length of its words. */
function guessedHeight(row: Row, width: number): number {
  const text = row.kind === "message" ? row.message.text : row.kind === "pending" ? row.pending.text : "";
  const perLine = Math.max(FEWEST_PER_LINE, width / CHARACTER);
  let lines = 0;
  for (const line of (text ?? "").split("\n")) lines += Math.max(1, Math.ceil(line.length / perLine));
  return AROUND + LINE * lines;
}

export interface LastScreen {
  /** Of its rows, the last one first. */
  indices: number[];
  /** Of a row, on average, in whole CSS px. */
  rowHeight: number;
}

/** The last rows that fill a screen of so many CSS px, as far as can be guessed, and not more than a few. */
export function lastScreen(rows: readonly Row[], { width, height }: Size): LastScreen {
  const indices: number[] = [];
  let filled = 0;
  for (let index = rows.length - 1; index >= 0 && filled < height && indices.length < MOST; index -= 1) {
    filled += guessedHeight(rows[index] as Row, width);
    indices.push(index);
  }
  return { indices, rowHeight: Math.round(filled / Math.max(1, indices.length)) };
}

export function lastOwn(messages: readonly Message[], me: string): Message | undefined {
  return messages.findLast((message) => message.author === me && !message.deletedAt);
}
