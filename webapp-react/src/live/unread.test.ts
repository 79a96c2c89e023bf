import { expect, test } from "vitest";
import { countUnread, type Facts } from "./unread";
import type { Message } from "./wire";

const from = (author: string, seq: number, deletedAt?: string): Message => ({
  id: `m${seq}`,
  channel: "garden",
  seq,
  author,
  at: "",
  deletedAt,
});
const facts = (over: Partial<Facts>): Facts => ({
  me: "ann",
  readSeq: 10,
  counted: { head: 20, readSeq: 10, unread: 4, mentions: 0 },
  floor: 20,
  messages: [],
  deletedSince: new Set(),
  ...over,
});

test("the server's count, and what came after it", () => {
  const messages = [from("bob", 21), from("ann", 22), from("cy", 23)];
  expect(countUnread(facts({ messages }))).toEqual({ unread: 6, exact: true });
});

test("what was deleted since is not counted", () => {
  const messages = [from("bob", 21, "2026-03-01T09:00:00.000Z")];
  expect(countUnread(facts({ messages, deletedSince: new Set([15, 9]) }))).toEqual({
    unread: 3,
    exact: true,
  });
});

test("read beyond the count: only what is above the mark", () => {
  const messages = [from("bob", 21), from("bob", 22)];
  expect(countUnread(facts({ messages, readSeq: 21 }))).toEqual({ unread: 1, exact: true });
});

test("when all above the mark is known, nobody has to be asked", () => {
  const messages = [from("bob", 12), from("bob", 14), from("bob", 21)];
  expect(countUnread(facts({ messages, floor: 11, readSeq: 13 }))).toEqual({ unread: 2, exact: true });
});

test("a mark among unknown messages has to be asked for", () => {
  expect(countUnread(facts({ readSeq: 15 })).exact).toBe(false);
  expect(countUnread(facts({ floor: 30 })).exact).toBe(false);
});
