import { expect, test } from "vitest";
import { parseFrames } from "./frames";

test("good frames pass in order", () => {
  const frames = [
    { type: "event", log: "garden", seq: 3, kind: "message.posted", at: "", actor: "bob", body: {} },
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
