import { expect, test } from "vitest";
import type { ChannelView } from "../../live/views";
import { person } from "../../testing/sim-server";
import { dayOf, filter, filtersOf, placed, without, wordAt, wordFor } from "./query";
import { suggest } from "./suggest";

const ann = person("ann");
const bob = person("bob");
const inês = { ...person("ines"), displayName: "Inês Silva" };

const channel = (id: string, kind: ChannelView["kind"], name: string | null, people = [ann, bob]) =>
  ({ id, kind, name, people }) as unknown as ChannelView;

test("filters are found where the server finds them", () => {
  expect(
    filtersOf('roses from:ann IN:"garden talk" "in:shed" https://x has:link').map(({ key, value }) => [
      key,
      value,
    ]),
  ).toEqual([
    ["from", "ann"],
    ["in", "garden talk"],
    ["has", "link"],
  ]);
  expect(filtersOf("from: roses")).toEqual([]);
});

test("a filter that is taken out leaves the words", () => {
  const query = 'red in:"garden talk" roses';
  const [piece] = filtersOf(query);
  expect(piece && without(query, piece)).toBe("red roses");
});

test("a conversation is named as the server understands it", () => {
  const channels = [
    channel("c1", "public", "garden"),
    channel("c2", "private", "garden talk"),
    channel("c3", "direct", null),
    channel("c4", "group", null, [ann, bob, inês]),
    channel("c5", "private", 'a "quoted" name'),
    channel("c6", "direct", null, [ann]),
  ];
  const places = channels.map((each) => filter("in", wordFor(each, "ann")));
  expect(places).toEqual(["in:garden", 'in:"garden talk"', "in:@bob", "in:@bob,ines", "in:c5", "in:@ann"]);
  for (const each of channels) expect(placed(channels, wordFor(each, "ann"), "ann")).toBe(each);
});

test("the word at the caret is the one that is being typed", () => {
  expect(wordAt("roses fr", 8)).toEqual({ key: null, typed: "fr", start: 6 });
  expect(wordAt("roses from:@b", 13)).toEqual({ key: "from", typed: "b", start: 6 });
  expect(wordAt('in:"garden t', 12)).toEqual({ key: "in", typed: "garden t", start: 0 });
  expect(wordAt("from:ann ", 9)).toEqual({ key: null, typed: "", start: 9 });
  expect(wordAt("see http:x", 10)).toMatchObject({ key: null });
});

const known = {
  people: [ann, bob, inês],
  channels: [channel("c1", "public", "garden", []), channel("c3", "direct", null)],
  me: { ...ann, email: "", preferences: {} },
  now: new Date(2026, 0, 5, 12).getTime(),
};
const texts = (query: string) => suggest(wordAt(query, query.length), known).map(({ text }) => text);

test("what is offered begins as what is typed", () => {
  expect(texts("fr")).toEqual(["from:"]);
  expect(texts("")).toEqual([]);
  expect(texts("from:sil")).toEqual(["from:ines"]);
  expect(texts("from:ines")).toEqual(["from:ines"]);
  expect(texts("from:m")).toEqual(["from:me"]);
  expect(texts("in:gar")).toEqual(["in:garden"]);
  expect(texts("in:@bo")).toEqual(["in:@bob"]);
  expect(texts("has:r")).toEqual(["has:reaction"]);
  expect(texts("after:yes")).toEqual(["after:2026-01-04"]);
  expect(texts("on:2026-01")).toContain("on:2026-01-05");
});

test("a day is one of this place", () => {
  expect(dayOf(new Date(2026, 0, 31, 23, 59))).toBe("2026-01-31");
});
