import { afterEach, beforeEach, expect, test } from "vitest";
import type { NoticeChoice } from "../../lib/notices";
import { gardenWorld } from "../../testing/world";
import type { Notice } from "./board";
import { isWanted, Notifier } from "./notifier";

const STANDARD: NoticeChoice = { of: "called", sound: false, words: true };

async function watchedGarden() {
  const world = await gardenWorld();
  const up = new Map<string, Notice>();
  const put: Notice[] = [];
  const now = { leads: true, looked: false, open: true, tones: 0, choice: STANDARD };
  const begin = () =>
    new Notifier(world.store, {
      clock: world.clock,
      board: {
        isOpen: () => now.open,
        put: async (notice) => {
          put.push(notice);
          up.set(notice.tag, notice);
        },
        tags: async () => [...up.keys()],
        take: async (tag) => void up.delete(tag),
      },
      tabs: { leads: () => now.leads, isLooked: async () => now.looked },
      chosen: () => now.choice,
      play: () => {
        now.tones += 1;
      },
    });
  const notifier = begin();
  const settle = async () => {
    await world.flow();
    world.clock.advance(500);
    await world.flow();
  };
  let ids = 0;
  const says = async (text: string, more = {}, channel = "garden", author = "bob") => {
    const message = world.server.post(channel, author, text, `b${++ids}`, more);
    await settle();
    return message;
  };
  return { ...world, up, put, now, notifier, begin, settle, says };
}

let ann: Awaited<ReturnType<typeof watchedGarden>>;
beforeEach(async () => {
  ann = await watchedGarden();
});
afterEach(() => {
  ann.notifier.stop();
  ann.store.stop();
});

test("a message that calls the reader is told of: by whom, where, and its words as plain text", async () => {
  await ann.says("<b>@ann</b> the **roses** are out");
  expect(ann.put).toEqual([
    { tag: "garden", title: "BOB in #garden", body: "<b>@ann</b> the roses are out", path: "/c/garden" },
  ]);
  expect(ann.now.tones).toBe(0);
});

test("what calls nobody is told of only to those who want every message", async () => {
  await ann.says("the roses are out");
  expect(ann.put).toEqual([]);
  ann.now.choice = { ...STANDARD, of: "all" };
  await ann.says("and the lilies");
  expect(ann.put.map(({ body }) => body)).toEqual(["and the lilies"]);
  ann.now.choice = { ...STANDARD, of: "nothing" };
  await ann.says("@ann come and see");
  expect(ann.put).toHaveLength(1);
});

test("nobody is told who is looking, has not allowed it, does not want to be disturbed, or leaves it to another tab", async () => {
  ann.now.looked = true;
  await ann.says("@ann one");
  ann.now.looked = false;
  ann.now.open = false;
  await ann.says("@ann two");
  ann.now.open = true;
  ann.now.leads = false;
  await ann.says("@ann three");
  ann.now.leads = true;
  ann.server.say("ann", { state: "dnd" });
  await ann.says("@ann four");
  expect(ann.put).toEqual([]);
  ann.server.say("ann", { state: "online" });
  await ann.says("@ann five");
  expect(ann.put).toHaveLength(1);
});

test("in a muted channel only who is called by name is told", async () => {
  ann.server.markChannel("garden", "ann", { muted: true });
  ann.now.choice = { ...STANDARD, of: "all" };
  await ann.says("the roses are out");
  await ann.says("@channel the roses are out");
  expect(ann.put).toEqual([]);
  await ann.says("@ann the roses are out");
  expect(ann.put).toHaveLength(1);
});

test("a direct conversation is told of, a muted one is not", () => {
  const message = { mentions: [] };
  expect(isWanted(message, { kind: "direct", muted: false }, "ann", "called")).toBe(true);
  expect(isWanted(message, { kind: "group", muted: false }, "ann", "called")).toBe(true);
  expect(isWanted(message, { kind: "direct", muted: true }, "ann", "all")).toBe(false);
  expect(isWanted(message, { kind: "private", muted: false }, "ann", "called")).toBe(false);
});

