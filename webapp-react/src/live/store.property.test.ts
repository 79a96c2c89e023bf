import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { noShelf } from "../testing/no-shelf";
import { meOf, SimNetwork, SimServer } from "../testing/sim-server";
import { fileOf } from "../testing/sim-uploads";
import { canonical } from "./canonical";
import { type Kept, keptOf } from "./kept";
import type { LiveApi } from "./live-api";
import type { Pending } from "./pending";
import type { KeptRoom } from "./room";
import { LiveStore, type LiveWorld, type News } from "./store";
import type { Message, ServerFrame } from "./wire";

const CHANNELS = ["garden", "kitchen", "attic"] as const;

type Step =
  | { do: "post"; channel: string; by: "ann" | "bob" }
  | { do: "edit" | "remove" | "openThread" | "readThread" | "leap"; channel: string; at: number }
  | { do: "reply"; channel: string; at: number; by: "ann" | "bob"; inChannel: boolean }
  | { do: "react"; channel: string; at: number; by: "ann" | "bob"; emoji: string; on: boolean }
  | {
      do:
        | "retopic"
        | "novelty"
        | "leave"
        | "join"
        | "readElsewhere"
        | "open"
        | "older"
        | "newer"
        | "toPresent";
      channel: string;
    }
  | { do: "pin" | "save"; channel: string; at: number; on: boolean }
  | { do: "readHere" | "readSome"; channel: string; share: number }
  | { do: "uplink" | "downlink"; limit: number }
  | { do: "mangled"; channel: string; how: "drop" | "repeat" | "swap"; at: number }
  | { do: "cut" | "answer" | "refuse" | "online" | "offline" | "keep" | "reopen" }
  | { do: "mark"; channel: string; where: "here" | "elsewhere"; muted: boolean; favourite: boolean }
  | { do: "choose"; where: "here" | "elsewhere"; density: "comfortable" | "compact"; receipts: boolean }
  | { do: "block"; who: string; where: "here" | "elsewhere"; on: boolean }
  | { do: "say"; state: "online" | "away" | "dnd"; text: string | undefined }
  | { do: "wait"; ms: number };

const channel = fc.constantFrom(...CHANNELS);
const where = fc.constantFrom("here" as const, "elsewhere" as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("mark" as const),
      channel,
      where,
      muted: fc.boolean(),
      favourite: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("choose" as const),
      where,
      density: fc.constantFrom("comfortable" as const, "compact" as const),
      receipts: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("post" as const), channel, by: fc.constantFrom("ann", "bob") }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("edit" as const, "remove" as const, "leap" as const),
      channel,
      at: fc.nat(80),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("openThread" as const, "readThread" as const),
      channel,
      at: fc.nat(2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "retopic" as const,
        "novelty" as const,
        "leave" as const,
        "join" as const,
        "readElsewhere" as const,
        "open" as const,
        "older" as const,
        "newer" as const,
        "toPresent" as const,
      ),
      channel,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("reply" as const),
      channel,
      at: fc.nat(2),
      by: fc.constantFrom("ann", "bob"),
      inChannel: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("react" as const),
      channel,
      at: fc.nat(80),
      by: fc.constantFrom("ann", "bob"),
      emoji: fc.constantFrom("👍", "🎉"),
      on: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("pin" as const, "save" as const),
      channel,
      at: fc.nat(80),
      on: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("block" as const),
      who: fc.constantFrom("bob", "bob", "carl"),
      where,
      on: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      state: fc.constantFrom("online" as const, "away" as const, "dnd" as const),
      text: fc.constantFrom(undefined, "at lunch"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("readHere" as const, "readSome" as const),
      channel,
      share: fc.integer({ min: 1, max: 100 }),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom("uplink" as const, "downlink" as const),
      limit: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("mangled" as const),
      channel,
      how: fc.constantFrom("drop" as const, "repeat" as const, "swap" as const),
      at: fc.nat(5),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "cut" as const,
        "answer" as const,
        "answer" as const,
        "answer" as const,
        "refuse" as const,
        "online" as const,
        "offline" as const,
        "keep" as const,
        "keep" as const,
        "reopen" as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 100, max: 8_000 }) }),
  },
);

