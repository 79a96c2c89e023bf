import { expect, test } from "vitest";
import { Timeline } from "./timeline";
import type { Message } from "./wire";

const message = (seq: number, text = `text ${seq}`): Message => ({
  id: `m${seq}`,
  channel: "garden",
  seq,
  author: "bob",
  at: "2026-03-01T09:00:00.000Z",
  text,
});
const texts = (timeline: Timeline) => timeline.messages().map((each) => each.text);

test("a page and the events that overlap it give one timeline", () => {
  const timeline = new Timeline(10);
  timeline.tell(message(11), 11);
  timeline.extendDown([message(8), message(10), message(11)], 11, false);
  timeline.tell(message(11), 11);
  expect(texts(timeline)).toEqual(["text 8", "text 10", "text 11"]);
  expect(timeline.floor).toBe(7);
});

test("a page that was older than an edit does not undo it", () => {
  const timeline = new Timeline(10);
  timeline.tell(message(11), 11);
  timeline.tell(message(11, "edited"), 12);
  timeline.extendDown([message(11)], 11, false);
  expect(texts(timeline)).toEqual(["edited"]);
});

test("an edit that a page already shows changes nothing when its event comes late", () => {
  const timeline = new Timeline(10);
  timeline.extendDown([message(9, "second edit")], 14, false);
  timeline.tell(message(9, "first edit"), 12);
  expect(texts(timeline)).toEqual(["second edit"]);
});

test("a change to what is not loaded waits for its page", () => {
  const timeline = new Timeline(10);
  timeline.tell(message(4, "edited"), 12);
  expect(timeline.messages()).toEqual([]);
});

test("trimming forgets the oldest and knows it", () => {
  const timeline = new Timeline(0);
  for (let seq = 1; seq <= 20; seq++) timeline.tell(message(seq), seq);
  timeline.trim(5);
  expect(timeline.messages().map((each) => each.seq)).toEqual([16, 17, 18, 19, 20]);
  expect(timeline.floor).toBe(15);
  expect(timeline.reachesStart).toBe(false);
});

test("an appended message makes a new snapshot and keeps the old one as it was", () => {
  const timeline = new Timeline(0);
  timeline.tell(message(1), 1);
  const before = timeline.messages();
  timeline.tell(message(2), 2);
  expect(before).toHaveLength(1);
  expect(timeline.messages()).toHaveLength(2);
  expect(timeline.messages()[0]).toBe(before[0]);
});
