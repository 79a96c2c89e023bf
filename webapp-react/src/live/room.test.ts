import { expect, test, vi } from "vitest";
import { keptRoomOf, Room } from "./room";
import type { Channel, LogEvent, Message } from "./wire";

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

const said = (seq: number, author: string) => ({
  id: `m${seq}`,
  channel: "garden",
  seq,
  author,
  at: "2026-03-01T09:00:00.000Z",
  text: "hello",
});

const anns = (channel: Channel, readSeq: number, blocked = new Set<string>()) =>
  new Room("ann", keptRoomOf(channel, readSeq), (user) => blocked.has(user));

test("a repeated event changes nothing and moves nothing", () => {
  const room = anns(base(10), 2);
  expect(room.apply(event(11, "channel.updated", { topic: "eleven" }))).toBe("applied");
  expect(room.apply(event(11, "channel.updated", { topic: "again" }))).toBe("old");
  expect(room.apply(event(4, "channel.updated", { topic: "ancient" }))).toBe("old");
  expect(room.cursor).toBe(11);
  expect(room.facts.topic).toBe("eleven");
});

test("an event of which nothing can be made is passed over, also when it is repeated", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const room = anns(base(10), 2);
  const poison = event(11, "message.posted", null as unknown as Record<string, unknown>);
  expect(room.apply(poison)).toBe("applied");
  expect(room.apply(event(12, "message.posted", said(12, "bob")))).toBe("applied");
  expect(room.extendDown([said(9, "bob")], 10, false)).toBe(true);
  expect(room.timeline.messages().map(({ seq }) => seq)).toEqual([9, 12]);
  vi.restoreAllMocks();
});

test("what a page tells wrongly of a message is no message, and stands in its place", () => {
  const room = anns(base(10), 2);
  const poison = { ...said(9, "bob"), text: ["a"] as unknown as string };
  room.extendDown([said(8, "bob"), poison, said(10, "bob")], 10, false);
  expect(room.timeline.messages().map(({ seq, unreadable }) => [seq, unreadable])).toEqual([
    [8, undefined],
    [9, true],
    [10, undefined],
  ]);
});

test("what stands nowhere is left out of a page, also of the first one", () => {
  const nowhere = { ...said(9, "bob"), seq: Number.NaN };
  const page = [null, said(8, "bob"), nowhere, { ...said(10, "bob"), text: 7 }] as unknown as Message[];
  const first = new Room("ann", keptRoomOf(base(10), 2, { messages: page, head: 10 }), () => false);
  const later = anns(base(10), 2);
  later.extendDown(page, 10, false);
  for (const room of [first, later]) {
    expect(room.timeline.messages().map(({ seq, unreadable }) => [seq, unreadable])).toEqual([
      [8, undefined],
      [10, true],
    ]);
  }
});

test("nothing is applied past a hole", () => {
  const room = anns(base(10), 2);
  expect(room.apply(event(12, "channel.updated", { topic: "twelve" }))).toBe("hole");
  expect(room.cursor).toBe(10);
  expect(room.facts.topic).toBe("topic at 10");
});

test("an answer from before an event does not undo it", () => {
  const room = anns(base(10), 2);
  room.apply(event(11, "channel.updated", { topic: "eleven" }));
  room.apply(event(12, "message.deleted", tombstone(9)));
  expect(room.renew(base(10), 2)).toBe(true);
  expect(room.facts.topic).toBe("eleven");
  expect(room.unread()).toEqual({ unread: 2, exact: true });
});

test("an answer from beyond our cursor makes the events up to it harmless", () => {
  const room = anns(base(10), 2);
  expect(room.renew(base(14, { unread: 2 }), 2)).toBe(true);
  room.apply(event(11, "channel.updated", { topic: "eleven" }));
  room.apply(event(12, "message.deleted", tombstone(9)));
  expect(room.facts.topic).toBe("topic at 14");
  expect(room.unread().unread).toBe(2);
});

test("an answer that is older than we can replay is refused", () => {
  const room = anns(base(10), 2);
  for (let seq = 11; seq <= 260; seq++) room.apply(event(seq, "weather.changed", {}));
  expect(room.renew(base(12), 2)).toBe(false);
  expect(room.extendDown([], 12, true)).toBe(false);
  expect(room.extendDown([], 200, true)).toBe(true);
});

test("who sets the mark further back than the server has counted from does not know how often they are named", () => {
  const room = anns(base(10, { readSeq: 8, unread: 0, mentions: 0 }), 8);
  expect(room.mentions()).toEqual({ mentions: 0, exact: true });
  room.readMoved(9);
  expect(room.mentions()).toEqual({ mentions: 0, exact: true });
  room.readMoved(4);
  expect(room.mentions().exact).toBe(false);
  room.renew(base(10, { readSeq: 4, unread: 4, mentions: 1 }), 4);
  expect(room.mentions()).toEqual({ mentions: 1, exact: true });
});

test("what was read here and was nothing new to the server is unread when another device says so", () => {
  const room = anns(base(10, { readSeq: 9 }), 9);
  room.unreadAbove(4);
  room.wentBack(); // the server never heard of it
  room.readHere(9);
  expect(room.readToSay).toBe(9);
  room.readMoved(4);
  expect(room.readSeq).toBe(4);
});