/** Loses, repeats or swaps events; frames that are no events stay, as on a real connection. */
function mangle(how: "drop" | "repeat" | "swap", at: number) {
  return (frames: ServerFrame[]): ServerFrame[] => {
    const events = frames.flatMap((frame, index) => (frame.type === "event" ? [index] : []));
    const index = events[at % Math.max(1, events.length)];
    if (index === undefined) return frames;
    const copy = [...frames];
    const frame = copy[index] as ServerFrame;
    if (how === "drop") copy.splice(index, 1);
    if (how === "repeat") copy.splice(index, 0, frame);
    if (how === "swap" && index + 1 < copy.length) {
      copy[index] = copy[index + 1] as ServerFrame;
      copy[index + 1] = frame;
    }
    return copy;
  };
}

/** REST whose answers are computed at once but arrive when the test says so, in any order against the frames. */
function slowApi(api: LiveApi) {
  const waiting: { deliver: () => void; refuse: () => void }[] = [];
  const slow =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      const answer = call(...args);
      answer.catch(() => {});
      return new Promise<T>((resolve, reject) =>
        waiting.push({
          deliver: () => answer.then(resolve, reject),
          refuse: () => reject(Object.assign(new Error("unreachable"), { status: 0 })),
        }),
      );
    };
  return {
    waiting,
    api: {
      bootstrap: slow(api.bootstrap),
      channels: slow(api.channels),
      channel: slow(api.channel),
      messages: slow(api.messages),
      messagesAfter: slow(api.messagesAfter),
      messagesAround: slow(api.messagesAround),
      message: slow(api.message),
      markUnread: slow(api.markUnread),
      saved: slow(api.saved),
      save: slow(api.save),
      blocks: slow(api.blocks),
      block: slow(api.block),
      thread: slow(api.thread),
      readThread: slow(api.readThread),
      threads: slow(api.threads),
      mentions: slow(api.mentions),
      readers: slow(api.readers),
      drafts: slow(api.drafts),
      keepDraft: slow(api.keepDraft),
      me: slow(api.me),
      choose: slow(api.choose),
      markChannel: slow(api.markChannel),
      status: slow(api.status),
      users: slow(api.users),
      user: slow(api.user),
    } satisfies LiveApi,
  };
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What a device has kept when it is closed, as it comes back from the disk. */
class Disk {
  #self: News["self"] | null = null;
  readonly #rooms = new Map<string, KeptRoom>();
  readonly pending = new Map<string, Pending>();

  write(news: News | null): void {
    if (!news) return;
    this.#self = structuredClone(news.self);
    for (const room of news.rooms) this.#rooms.set(room.facts.id, structuredClone(room));
    for (const id of news.gone) this.#rooms.delete(id);
  }

  read(): Kept | null {
    return this.#self && structuredClone({ ...this.#self, users: [], rooms: [...this.#rooms.values()] });
  }
}

function client(server: SimServer, seed: number) {
  const clock = new FakeClock();
  const network = new SimNetwork(server, "ann");
  const { api, waiting } = slowApi(server.answers("ann"));
  const disk = new Disk();
  let chance = seed;
  let ids = 0;
  const shelf = {
    ...noShelf(),
    keep: (pending: Pending) => void disk.pending.set(pending.clientId, pending),
    drop: (clientId: string) => void disk.pending.delete(clientId),
  };
  const world: LiveWorld = {
    api,
    clock,
    shelf,
    open: network.open,
    random: () => {
      chance = (chance * 1103515245 + 12345) % 2147483648;
      return chance / 2147483648;
    },
    isOnline: () => network.up,
    newId: () => `${seed}-${++ids}`,
    checkSession: async () => "good",
  };
  return { clock, network, waiting, disk, world, store: new LiveStore(meOf("ann"), world) };
}

