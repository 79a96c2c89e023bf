import { expect, test } from "vitest";
import * as emoji from "../lib/emoji-data";
import { person } from "../testing/sim-server";
import { steady, suggestChannels, suggestEmoji, suggestPeople } from "./suggesting";
import type { ChannelView } from "./views";
import type { User } from "./wire";

const named = (id: string, displayName: string, more: Partial<User> = {}): User => ({
  ...person(id),
  displayName,
  ...more,
});

const ann = named("ann", "Ann");
const bob = named("bob", "Bob Lee");
const haruka = named("haruka", "佐藤 はるか");
const cara = named("cara", "Cara Bobbin");
const gone = named("bo", "Bo", { deactivated: true });
const everyone = [ann, bob, haruka, cara, gone];

const whom = (query: string, more: Partial<Parameters<typeof suggestPeople>[1]> = {}) =>
  suggestPeople(query, {
    me: "ann",
    people: everyone,
    isMember: (id) => ["ann", "bob", "haruka"].includes(id),
    recent: [],
    isForAll: true,
    ...more,
  });
const inserts = (found: readonly { insert: string }[]) => found.map(({ insert }) => insert);

test("members come first, then everybody at once, then the others with a note", () => {
  const found = whom("");
  expect(inserts(found)).toEqual(["@bob", "@haruka", "@channel", "@here", "@cara"]);
  expect(found.map(({ note }) => note)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    "not in this channel",
  ]);
});

test("by name, by username, by the beginning of any word, in any script; letters apart are none", () => {
  expect(inserts(whom("佐藤"))).toEqual(["@haruka"]);
  expect(inserts(whom("はる"))).toEqual(["@haruka"]);
  expect(inserts(whom("bo"))).toEqual(["@bob", "@cara"]);
  expect(inserts(whom("HARU"))).toEqual(["@haruka"]);
  expect(inserts(whom("hrk"))).toEqual([]);
});

test("oneself is found by name, but never offered before", () => {
  expect(whom("ann")).toMatchObject([{ insert: "@ann", note: "you" }]);
});

test("while nobody knows who is in the channel, nobody is said to be elsewhere", () => {
  expect(whom("cara", { isMember: () => null })).toMatchObject([{ insert: "@cara", note: undefined }]);
});

test("who spoke last comes first among equals, and in a conversation of two nobody calls everybody", () => {
  expect(inserts(whom("", { recent: ["haruka"], isForAll: false }))).toEqual(["@haruka", "@bob", "@cara"]);
});

test("there are at most eight, with room for everybody at once", () => {
  const crowd = Array.from({ length: 30 }, (_, n) => person(`p${n}`));
  const found = whom("", { people: crowd, isMember: () => true });
  expect(found.length).toBe(8);
  expect(inserts(found).slice(-2)).toEqual(["@channel", "@here"]);
});

const channel = (name: string, more: Partial<ChannelView> = {}) =>
  ({ id: name, kind: "public", name, topic: null, archived: false, ...more }) as ChannelView;

test("channels: one's own first, no archived ones, and a name with blanks is written as a link", () => {
  const own = [
    channel("garden"),
    channel("old-garden", { archived: true }),
    channel("garden talk", { id: "c7" }),
    channel("büro"),
    channel("garden [x]"),
  ];
  const found = suggestChannels("gar", own, [channel("gardeners"), channel("garden")], "https://confab.test");
  expect(inserts(found)).toEqual(["#garden", "[#garden talk](https://confab.test/c/c7)", "#gardeners"]);
  expect(found.map(({ note }) => note)).toEqual([undefined, undefined, "not joined"]);
  expect(inserts(suggestChannels("buro", own, [], ""))).toEqual(["#büro"]);
});

test("emoji: the whole set in one's tone, and before it is loaded the common ones", () => {
  expect(suggestEmoji("thumbsu", emoji, 3)[0]).toMatchObject({ insert: "👍🏽", title: ":thumbsup:" });
  expect(inserts(suggestEmoji("tad", null, 0))).toEqual(["🎉"]);
});

test("what comes later does not move what is there", () => {
  const rows = (...keys: string[]) =>
    keys.map((key) => ({ key, face: { emoji: key }, title: key, insert: key }));
  expect(steady(rows("a", "b"), rows("c", "b", "a")).map(({ key }) => key)).toEqual(["a", "b", "c"]);
  expect(steady(rows("a", "b"), rows("b")).map(({ key }) => key)).toEqual(["b"]);
});
