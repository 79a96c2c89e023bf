import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { noShelf } from "../testing/no-shelf";
import { meOf, SimNetwork, SimServer } from "../testing/sim-server";
import { keptOf } from "./kept";
import type { LiveApi } from "./live-api";
import type { Pending } from "./pending";
import { LiveStore } from "./store";
import type { ClientFrame } from "./wire";

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
let server: SimServer;
let network: SimNetwork;
let clock: FakeClock;
let store: LiveStore;
let shelf: Map<string, Pending>;
let sessionIs: "good" | "over";

const client = (api: Partial<LiveApi> = {}) => {
  let ids = 0;
  return new LiveStore(meOf("ann"), {
    api: { ...server.answers("ann"), ...api },
    clock,
    shelf: {
      ...noShelf(),
      keep: (each) => shelf.set(each.clientId, each),
      drop: (id) => shelf.delete(id),
    },
    open: network.open,
    random: () => 0,
    isOnline: () => true,
    newId: () => `c${++ids}`,
    checkSession: async () => sessionIs,
  });
};

beforeEach(() => {
  server = new SimServer();
  server.create("garden", ["ann", "bob"]);
  server.create("kitchen", ["bob"]);
  network = new SimNetwork(server, "ann");
  clock = new FakeClock();
  shelf = new Map();
  sessionIs = "good";
  store = client();
});
afterEach(() => store.stop());

async function flow() {
  for (let n = 0; n < 4; n++) {
    network.socket?.shake();
    network.socket?.uplink();
    network.socket?.downlink();
    await breathe();
  }
}

const start = async (saved: Pending[] = []) => {
  store.start(saved);
  await flow();
  store.open("garden");
  await flow();
};
const view = () => store.timeline("garden").get();
const texts = () => view().messages.map((each) => each.text);
const sends = () =>
  (network.socket?.sent ?? []).filter(
    (frame): frame is ClientFrame & { type: "send" } => frame.type === "send",
  );

test("an own message is on the screen at once, and once when it arrived", async () => {
  await start();
  store.send("garden", "hello");
  expect(view().pending).toMatchObject([{ text: "hello", state: "sending" }]);
  expect(shelf.size).toBe(1);
  await flow();
  expect(view().pending).toEqual([]);
  expect(texts()).toEqual(["hello"]);
  expect(shelf.size).toBe(0);
});

test("a lost ack: the repeat has the same clientId and makes no second message", async () => {
  await start();
  store.send("garden", "hello");
  network.socket?.uplink();
  network.cut();
  clock.advance(1_000);
  await flow();
  expect(server.channels.get("garden")?.messages).toHaveLength(1);
  expect(view().pending).toEqual([]);
  expect(texts()).toEqual(["hello"]);
});

test("what was unacked goes out again in the order of writing", async () => {
  await start();
  network.up = false;
  network.cut();
  for (const text of ["one", "two", "three"]) store.send("garden", text);
  expect(store.waiting.get()).toBe(3);
  network.up = true;
  clock.advance(30_000);
  await flow();
  expect(texts()).toEqual(["one", "two", "three"]);
  expect(store.waiting.get()).toBe(0);
});

test("what was unacked survives a reload", async () => {
  const saved: Pending = {
    clientId: "old",
    channel: "garden",
    text: "from before",
    at: "2026-03-01T08:00:00.000Z",
    state: "sending",
  };
  await start([saved]);
  expect(texts()).toEqual(["from before"]);
  expect(view().pending).toEqual([]);
});

test("what was acked is not kept for the next page, even before its event came", async () => {
  await start();
  store.send("garden", "hello");
  network.socket?.uplink();
  network.socket?.downlink(1);
  expect(view().pending).toMatchObject([{ state: "acked" }]);
  expect(shelf.size).toBe(0);
});

test("an ack that comes before the event keeps the row until the event is there", async () => {
  await start();
  store.send("garden", "hello");
  const line = network.socket;
  line?.uplink();
  line?.downlink(1);
  await breathe();
  expect(view().pending).toMatchObject([{ state: "acked" }]);
  await flow();
  expect(view().pending).toEqual([]);
  expect(texts()).toEqual(["hello"]);
});