/** The page is gone, with what it was about to hear and to say; another one begins with what the disk has. */
function reopen(client: Client): void {
  const { store, network, waiting, disk, world } = client;
  store.stop();
  network.cut();
  waiting.splice(0);
  client.store = new LiveStore(meOf("ann"), world);
  const kept = disk.read();
  if (kept) client.store.restore(kept, false);
  client.store.start([...disk.pending.values()]);
}

type Client = ReturnType<typeof client>;

/** The network is well and everybody has time: until nothing is on its way any more. */
async function settle(
  { clock, network, waiting, store }: Client,
  loadAll: boolean,
  threads: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  network.up = true;
  for (let round = 0; round < 45; round++) {
    clock.advance(round < 30 ? 1_500 : 200);
    network.socket?.shake();
    network.socket?.uplink();
    network.socket?.downlink();
    for (const answer of waiting.splice(0)) answer.deliver();
    await breathe();
    // What has failed has a button.
    for (const [root, channel] of threads) store.loadReplies(channel, root, "first");
    if (!loadAll) continue;
    for (const { id } of store.channels.get()) {
      store.loadNewer(id);
      store.loadOlder(id);
    }
  }
}

/** The list as the sidebar shows it, and as the server would answer now. */
async function sidebarAndTruth(server: SimServer, { store }: Client) {
  const shown = store.channels.get().map(({ id, topic, unread, mentions, readSeq, head }) => ({
    id,
    topic,
    unread,
    mentions,
    readSeq,
    head,
  }));
  const truth = (await server.answers("ann").channels()).map(
    ({ id, topic, unread, mentions, readSeq, head }) => ({
      id,
      topic,
      unread,
      mentions,
      readSeq,
      head,
    }),
  );
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { shown: shown.sort(byId), truth: truth.sort(byId) };
}

/** Threads that are open, and those that are followed, as they are shown and as the server would answer now. */
async function threadsAndTruth(server: SimServer, { store }: Client, open: ReadonlyMap<string, string>) {
  const api = server.answers("ann");
  const brief = ({ id, text, reactions, replies, deletedAt }: Message) => ({
    id,
    text: text ?? null,
    reactions: reactions ?? [],
    replies: replies ?? null,
    gone: Boolean(deletedAt),
  });
  const shown: unknown[] = [];
  const truth: unknown[] = [];
  for (const [root, channel] of open) {
    if (!server.channels.get(channel)?.members.has("ann")) continue;
    const view = store.thread(channel, root).get();
    const told = await api.thread(root);
    const { follows, readSeq } = view;
    shown.push([root, follows, readSeq, view.root && brief(view.root), view.messages.map(brief)]);
    truth.push([root, told.follows, told.readSeq, brief(told.message), told.messages.map(brief)]);
  }
  const byId = (a: { root: string }, b: { root: string }) => (a.root < b.root ? -1 : 1);
  const followed = store.followed.view
    .get()
    .map(({ root, unread }) => ({ root: root.id, unread, replies: root.replies }))
    .sort(byId);
  const wanted = server
    .threadsOf("ann")
    .filter(({ message }) => message.replies?.count)
    .map(({ message, unread }) => ({ root: message.id, unread, replies: message.replies }))
    .sort(byId);
  return { shown: [shown, followed], truth: [truth, wanted] };
}

async function freshState(server: SimServer) {
  const fresh = client(server, 7);
  fresh.store.restore(keptOf(await server.answers("ann").bootstrap("garden")), true);
  fresh.store.start([]);
  await settle(fresh, true);
  const state = canonical(fresh.store.state());
  fresh.store.stop();
  return state;
}

/** Some have files along. */
const filesOf = (n: number) => (n % 4 === 0 ? [fileOf(`file ${n}`)] : []);
const idsOf = (n: number) => filesOf(n).map(({ id }) => id);

