import { expect, test } from "vitest";
import { Room } from "./room";
import type { Channel, LogEvent } from "./wire";

const base = (head: number, over: Partial<Channel> = {}): Channel => ({
  id: "garden",
  kind: "public",
  name: "garden",
  topic: `topic at ${head}`,
  archived: false,
  muted: false,
  favourite: false,
  createdBy: "bob",
  createdAt: "",
  head,
  readSeq: 2,
  unread: 3,
  mentions: 0,
  role: "member",
  ...over,
});
const event = (seq: number, kind: string, body: Record<string, unknown>): LogEvent => ({
  log: "garden",
  seq,
  kind,
  at: "",
  actor: "bob",
  body,
});
const tombstone = (seq: number) => ({
  id: `m${seq}`,
  channel: "garden",
  seq,
  author: "bob",
  at: "",
  deletedAt: "now",
});

test("a repeated event changes nothing and moves nothing", () => {
  const room = new Room("ann", base(10), 2);
  expect(room.apply(event(11, "channel.updated", { topic: "eleven" }))).toBe("applied");
  expect(room.apply(event(11, "channel.updated", { topic: "again" }))).toBe("old");
  expect(room.apply(event(4, "channel.updated", { topic: "ancient" }))).toBe("old");
  expect(room.cursor).toBe(11);
  expect(room.facts.topic).toBe("eleven");
});

test("nothing is applied past a hole", () => {
  const room = new Room("ann", base(10), 2);
  expect(room.apply(event(12, "channel.updated", { topic: "twelve" }))).toBe("hole");
  expect(room.cursor).toBe(10);
  expect(room.facts.topic).toBe("topic at 10");
});

test("an answer from before an event does not undo it", () => {
  const room = new Room("ann", base(10), 2);
  room.apply(event(11, "channel.updated", { topic: "eleven" }));
  room.apply(event(12, "message.deleted", tombstone(9)));
  expect(room.renew(base(10), 2)).toBe(true);
  expect(room.facts.topic).toBe("eleven");
  expect(room.unread()).toEqual({ unread: 2, exact: true });
});

test("an answer from beyond our cursor makes the events up to it harmless", () => {
  const room = new Room("ann", base(10), 2);
  expect(room.renew(base(14, { unread: 2 }), 2)).toBe(true);
  room.apply(event(11, "channel.updated", { topic: "eleven" }));
  room.apply(event(12, "message.deleted", tombstone(9)));
  expect(room.facts.topic).toBe("topic at 14");
  expect(room.unread().unread).toBe(2);
});

test("an answer that is older than we can replay is refused", () => {
  const room = new Room("ann", base(10), 2);
  for (let seq = 11; seq <= 260; seq++) room.apply(event(seq, "weather.changed", {}));
  expect(room.renew(base(12), 2)).toBe(false);
  expect(room.extendDown([], 12, true)).toBe(false);
  expect(room.extendDown([], 200, true)).toBe(true);
});