test("neither one's own words nor those of somebody blocked are told of", async () => {
  ann.server.block("ann", "bob", true);
  await ann.flow();
  await ann.says("@ann hello");
  await ann.says("@ann a note to myself", {}, "garden", "ann");
  expect(ann.put).toEqual([]);
});

test("of several at once only the last that is wanted is told, and the tone is heard once", async () => {
  ann.now.choice = { ...STANDARD, sound: true };
  for (const text of ["@ann one", "@ann two", "so far"]) ann.server.post("garden", "bob", text, text);
  await ann.settle();
  expect(ann.put.map(({ body }) => body)).toEqual(["@ann two"]);
  expect(ann.now.tones).toBe(1);
});

test("what is read before it is told is not told, and what is read after that is taken down, wherever it was read", async () => {
  const one = ann.server.post("garden", "bob", "@ann one", "x1");
  ann.server.read("garden", "ann", one?.seq ?? 0);
  await ann.settle();
  expect(ann.put).toEqual([]);
  const two = await ann.says("@ann two");
  expect([...ann.up.keys()]).toEqual(["garden"]);
  ann.server.read("garden", "ann", (two?.seq ?? 0) - 1);
  await ann.flow();
  expect([...ann.up.keys()]).toEqual(["garden"]);
  ann.server.read("garden", "ann", two?.seq ?? 0);
  await ann.flow();
  expect([...ann.up.keys()]).toEqual([]);
});

test("a reply leads to its thread, and is taken down when that is read", async () => {
  const root = ann.server.post("garden", "ann", "who waters?", "a1");
  await ann.says("@ann you do", { parent: root?.id });
  expect(ann.put.map(({ path }) => path)).toEqual([`/c/garden/t/${root?.id}`]);
  ann.server.mark("garden", root?.id ?? "", "ann", true, 1_000);
  await ann.settle();
  expect([...ann.up.keys()]).toEqual([]);
});

test("what was said while nobody was connected is not told of", async () => {
  ann.network.cut();
  ann.clock.advance(10 * 60_000);
  ann.server.post("garden", "bob", "@ann in the night", "x1");
  ann.store.socket.wake();
  await ann.settle();
  expect(ann.store.channels.get()[0]?.mentions).toBe(1);
  expect(ann.put).toEqual([]);
  await ann.says("@ann good morning");
  expect(ann.put.map(({ body }) => body)).toEqual(["@ann good morning"]);
});

test("a connection that was lost for a moment hides nothing", async () => {
  ann.network.cut();
  ann.server.post("garden", "bob", "@ann meanwhile", "x1");
  ann.clock.advance(2_000);
  await ann.settle();
  expect(ann.put.map(({ body }) => body)).toEqual(["@ann meanwhile"]);
});

test("a conversation that begins with it is told of as soon as it is listed", async () => {
  ann.server.create("shed", ["bob"]);
  ann.server.join("shed", "ann");
  ann.server.post("shed", "bob", "@ann in here", "x1");
  ann.network.socket?.downlink();
  ann.clock.advance(500);
  expect(ann.store.channels.get().map(({ id }) => id)).not.toContain("shed");
  await ann.settle();
  expect(ann.put.map(({ tag }) => tag)).toEqual(["shed"]);
});

test("words that are not to be seen are not shown, and long ones are cut", async () => {
  await ann.says(`@ann ${"🌹".repeat(300)}`);
  expect([...(ann.put[0]?.body ?? "")]).toHaveLength(161);
  ann.now.choice = { ...STANDARD, words: false };
  await ann.says("@ann a secret");
  expect(ann.put[1]).toMatchObject({ title: "BOB in #garden", body: "New message" });
});

test("what a page before has put up is taken down when it is read", async () => {
  const message = await ann.says("@ann hello");
  ann.notifier.stop();
  ann.notifier = ann.begin();
  await ann.flow();
  expect([...ann.up.keys()]).toEqual(["garden"]);
  ann.server.read("garden", "ann", message?.seq ?? 0);
  await ann.flow();
  expect([...ann.up.keys()]).toEqual([]);
});

test("when the session is over nothing stays on the screen", async () => {
  await ann.says("@ann hello");
  ann.store.socket.end();
  await ann.flow();
  expect([...ann.up.keys()]).toEqual([]);
});
