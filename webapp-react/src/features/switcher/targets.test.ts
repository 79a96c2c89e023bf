import { expect, test } from "vitest";
import type { ChannelView } from "../../live/views";
import { person } from "../../testing/sim-server";
import { answersTo, offered, targetsOf } from "./targets";

const channel = (id: string, more: Partial<ChannelView> = {}) =>
  ({
    id,
    kind: "public",
    name: id,
    people: [],
    unread: 0,
    mentions: 0,
    archived: false,
    ...more,
  }) as ChannelView;
const group = (...others: string[]) =>
  channel(others.join("+"), { kind: "group", name: null, people: ["ann", ...others].map(person) });
const direct = (other: string, more: Partial<ChannelView> = {}) =>
  channel(`with-${other}`, { kind: "direct", name: null, people: [person("ann"), person(other)], ...more });

const world = targetsOf(
  [
    channel("garden", { unread: 9 }),
    channel("tools", { unread: 3, mentions: 1 }),
    channel("shed"),
    channel("radio", { unread: 40, muted: true }),
    channel("bobsleigh"),
    direct("bob", { unread: 2 }),
    group("cara", "dora"),
    channel("attic", { archived: true }),
  ],
  ["ann", "bob", "cara", "erik"].map(person),
  "ann",
);
const keys = (targets: readonly { key: string }[]) => targets.map(({ key }) => key);

test("before anything is asked: who calls, what is unread and not muted, then what was visited last", () => {
  const { unread, rest } = offered(world, ["shed", "cara+dora"]);
  expect(keys(unread)).toEqual(["with-bob", "tools", "garden"]);
  expect(keys(rest)).toEqual(["cara+dora", "shed", "bobsleigh", "radio"]);
});

test("@ finds people and conversations, # finds channels, neither finds both", () => {
  expect(keys(answersTo("bob", world))).toEqual(["with-bob", "bobsleigh"]);
  expect(keys(answersTo("@bob", world))).toEqual(["with-bob"]);
  expect(keys(answersTo("#bob", world))).toEqual(["bobsleigh"]);
  expect(keys(answersTo("@", world))).toEqual(["with-bob", "cara", "erik", "cara+dora"]);
});

test("a group is found by each of its people, and not by oneself", () => {
  expect(keys(answersTo("dora", world))).toEqual(["cara+dora"]);
  expect(keys(answersTo("cara", world))).toEqual(["cara", "cara+dora"]);
  expect(keys(answersTo("ann", world))).toEqual([]);
});

test("an archived channel is only found when asked for", () => {
  expect(keys(answersTo("attic", world))).toEqual(["attic"]);
});