test("a refusal keeps the words; retry uses the same clientId, discard forgets", async () => {
  await start();
  store.send("garden", "hello");
  network.socket?.onmessage?.({
    data: JSON.stringify([{ type: "refused", ref: "c1", problem: { type: "/p", title: "No", status: 422 } }]),
  });
  expect(view().pending).toMatchObject([{ state: "failed", text: "hello" }]);
  expect(shelf.get("c1")?.state).toBe("failed");
  store.retry("c1");
  expect(sends().map((frame) => frame.clientId)).toEqual(["c1", "c1"]);
  network.socket?.onmessage?.({
    data: JSON.stringify([{ type: "refused", ref: "c1", problem: { type: "/p", title: "No", status: 422 } }]),
  });
  store.discard("c1");
  expect(view().pending).toEqual([]);
  expect(shelf.size).toBe(0);
});

test("too fast: it waits as long as it was told and then sends by itself", async () => {
  await start();
  store.send("garden", "hello");
  network.socket?.onmessage?.({
    data: JSON.stringify([
      {
        type: "refused",
        ref: "c1",
        problem: { type: "/p", title: "Slow down", status: 429 },
        retryAfter: 2_500,
      },
    ]),
  });
  expect(view().pending).toMatchObject([{ state: "sending", isTooFast: true, text: "hello" }]);
  clock.advance(2_400);
  expect(sends()).toHaveLength(1);
  clock.advance(200);
  expect(sends()).toHaveLength(2);
  for (let n = 0; n < 3; n++) await flow();
  expect(texts()).toEqual(["hello"]);
  expect(view().pending).toEqual([]);
});

test("what comes after a message that was refused for a while waits for it", async () => {
  await start();
  for (const text of ["one", "two", "three"]) store.send("garden", text);
  expect(sends().map((frame) => frame.text)).toEqual(["one"]);
  const tooFast = { type: "/p", title: "Slow down", status: 429 };
  network.socket?.onmessage?.({
    data: JSON.stringify([{ type: "refused", ref: "c1", problem: tooFast, retryAfter: 2_500 }]),
  });
  store.send("garden", "four");
  expect(sends()).toHaveLength(1);
  clock.advance(2_500);
  for (let n = 0; n < 3; n++) await flow();
  expect(texts()).toEqual(["one", "two", "three", "four"]);
});

test("a message that is refused for good does not hold up the next", async () => {
  await start();
  for (const text of ["one", "two"]) store.send("garden", text);
  network.socket?.onmessage?.({
    data: JSON.stringify([{ type: "refused", ref: "c1", problem: { type: "/p", title: "No", status: 422 } }]),
  });
  expect(sends().map((frame) => frame.text)).toEqual(["one", "two"]);
});

test("edits and deletes of others arrive in place", async () => {
  await start();
  server.post("garden", "bob", "first", "b1");
  server.post("garden", "bob", "second", "b2");
  await flow();
  server.edit("garden", 0, "first, mended");
  server.remove("garden", 1);
  await flow();
  expect(view().messages).toMatchObject([{ text: "first, mended" }, { deletedAt: expect.any(String) }]);
  expect(view().messages[1]?.text).toBeUndefined();
});

test("an unknown kind moves the cursor and nothing else", async () => {
  await start();
  server.novelty("garden");
  server.post("garden", "bob", "after", "b1");
  await flow();
  expect(texts()).toEqual(["after"]);
  expect(store.state().channels[0]?.cursor).toBe(server.channels.get("garden")?.log.length);
});

test("unread is counted from the read mark and goes away by reading, here or elsewhere", async () => {
  await start();
  for (const n of [1, 2, 3]) server.post("garden", "bob", `news ${n}`, `b${n}`);
  await flow();
  expect(store.channels.get()[0]?.unread).toBe(3);
  store.markRead("garden", view().messages[1]?.seq ?? 0);
  expect(store.channels.get()[0]?.unread).toBe(1);
  server.read("garden", "ann", view().messages[2]?.seq ?? 0);
  await flow();
  expect(store.channels.get()[0]?.unread).toBe(0);
});

