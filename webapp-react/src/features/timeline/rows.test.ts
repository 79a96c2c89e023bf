import { expect, test } from "vitest";
import { EMPTY_TIMELINE, type TimelineView } from "../../live/views";
import type { Message } from "../../live/wire";
import { lastOwn, lastScreen, rowsOf } from "./rows";

const said = (seq: number, author: string, at: string): Message => ({
  id: `m${seq}`,
  channel: "garden",
  seq,
  author,
  at,
  text: "x",
});
const viewOf = (messages: Message[], over: Partial<TimelineView> = {}): TimelineView => ({
  ...EMPTY_TIMELINE,
  floor: 0,
  messages,
  ...over,
});
const nine = (minutes: number) => new Date(2026, 2, 1, 9, minutes).toISOString();

test("one author within five minutes is one block", () => {
  const rows = rowsOf(
    viewOf([
      said(1, "bob", nine(0)),
      said(2, "bob", nine(4)),
      said(3, "bob", nine(10)),
      said(4, "cy", nine(11)),
    ]),
    "ann",
    null,
  );
  expect(rows.map((row) => row.kind === "message" && row.head)).toEqual([true, false, true, true]);
});

test("while the read mark lies below what is loaded, no waterline is drawn in a wrong place", () => {
  const messages = [said(41, "bob", nine(0)), said(42, "bob", nine(1))];
  const lines = (floor: number) =>
    rowsOf(viewOf(messages, { floor }), "ann", 12).map((row) => row.kind === "message" && row.waterline);
  expect(lines(40)).toEqual([false, false]);
  expect(lines(12)).toEqual([true, false]);
});

test("the waterline is drawn once, above the first unread of somebody else", () => {
  const messages = [
    said(1, "bob", nine(0)),
    said(3, "ann", nine(1)),
    said(5, "bob", nine(2)),
    said(6, "bob", nine(3)),
  ];
  const rows = rowsOf(viewOf(messages), "ann", 1);
  expect(rows.map((row) => row.kind === "message" && row.waterline)).toEqual([false, false, true, false]);
});

test("a new day begins with its name", () => {
  const rows = rowsOf(
    viewOf([said(1, "bob", nine(0)), said(2, "bob", new Date(2026, 2, 2, 9).toISOString())]),
    "ann",
    null,
  );
  expect(rows.map((row) => row.kind === "message" && row.day !== null)).toEqual([true, true]);
});

test("a message keeps the key that it had while it was pending", () => {
  const pending = { clientId: "c1", channel: "garden", text: "x", at: nine(0), state: "sending" as const };
  const before = rowsOf(viewOf([], { pending: [pending] }), "ann", null);
  const after = rowsOf(viewOf([{ ...said(1, "ann", nine(0)), clientId: "c1" }]), "ann", null);
  expect(after[0]?.key).toBe(before[0]?.key);
});

test("the beginning is a row of its own once it is reached", () => {
  expect(rowsOf(viewOf([], { reachesStart: true }), "ann", null)).toEqual([{ kind: "start", key: "start" }]);
});

test("the last own message is one that still stands", () => {
  const messages = [
    said(1, "ann", nine(0)),
    said(2, "bob", nine(1)),
    { ...said(3, "ann", nine(2)), deletedAt: nine(3) },
  ];
  expect(lastOwn(messages, "ann")?.seq).toBe(1);
});

test("the last screen is as many rows as their words fill, the last one first", () => {
  const wordsOf = (text: string) =>
    rowsOf(
      viewOf([...Array(40).keys()].map((at) => ({ ...said(at + 1, "bob", nine(0)), text }))),
      "ann",
      null,
    );
  const phone = { width: 390, height: 844 };
  const short = lastScreen(wordsOf("yes"), phone);
  expect(short.indices).toEqual([39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28]);
  const long = lastScreen(wordsOf("word ".repeat(200)), phone);
  expect(long.indices).toEqual([39, 38]);
  expect(long.rowHeight).toBeGreaterThan(10 * short.rowHeight);
  expect(lastScreen(wordsOf("a\n".repeat(30)), phone).indices).toEqual([39, 38]);
  expect(lastScreen([], phone)).toEqual({ indices: [], rowHeight: 0 });
});
