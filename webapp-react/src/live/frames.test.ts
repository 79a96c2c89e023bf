import { expect, test } from "vitest";
import { parseFrames } from "./frames";

const NOON = "2026-03-01T12:00:00.000Z";
const said = {
  id: "m3",
  channel: "garden",
  seq: 3,
  author: "bob",
  at: NOON,
  text: "hello",
  mentions: ["ann"],
  reactions: [{ emoji: "👍", users: ["ann"] }],
  replies: { count: 1, participants: ["ann"], lastAt: NOON },
  attachments: [{ id: "f", name: "rose.png", type: "image/png", size: 3, thumbnail: true, at: NOON }],
  editedAt: null,
};

test("good frames pass in order", () => {
  const frames = [
    { type: "event", log: "garden", seq: 3, kind: "message.posted", at: NOON, actor: "bob", body: said },
    { type: "event", log: "garden", seq: 4, kind: "something.new", at: NOON, actor: "bob", body: { x: 1 } },
    { type: "pong" },
  ];
  expect(parseFrames(JSON.stringify(frames))).toEqual(frames);
});

test.each([
  ["not JSON", "{"],
  ["no text", new ArrayBuffer(2)],
  ["a number", "7"],
  ["an unknown type", '[{"type":"fireworks"}]'],
  ["a type that is a method of every object", '[{"type":"toString"}]'],
  ["an event without seq", '[{"type":"event","log":"garden","kind":"x","body":{}}]'],
  ["an event with a broken seq", '[{"type":"event","log":"garden","seq":1.5,"kind":"x","body":{}}]'],
  ["a presence of a kind of its own", '[{"type":"presence","user":"bob","state":"asleep"}]'],
  ["heads that are no numbers", '[{"type":"ready","user":"ann","heads":{"garden":"9"}}]'],
])("%s is left out", (_what, data) => {
  expect(parseFrames(data)).toEqual([]);
});

test("one bad frame does not spoil its neighbours", () => {
  expect(parseFrames('[null,{"type":"pong"},[]]')).toEqual([{ type: "pong" }]);
});

test.each<[string, object | string | null]>([
  ["nothing", null],
  ["a word", "hello"],
  ["an empty body", {}],
  ["a text that is none", { ...said, text: { a: 1 } }],
  ["a time that is none", { ...said, at: "yesterday", deletedAt: "then" }],
  ["names that are none", { ...said, mentions: [7] }],
  ["a reaction of nobody knows whom", { ...said, reactions: [{ emoji: "👍", users: "ann" }] }],
  ["replies without a number", { ...said, replies: { participants: [] } }],
  ["a file without a name", { ...said, attachments: [{ id: "f", type: "image/png", size: 3 }] }],
])("a message of %s is told as one that cannot be shown, in its place", (_what, body) => {
  const event = {
    type: "event",
    log: "garden",
    seq: 3,
    kind: "message.posted",
    at: NOON,
    actor: "bob",
    body,
  };
  const [heard] = parseFrames(JSON.stringify(event));
  expect(heard).toMatchObject({
    seq: 3,
    kind: "message.posted",
    body: { channel: "garden", seq: 3, author: "bob", at: NOON, unreadable: true },
  });
  expect(heard).not.toHaveProperty("body.text");
});

test.each<[string, unknown, unknown]>([
  ["without a body", "member.joined", null],
  ["without a kind", undefined, {}],
  ["of a reaction with no emoji", "reaction.added", { message: "m3", user: "ann" }],
  ["of a name that is none", "channel.updated", { name: { a: 1 } }],
  ["of replies that are none", "thread.updated", { message: "m3", replies: {} }],
  ["of a change to nobody knows what", "message.edited", { text: "hello" }],
  ["of what was deleted, and where it stood is not said", "message.deleted", { id: "m3", deletedAt: NOON }],
])("an event %s keeps its place, so that the stream goes on", (_what, kind, body) => {
  const event = { type: "event", log: "garden", seq: 3, kind, at: NOON, actor: "bob", body };
  expect(parseFrames(JSON.stringify(event))).toMatchObject([{ log: "garden", seq: 3, kind: "", body: {} }]);
});

test("of a tombstone that is broken it is known that it is one", () => {
  const body = { ...said, text: undefined, deletedAt: NOON, replies: 7 };
  const event = {
    type: "event",
    log: "garden",
    seq: 9,
    kind: "message.deleted",
    at: NOON,
    actor: "bob",
    body,
  };
  expect(parseFrames(JSON.stringify(event))).toMatchObject([
    { seq: 9, body: { id: "m3", seq: 3, deletedAt: NOON } },
  ]);
});