test("a read mark that was lost with the connection is sent again", async () => {
  await start();
  server.post("garden", "bob", "news", "b1");
  await flow();
  network.up = false;
  network.cut();
  store.markRead("garden", view().messages[0]?.seq ?? 0);
  network.up = true;
  clock.advance(30_000);
  await flow();
  expect(server.reads.get("ann garden")).toBe(view().messages[0]?.seq);
});

test("joining shows the channel, leaving takes it and what was not yet sent is kept as failed", async () => {
  await start();
  server.join("kitchen", "ann");
  await flow();
  expect(
    store.channels
      .get()
      .map((each) => each.id)
      .sort(),
  ).toEqual(["garden", "kitchen"]);
  network.socket?.downlink();
  store.send("garden", "too late");
  server.leave("garden", "ann");
  network.socket?.downlink();
  expect(store.channels.get().map((each) => each.id)).toEqual(["kitchen"]);
  expect(shelf.get("c1")?.state).toBe("failed");
  expect(view().pending).toMatchObject([{ text: "too late", state: "failed" }]);
  store.discard("c1");
  expect(view().pending).toEqual([]);
});

test("a handshake that fails because the session is over ends the session", async () => {
  sessionIs = "over";
  network.up = false;
  store.start([]);
  network.socket?.shake();
  await breathe();
  await breathe();
  expect(store.socket.connection.get()).toEqual({ state: "ended" });
});

const everything = (from: LiveStore) => {
  const news = from.news(true, () => 50);
  return { ...(news?.self ?? expect.fail("nothing is kept")), users: [], rooms: news?.rooms ?? [] };
};

test("what a device has kept is there before anybody has been asked, and goes on from there", async () => {
  server.post("garden", "bob", "old", "b1");
  await start();
  const kept = structuredClone(everything(store));
  store.stop();
  server.post("garden", "bob", "new", "b2");
  store = client();
  store.restore(kept, false);
  expect(store.boot.get()).toBe("ready");
  expect(texts()).toEqual(["old"]);
  expect(view().isCurrent).toBe(false);
  store.start([]);
  await flow();
  expect(texts()).toEqual(["old", "new"]);
  expect(view().isCurrent).toBe(true);
  expect(network.socket?.sent[0]).toMatchObject({
    type: "resume",
    cursors: { garden: kept.rooms[0]?.cursor },
  });
});

test("one answer is enough to begin with", async () => {
  for (let n = 1; n <= 60; n++) server.post("garden", "bob", `news ${n}`, `b${n}`);
  const asked: string[] = [];
  const watched = Object.fromEntries(
    Object.entries(server.answers("ann")).map(([name, ask]) => [
      name,
      (...args: never[]) => {
        asked.push(name);
        return (ask as (...args: never[]) => unknown)(...args);
      },
    ]),
  ) as unknown as LiveApi;
  const kept = keptOf(await server.answers("ann").bootstrap("garden"));
  store = client(watched);
  store.restore(kept, true);
  expect(texts()).toHaveLength(50);
  await start();
  expect(texts()).toHaveLength(50);
  expect([...new Set(asked)]).toEqual(["drafts"]);
});

test("what was read while nobody could be told is told when the device is opened again", async () => {
  server.post("garden", "bob", "old", "b1");
  await start();
  network.up = false;
  network.cut();
  const { seq } = view().messages[0] ?? expect.fail("nothing was said");
  store.markRead("garden", seq);
  const kept = structuredClone(everything(store));
  store.stop();
  network.up = true;
  store = client();
  store.restore(kept, false);
  store.start([]);
  await flow();
  expect(server.reads.get("ann garden")).toBe(seq);
});