/** Some name ann, some everybody, most nobody. */
const calls = (n: number) => (n % 3 === 0 ? "@ann" : n % 7 === 0 ? "@channel" : "");

/** What is open at the end: roots of threads, with their channels. */
async function play(server: SimServer, ann: Client, steps: readonly Step[]): Promise<Map<string, string>> {
  let n = 0;
  const open = new Map<string, string>();
  const at = (id: string, index: number) => {
    const messages = (server.channels.get(id)?.messages ?? []).filter((each) => !each.parent);
    return messages[index % Math.max(1, messages.length)]?.id ?? "none";
  };
  for (const step of steps) {
    n += 1;
    const { store, network, waiting, clock } = ann;
    switch (step.do) {
      case "post":
        if (step.by === "bob")
          server.post(step.channel, "bob", `bob ${n} ${calls(n)}`, `bob-${n}`, { attachments: idsOf(n) });
        else store.send(step.channel, `ann ${n}`, undefined, filesOf(n));
        break;
      case "edit":
        server.edit(step.channel, step.at, `edited ${n} ${calls(n)}`);
        break;
      case "remove":
        server.remove(step.channel, step.at);
        break;
      case "reply": {
        const reply = { parent: at(step.channel, step.at), inChannel: step.inChannel };
        const more = { ...reply, attachments: idsOf(n) };
        if (step.by === "bob") server.post(step.channel, "bob", `bob re ${n} ${calls(n)}`, `bob-${n}`, more);
        else store.send(step.channel, `ann re ${n}`, reply, filesOf(n));
        break;
      }
      case "react":
        server.react(step.channel, step.at, step.by, step.emoji, step.on);
        break;
      case "openThread": {
        const root = at(step.channel, step.at);
        if (root === "none" || open.has(root)) break;
        if (!store.channels.get().some(({ id }) => id === step.channel)) break;
        open.set(root, step.channel);
        store.thread(step.channel, root);
        store.openThread(step.channel, root);
        break;
      }
      case "readThread": {
        const root = [...open.keys()][step.at % Math.max(1, open.size)];
        if (!root) break;
        const where = open.get(root) ?? "";
        store.markThreadRead(where, root, store.thread(where, root).get().messages.at(-1)?.seq ?? 0);
        break;
      }
      case "retopic":
        server.retopic(step.channel, `topic ${n}`);
        break;
      case "novelty":
        server.novelty(step.channel);
        break;
      case "leave":
        server.leave(step.channel, "ann");
        break;
      case "join":
        server.join(step.channel, "ann");
        break;
      case "readElsewhere":
        server.read(step.channel, "ann", server.channels.get(step.channel)?.log.length ?? 0);
        break;
      case "readSome":
        server.read(
          step.channel,
          "ann",
          Math.ceil((server.channels.get(step.channel)?.log.length ?? 0) * (step.share / 100)),
        );
        break;
      case "readHere":
        store.markRead(step.channel, store.timeline(step.channel).get().messages.at(-1)?.seq ?? 0);
        break;
      case "open":
        store.open(step.channel);
        break;
      case "older":
        store.loadOlder(step.channel);
        break;
      case "newer":
        store.loadNewer(step.channel);
        break;
      case "pin":
        server.pin(step.channel, step.at, "bob", step.on);
        break;
      case "save":
        server.save("ann", at(step.channel, step.at), step.on);
        break;
      case "toPresent":
        store.toPresent(step.channel);
        break;
      case "leap":
        void store.leap(step.channel, at(step.channel, step.at));
        break;
      case "uplink":
        network.socket?.shake();
        network.socket?.uplink(step.limit);
        break;
      case "downlink":
        network.socket?.downlink(step.limit);
        break;
      case "mangled":
        for (const m of [1, 2, 3]) server.post(step.channel, "bob", `bob ${n}.${m}`, `bob-${n}.${m}`);
        if (step.how === "drop" && step.at > 3) server.join("attic", "ann");
        network.socket?.downlink(8, mangle(step.how, step.at));
        break;
      case "cut":
        network.cut();
        break;
      case "answer":
        waiting.shift()?.deliver();
        break;
      case "refuse":
        waiting.shift()?.refuse();
        break;
      case "keep":
        ann.disk.write(store.news(false, (id) => (id === "kitchen" ? 0 : 60)));
        break;
      case "reopen":
        reopen(ann);
        open.clear();
        break;
      case "online":
        network.up = true;
        store.socket.wake();
        break;
      case "offline":
        network.up = false;
        network.cut();
        break;
      case "mark": {
        const { channel: id, muted, favourite } = step;
        if (step.where === "here") store.markChannel(id, { muted, favourite }).catch(() => {});
        else if (server.channels.get(id)?.members.has("ann"))
          server.markChannel(id, "ann", { muted, favourite });
        break;
      }
      case "choose": {
        const { density, receipts } = step;
        if (step.where === "here") store.choose({ density, receipts }).catch(() => {});
        else server.choose("ann", { density, receipts });
        break;
      }
      case "block":
        if (step.where === "here") store.blocks.put(step.who, step.on).catch(() => {});
        else server.block("ann", step.who, step.on);
        break;
      case "say":
        server.say("ann", { state: step.state, ...(step.text && { text: step.text }) });
        break;
      case "wait":
        clock.advance(step.ms);
        break;
    }
    await breathe();
  }
  return open;
}