test("what was read here and the server has not heard of outlives what another device has read before", () => {
  const room = anns(base(10, { readSeq: 2 }), 2);
  room.readHere(9);
  room.readMoved(4);
  expect(room.readSeq).toBe(9);
});

test("an edit of what was read by then counts again when the mark is set back", () => {
  const room = anns(base(10, { readSeq: 4, unread: 4, mentions: 1 }), 4);
  room.readMoved(9);
  const edited = {
    id: "m7",
    channel: "garden",
    seq: 7,
    author: "bob",
    at: "",
    text: "ann",
    mentions: ["ann"],
  };
  room.apply(event(11, "message.edited", edited));
  room.readMoved(4);
  expect(room.mentions().exact).toBe(false);
});

test("who is blocked names nobody, until that is taken back", () => {
  const blocked = new Set(["bob"]);
  const room = anns(base(10, { readSeq: 10, unread: 0 }), 10, blocked);
  room.apply(event(11, "message.posted", { ...said(11, "bob"), mentions: ["ann"] }));
  room.apply(event(12, "message.posted", { ...said(12, "carl"), mentions: ["channel"] }));
  expect(room.mentions()).toEqual({ mentions: 1, exact: true });
  expect(room.unread().unread).toBe(2);
  blocked.clear();
  expect(room.mentions()).toEqual({ mentions: 2, exact: true });
});

test("what is kept of a room is the same room again", () => {
  const room = anns(base(10, { readSeq: 4, unread: 5, mentions: 1 }), 4);
  room.extendDown([said(8, "bob"), said(9, "bob"), said(10, "carl")], 10, false);
  room.apply(event(11, "message.posted", { ...said(11, "bob"), mentions: ["ann"] }));
  room.apply(event(12, "message.deleted", tombstone(6)));
  room.apply(event(13, "channel.updated", { topic: "thirteen" }));
  room.readHere(8);
  const again = new Room("ann", structuredClone(room.kept(50)), () => false);
  expect(again.facts).toEqual(room.facts);
  expect(again.cursor).toBe(13);
  expect(again.readToSay).toBe(8);
  expect(again.unread()).toEqual(room.unread());
  expect(again.mentions()).toEqual(room.mentions());
  expect(again.timeline.messages()).toEqual(room.timeline.messages());
  expect(again.apply(event(12, "channel.updated", { topic: "twelve" }))).toBe("old");
});

test("of a room that is kept in part, nothing is missing from its floor on", () => {
  const room = anns(base(10), 2);
  room.extendDown([said(7, "bob"), said(8, "bob"), said(9, "bob"), said(10, "bob")], 10, true);
  const part = room.kept(2);
  expect(part.floor).toBe(8);
  expect(part.messages.map(({ message }) => message.seq)).toEqual([9, 10]);
  expect(room.kept(0)).toMatchObject({ floor: 10, messages: [] });
  expect(room.kept(50).floor).toBe(0);
});

test("a way back that the server has not answered is not kept: only the server knows whether it has taken place", () => {
  const room = anns(base(10, { readSeq: 9 }), 9);
  room.unreadAbove(4);
  expect(room.kept(50).readSeq).toBe(9);
  room.readMoved(4);
  room.wentBack();
  expect(room.kept(50).readSeq).toBe(4);
});

/** Of these, one names ann. */
function hears(room: Room, from: number, to: number, naming = 0) {
  for (let seq = from; seq <= to; seq++) {
    const names = seq === naming ? { mentions: ["ann"] } : {};
    room.apply(event(seq, "message.posted", { ...said(seq, "bob"), ...names }));
  }
}

test("what is forgotten of the unread stays counted, with who names us", () => {
  const room = anns(base(10, { mentions: 1 }), 2);
  hears(room, 11, 400, 20);
  room.trim(150, 300);
  expect(room.timeline.messages()).toHaveLength(150);
  expect(room.unread()).toEqual({ unread: 393, exact: true });
  expect(room.mentions()).toEqual({ mentions: 2, exact: true });
  hears(room, 401, 401);
  room.apply(event(402, "message.deleted", tombstone(30)));
  expect(room.unread()).toEqual({ unread: 393, exact: true });
  room.readHere(400);
  expect(room.unread()).toEqual({ unread: 1, exact: true });
  room.unreadAbove(20);
  expect(room.unread().exact).toBe(false);
});

test("a room is trimmed again and again, and an answer from before is not what is counted", () => {
  const room = anns(base(10), 2);
  hears(room, 11, 400);
  room.trim(150, 300);
  hears(room, 401, 560);
  room.trim(150, 300);
  expect(room.timeline.messages()).toHaveLength(150);
  expect(room.unread()).toEqual({ unread: 553, exact: true });
  expect(room.renew(base(400, { unread: 393 }), 2)).toBe(true);
  expect(room.unread()).toEqual({ unread: 553, exact: true });
});

test("as long as only the server knows how much is unread, nothing is forgotten", () => {
  const room = anns(base(10), 2);
  hears(room, 11, 400);
  room.unreadAbove(1);
  room.trim(150, 300);
  expect(room.timeline.messages()).toHaveLength(390);
});

test("few enough are left alone", () => {
  const room = anns(base(10), 2);
  hears(room, 11, 310);
  room.trim(150, 300);
  expect(room.timeline.messages()).toHaveLength(300);
});