test("what is new to keep is what has changed since, and what is gone", async () => {
  server.join("kitchen", "ann");
  await start();
  expect(
    everything(store)
      .rooms.map(({ facts }) => facts.id)
      .sort(),
  ).toEqual(["garden", "kitchen"]);
  server.post("garden", "bob", "news", "b1");
  server.leave("kitchen", "ann");
  await flow();
  const news = store.news(false, () => 50);
  expect(news?.rooms.map(({ facts }) => facts.id)).toEqual(["garden"]);
  expect(news?.gone).toEqual(["kitchen"]);
  expect(store.news(false, () => 50)?.rooms).toEqual([]);
});

test("a session that turns out to be somebody else's is not taken up", async () => {
  let isStranger = false;
  network = new SimNetwork(server, "bob");
  store = client();
  store.onStranger = () => {
    isStranger = true;
  };
  await start();
  expect(isStranger).toBe(true);
  expect(store.channels.get()).toEqual([]);
});

test("only the channel that changed gets a new view", async () => {
  server.join("kitchen", "ann");
  await start();
  const before = new Map(store.channels.get().map((each) => [each.id, each]));
  server.post("garden", "bob", "news", "b1");
  await flow();
  const after = new Map(store.channels.get().map((each) => [each.id, each]));
  expect(after.get("kitchen")).toBe(before.get("kitchen"));
  expect(after.get("garden")).not.toBe(before.get("garden"));
});

test("history can be had down to the read mark, however much there is, and within bounds", async () => {
  for (let n = 1; n <= 430; n++) server.post("garden", "bob", `news ${n}`, `b${n}`);
  await start();
  expect(texts()).toHaveLength(50);
  store.loadBackTo("garden", 10);
  for (let n = 0; n < 4; n++) await flow();
  expect(view().floor).toBeLessThanOrEqual(10);
  expect(view().loading).toBe(false);
  expect(texts()).toHaveLength(430);
});

test("a message far back is shown with what surrounds it, and from there one comes to the present without a gap", async () => {
  const posted = Array.from({ length: 300 }, (_, n) => server.post("garden", "bob", `news ${n}`, `b${n}`));
  await start();
  const id = posted[100]?.id ?? "";
  expect(await store.leap("garden", id)).toEqual({ kind: "here" });
  expect(view()).toMatchObject({ isPast: true, leaps: 1, reachesStart: false });
  expect(texts()).toEqual(Array.from({ length: 50 }, (_, n) => `news ${75 + n}`));
  server.edit("garden", 100, "corrected");
  server.post("garden", "bob", "only now", "b300");
  await flow();
  expect(texts()[25]).toBe("corrected");
  expect(texts()).not.toContain("only now");
  for (let n = 0; n < 6; n++) {
    store.loadNewer("garden");
    await flow();
  }
  expect(view()).toMatchObject({ isPast: false, leaps: 1 });
  expect(texts()).toHaveLength(226);
  expect(texts().at(-1)).toBe("only now");
});

test("each connection tells how long a message may be, and how long it may be changed", async () => {
  expect(store.textLimit.get()).toBe(8_000);
  server.limits = { text: 300, editWindow: 900 };
  await start();
  expect(store.textLimit.get()).toBe(300);
  expect(store.editWindow.get()).toBe(900);
  server.limits = {};
  network.cut();
  clock.advance(1_000);
  await flow();
  expect(store.editWindow.get()).toBeNull();
});

test("whoever writes while in the past is in the present", async () => {
  for (let n = 0; n < 300; n++) server.post("garden", "bob", `news ${n}`, `b${n}`);
  await start();
  await store.leap("garden", server.channels.get("garden")?.messages[3]?.id ?? "");
  expect(view()).toMatchObject({ isPast: true, reachesStart: true });
  store.send("garden", "hello");
  expect(view()).toMatchObject({ isPast: false, leaps: 2 });
  expect(view().pending).toMatchObject([{ text: "hello" }]);
});