function world(bandLimit: number): SimServer {
  const server = new SimServer();
  server.bandLimit = bandLimit;
  for (const id of CHANNELS) server.create(id, id === "attic" ? ["bob"] : ["ann", "bob"]);
  for (let n = 0; n < 110; n++)
    server.post("garden", n % 3 ? "bob" : "ann", `old ${n} ${n % 5 ? "" : "@ann"}`, `old-${n}`);
  const first = server.channels.get("garden")?.messages[0]?.id ?? "";
  server.post("garden", "bob", "old reply", "old-reply", { parent: first });
  server.react("garden", 1, "bob", "👍", true);
  server.read("garden", "ann", 40);
  return server;
}

test("after any mess the state is that of a fresh client", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.constantFrom(4, 1_000),
      fc.integer({ min: 1, max: 1e6 }),
      fc.boolean(),
      fc.boolean(),
      async (steps, bandLimit, seed, warm, atOnce) => {
        const server = world(bandLimit);
        const ann = client(server, seed);
        if (atOnce) ann.store.restore(keptOf(await server.answers("ann").bootstrap("garden")), true);
        ann.store.start([]);
        if (warm) await settle(ann, false);
        const open = await play(server, ann, steps);
        // A lost last event shows only when something follows it: a connection that lies has to end.
        if (steps.some((each) => each.do === "mangled")) ann.network.cut();
        await settle(ann, false, open);
        const { shown, truth } = await sidebarAndTruth(server, ann);
        expect(shown).toEqual(truth);
        const threads = await threadsAndTruth(server, ann, open);
        expect(threads.shown).toEqual(threads.truth);
        await settle(ann, true);
        expect([...ann.store.saved.ids.get()].sort()).toEqual([...(server.saved.get("ann") ?? [])].sort());
        const messy = canonical(ann.store.state());
        const stuck = messy.channels.flatMap(({ pending }) =>
          pending.filter(({ stage }) => stage !== "failed"),
        );
        expect(stuck).toEqual([]);
        const settled = { ...messy, channels: messy.channels.map((view) => ({ ...view, pending: [] })) };
        expect(settled).toEqual(await freshState(server));
        ann.store.stop();
      },
    ),
    { numRuns: Number(process.env.CONFAB_RUNS ?? 300), seed: Number(process.env.CONFAB_SEED ?? 20260301) },
  );
}, 120_000);