test("a message that is not in the channel is said to be elsewhere, in its thread, or gone", async () => {
  const root = server.post("garden", "bob", "roses?", "b1");
  const reply = server.post("garden", "bob", "red", "b2", { parent: root?.id ?? "" });
  const other = server.post("kitchen", "bob", "soup", "b3");
  server.create("shed", ["ann"]);
  const mine = server.post("shed", "ann", "rake", "a1");
  await start();
  expect(await store.leap("garden", root?.id ?? "")).toEqual({ kind: "here" });
  expect(await store.leap("garden", reply?.id ?? "")).toEqual({ kind: "thread", root: root?.id });
  expect(await store.leap("garden", other?.id ?? "")).toEqual({ kind: "gone" });
  expect(await store.leap("garden", mine?.id ?? "")).toEqual({ kind: "elsewhere", channel: "shed" });
});

test("a pin is on the message, above and below the present, and the list is asked for anew", async () => {
  for (let n = 0; n < 120; n++) server.post("garden", "bob", `news ${n}`, `b${n}`);
  await start();
  const version = () => store.channels.get().find(({ id }) => id === "garden")?.pinsVersion ?? 0;
  const before = version();
  server.pin("garden", 119, "bob", true);
  await flow();
  expect(view().messages.at(-1)?.pinnedBy).toBe("bob");
  expect(version()).toBeGreaterThan(before);
  await store.leap("garden", server.channels.get("garden")?.messages[2]?.id ?? "");
  server.pin("garden", 2, "bob", true);
  await flow();
  expect(view().messages[2]?.pinnedBy).toBe("bob");
  server.pin("garden", 2, "bob", false);
  await flow();
  expect(view().messages[2]?.pinnedBy).toBeNull();
});

test("what was saved or let go on another device is known here, also after a time without a connection", async () => {
  const first = server.post("garden", "bob", "one", "b1")?.id ?? "";
  const second = server.post("garden", "bob", "two", "b2")?.id ?? "";
  server.save("ann", first, true);
  await start();
  expect([...store.saved.ids.get()]).toEqual([first]);
  server.save("ann", second, true);
  await flow();
  expect(store.saved.ids.get().has(second)).toBe(true);
  network.cut();
  server.save("ann", first, false);
  clock.advance(1_000);
  await flow();
  expect([...store.saved.ids.get()]).toEqual([second]);
});

test("marked unread from a message on, here or elsewhere, the count goes back", async () => {
  const posted = ["one", "two", "three"].map((text) => server.post("garden", "bob", text, text));
  await start();
  const newest = view().messages.at(-1)?.seq ?? 0;
  store.markRead("garden", newest);
  await flow();
  const unread = () => store.channels.get().find(({ id }) => id === "garden")?.unread;
  expect(unread()).toBe(0);
  const second = view().messages[1];
  if (!second) throw new Error("it is missing");
  void store.markUnread("garden", second);
  expect(unread()).toBe(2);
  await flow();
  expect(unread()).toBe(2);
  expect(server.reads.get("ann garden")).toBe(second.seq - 1);
  store.markRead("garden", newest);
  await flow();
  server.markUnread("garden", "ann", (posted[0]?.seq ?? 0) - 1);
  await flow();
  expect(unread()).toBe(3);
});

test("set back before what names us, the mark counts it again, though the server is asked before it knows", async () => {
  await start();
  const posted = server.post("garden", "bob", "hello @ann", "b1");
  if (!posted) throw new Error("it is missing");
  server.read("garden", "ann", posted.seq);
  store.stop();
  store = client();
  await start();
  void store.markUnread("garden", posted);
  await flow();
  await flow();
  expect(store.channels.get().find(({ id }) => id === "garden")).toMatchObject({ unread: 1, mentions: 1 });
});

test("read again while the way back is not at the server yet, it is read on every device", async () => {
  const posted = server.post("garden", "bob", "hello", "b1");
  if (!posted) throw new Error("it is missing");
  let arrive = () => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  store.stop();
  store = client({
    markUnread: async (id, seq) => {
      await late;
      server.markUnread(id, "ann", seq);
    },
  });
  await start();
  store.markRead("garden", posted.seq);
  await flow();
  void store.markUnread("garden", posted);
  store.markRead("garden", posted.seq);
  await flow();
  arrive();
  await flow();
  expect(server.reads.get("ann garden")).toBe(posted.seq);
  server.markUnread("garden", "ann", posted.seq - 1); // another device's
  await flow();
  expect(store.channels.get().find(({ id }) => id === "garden")).toMatchObject({ unread: 1 });
});

test("what was just said to be read does not overtake that it is unread", async () => {
  const posted = server.post("garden", "bob", "hello", "b1");
  if (!posted) throw new Error("it is missing");
  await start();
  store.markRead("garden", posted.seq);
  const back = store.markUnread("garden", posted);
  expect(server.reads.get("ann garden")).not.toBe(posted.seq);
  await flow();
  clock.advance(20);
  await back;
  await flow();
  expect(server.reads.get("ann garden")).toBe(posted.seq - 1);
  expect(store.channels.get().find(({ id }) => id === "garden")).toMatchObject({ unread: 1 });
});

test("what could not be marked as unread is read again here too", async () => {
  const posted = server.post("garden", "bob", "hello", "b1");
  await start();
  store.markRead("garden", posted?.seq ?? 0);
  await flow();
  server.markUnread = () => {
    throw new Error("the line is gone");
  };
  if (!posted) throw new Error("it is missing");
  await expect(store.markUnread("garden", posted)).rejects.toThrow("the line is gone");
  await flow();
  expect(store.channels.get().find(({ id }) => id === "garden")?.unread).toBe(0);
});

test("a read mark of ours that the server was found to have does not stand in the way of going back", async () => {
  const posted = server.post("garden", "bob", "hello", "b1");
  await start();
  server.bandLimit = 0;
  network.cut();
  store.markRead("garden", posted?.seq ?? 0);
  server.read("garden", "ann", posted?.seq ?? 0);
  server.join("kitchen", "ann");
  clock.advance(1_000);
  await flow();
  expect(store.socket.connection.get().state).toBe("connected");
  server.markUnread("garden", "ann", 0);
  await flow();
  expect(store.channels.get().find(({ id }) => id === "garden")).toMatchObject({ unread: 1, readSeq: 0 });
});

test("a channel that we have left is not ours again because it can still be seen", async () => {
  await start();
  server.leave("garden", "ann");
  await flow();
  await store.fetchChannel("garden");
  expect(store.channels.get()).toEqual([]);
});

test("joined while somebody still asks for the channel as it was, it is ours all the same", async () => {
  let arrive = () => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const answers = server.answers("ann");
  store.stop();
  store = client({
    channel: async (id) => {
      const answer = await answers.channel(id);
      if (!("readSeq" in answer)) await late;
      return answer;
    },
  });
  await start();
  const asking = store.fetchChannel("kitchen");
  await breathe();
  server.join("kitchen", "ann");
  await flow();
  arrive();
  await asking;
  await flow();
  expect(store.channels.get().map(({ id }) => id)).toContain("kitchen");
});

test("an ack that does not come makes the connection suspect, and it is given up when nobody answers", async () => {
  await start();
  const line = network.socket;
  store.send("garden", "hello");
  clock.advance(10_000);
  expect(line?.sent.filter((frame) => frame.type === "ping")).toHaveLength(1);
  clock.advance(5_000);
  expect(store.socket.connection.get().state).not.toBe("connected");
});

test("who types without ever having spoken is asked for", async () => {
  await start();
  expect(store.people.known.get().has("cat")).toBe(false);
  network.socket?.outbox.push({ type: "typing", channel: "garden", user: "cat" });
  await flow();
  expect(store.people.known.get().has("cat")).toBe(true);
});

test("typing fades after six seconds and ends with the message", async () => {
  await start();
  network.socket?.outbox.push({ type: "typing", channel: "garden", user: "bob" });
  await flow();
  expect(store.typing.in("garden").get()).toEqual(["bob"]);
  clock.advance(6_100);
  expect(store.typing.in("garden").get()).toEqual([]);
  network.socket?.outbox.push({ type: "typing", channel: "garden", user: "bob" });
  await flow();
  server.post("garden", "bob", "said", "b1");
  await flow();
  expect(store.typing.in("garden").get()).toEqual([]);
});

test("who types a reply types in the thread and not in the channel", async () => {
  await start();
  network.socket?.outbox.push({ type: "typing", channel: "garden", user: "bob", parent: "m1" });
  await flow();
  expect(store.typing.in("garden").get()).toEqual([]);
  expect(store.typing.in("garden", "m1").get()).toEqual(["bob"]);
  server.post("garden", "bob", "said elsewhere", "b1");
  await flow();
  expect(store.typing.in("garden", "m1").get()).toEqual(["bob"]);
  server.post("garden", "bob", "said", "b2", {
    parent: server.channels.get("garden")?.messages[0]?.id ?? "",
  });
  await flow();
  clock.advance(6_100);
  expect(store.typing.in("garden", "m1").get()).toEqual([]);
});

const root = () => view().messages[0]?.id ?? "";
const thread = () => store.thread("garden", root()).get();

test("a reply goes where it belongs, and stands in the channel only if it shall", async () => {
  await start();
  store.send("garden", "the roses are out");
  await flow();
  const id = root();
  store.thread("garden", id);
  const close = store.openThread("garden", id);
  await flow();
  store.send("garden", "only here", { parent: id, inChannel: false });
  expect(view().pending).toEqual([]);
  expect(thread().pending).toMatchObject([{ text: "only here" }]);
  store.send("garden", "to all", { parent: id, inChannel: true });
  expect(view().pending).toMatchObject([{ text: "to all" }]);
  await flow();
  await flow();
  expect(texts()).toEqual(["the roses are out", "to all"]);
  expect(thread().messages.map(({ text }) => text)).toEqual(["only here", "to all"]);
  expect(thread().pending).toEqual([]);
  expect(view().messages[0]?.replies?.count).toBe(2);
  expect(store.followed.view.get()).toMatchObject([{ root: { id }, unread: 0 }]);
  close();
});

test("a reply that was not acked is repeated as one", async () => {
  await start();
  store.send("garden", "the roses are out");
  await flow();
  const id = root();
  network.cut();
  store.send("garden", "only here", { parent: id, inChannel: false });
  clock.advance(1_000);
  await flow();
  expect(sends().at(-1)).toMatchObject({ text: "only here", parent: id, inChannel: false });
});

test("replies of others are unread until the thread is read, and leave the channel's count alone", async () => {
  await start();
  store.send("garden", "the roses are out");
  await flow();
  const id = root();
  for (const n of [1, 2]) {
    server.post("garden", "bob", `re ${n}`, `re-${n}`, { parent: id });
    await flow();
  }
  expect(store.followed.view.get()).toMatchObject([{ unread: 2 }]);
  expect(store.channels.get()[0]?.unread).toBe(0);
  server.remove("garden", server.channels.get("garden")?.messages.findIndex((m) => m.text === "re 2") ?? 0);
  await flow();
  expect(store.followed.view.get()).toMatchObject([{ unread: 1 }]);
  store.thread("garden", id);
  store.openThread("garden", id);
  await flow();
  store.markThreadRead("garden", id, thread().messages.at(-1)?.seq ?? 0);
  await flow();
  expect(store.followed.view.get()).toMatchObject([{ unread: 0 }]);
  expect(server.places.get(`ann ${id}`)?.readSeq).toBe(thread().readSeq);
});

test("what our own log has not told of a thread is asked for", async () => {
  await start();
  store.send("garden", "the roses are out");
  await flow();
  const id = root();
  store.thread("garden", id);
  store.openThread("garden", id);
  await flow();
  network.cut();
  server.bandLimit = 0;
  server.mark("garden", id, "ann", true, 1);
  clock.advance(1_000);
  await flow();
  await flow();
  expect(thread()).toMatchObject({ follows: true, readSeq: 1 });
});

test("a reaction that is told twice is one", async () => {
  await start();
  store.send("garden", "the roses are out");
  await flow();
  for (const who of ["bob", "ann"]) server.react("garden", 0, who, "👍", true);
  const event = server.channels.get("garden")?.log.at(-1);
  await flow();
  network.socket?.onmessage?.({ data: JSON.stringify([{ type: "event", ...event }]) });
  expect(view().messages[0]?.reactions).toEqual([{ emoji: "👍", users: ["bob", "ann"] }]);
  server.react("garden", 0, "bob", "👍", false);
  await flow();
  expect(view().messages[0]?.reactions).toEqual([{ emoji: "👍", users: ["ann"] }]);
});

test("who is named sees it at once, and no longer when the name was taken back or has been read", async () => {
  await start();
  const mentions = () => store.channels.get()[0]?.mentions;
  server.post("garden", "bob", "@ann look", "b1");
  server.post("garden", "bob", "nobody", "b2");
  server.post("garden", "ann", "@ann myself", "a1");
  await flow();
  expect(mentions()).toBe(1);
  server.edit("garden", 1, "@channel look");
  await flow();
  expect(mentions()).toBe(2);
  server.edit("garden", 0, "look");
  await flow();
  expect(mentions()).toBe(1);
  server.remove("garden", 1);
  await flow();
  expect(mentions()).toBe(0);
  server.post("garden", "bob", "@ann again", "b3");
  await flow();
  store.markRead("garden", view().messages.at(-1)?.seq ?? 0);
  await flow();
  expect(mentions()).toBe(0);
});

test("what names us is counted anew when the read mark moves among it", async () => {
  for (const n of [1, 2, 3]) server.post("garden", "bob", `@ann ${n}`, `b${n}`);
  await start();
  const mentions = () => store.channels.get()[0]?.mentions;
  expect(mentions()).toBe(3);
  server.read("garden", "ann", server.channels.get("garden")?.messages[1]?.seq ?? 0);
  await flow();
  await flow();
  expect(mentions()).toBe(1);
});

test("what the blocked say names nobody, before the block and after it, and counts again when they are forgiven", async () => {
  for (const n of [1, 2]) server.post("garden", "bob", `@ann ${n}`, `b${n}`);
  await start();
  const room = () => store.channels.get()[0];
  expect(room()?.mentions).toBe(2);
  await store.blocks.put("bob", true);
  await flow();
  expect(room()).toMatchObject({ mentions: 0, unread: 2 });
  server.post("garden", "bob", "@ann 3", "b3");
  await flow();
  expect(room()).toMatchObject({ mentions: 0, unread: 3 });
  server.block("ann", "bob", false);
  await flow();
  expect(room()?.mentions).toBe(3);
});

test("who was blocked while we were away is known after the resume, and after a reset", async () => {
  await start();
  network.cut();
  server.block("ann", "bob", true);
  clock.advance(1_000);
  await flow();
  expect(store.blocks.has("bob")).toBe(true);
  network.cut();
  server.bandLimit = 0;
  server.block("ann", "bob", false);
  server.block("ann", "carl", true);
  clock.advance(1_000);
  await flow();
  await flow();
  expect([...store.blocks.users.get()]).toEqual(["carl"]);
});

test("the blocked are not seen to write", async () => {
  await start();
  const say = (user: string) =>
    network.socket?.onmessage?.({ data: JSON.stringify([{ type: "typing", channel: "garden", user }]) });
  await store.blocks.put("bob", true);
  await flow();
  say("bob");
  say("carl");
  expect(store.typing.in("garden").get()).toEqual(["carl"]);
});

test("however much arrives where nobody looks, little of it is held and all of it is counted", async () => {
  server.create("shed", ["ann", "bob"]);
  await start();
  for (let n = 0; n < 700; n += 1) {
    server.post("shed", "bob", `s${n}`, `s${n}`);
    server.post("garden", "bob", `g${n}`, `g${n}`);
    if (n % 50 === 0) await flow();
  }
  await flow();
  const shed = () => store.channels.get().find(({ id }) => id === "shed");
  expect(shed()?.unread).toBe(700);
  expect(store.timeline("shed").get().messages.length).toBeLessThanOrEqual(300);
  expect(view().messages.at(0)?.text).toBe("g0");
});
