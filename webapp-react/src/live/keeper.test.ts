import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { meOf, SimNetwork, SimServer } from "../testing/sim-server";
import { Keeper, type Turns } from "./keeper";
import { LiveStore } from "./store";
import { Vault } from "./vault";

const written = () => new Promise((resolve) => setTimeout(resolve, 30));

/** One at a time, in the order of asking, as the browser's locks give them. */
function queue(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (signal, run) => {
    const mine = last.then(() => {
      if (!signal.aborted) return run();
    });
    last = mine;
    return mine;
  };
}

async function tab(server: SimServer, turns: Turns) {
  const network = new SimNetwork(server, "ann");
  const clock = new FakeClock();
  const vault = await Vault.open("ann");
  const store = new LiveStore(meOf("ann"), {
    api: server.answers("ann"),
    clock,
    shelf: vault,
    open: network.open,
    random: () => 0,
    isOnline: () => true,
    newId: () => "c1",
    checkSession: async () => "good",
  });
  const keeper = new Keeper(store, vault, clock, turns);
  if (vault.session) store.restore(vault.session, false);
  store.start([]);
  const flow = async () => {
    for (let n = 0; n < 4; n++) {
      network.socket?.shake();
      network.socket?.uplink();
      network.socket?.downlink();
      await written();
    }
    clock.advance(1_000);
    await written();
  };
  await flow();
  const close = () => {
    keeper.stop();
    store.stop();
  };
  const texts = () =>
    store
      .timeline("garden")
      .get()
      .messages.map((each) => each.text);
  return { vault, store, keeper, flow, close, texts };
}

function garden(): SimServer {
  const server = new SimServer();
  server.create("garden", ["ann", "bob"]);
  server.create("kitchen", ["ann", "bob"]);
  server.post("garden", "bob", "old", "b1");
  return server;
}

test("what was seen is there when the page is opened again, with the names, and nobody was asked", async () => {
  const server = garden();
  const first = await tab(server, queue());
  first.vault.visited("garden");
  first.store.open("garden");
  await first.flow();
  server.post("garden", "bob", "new", "b2");
  server.leave("kitchen", "ann");
  await first.flow();
  first.close();
  const vault = await Vault.open("ann");
  const kept = vault.session ?? expect.fail("nothing was kept");
  expect(kept.rooms.map(({ facts }) => facts.id)).toEqual(["garden"]);
  expect(kept.rooms[0]?.messages.map(({ message }) => message.text)).toEqual(["old", "new"]);
  expect(kept.users.map(({ id }) => id)).toContain("bob");
  expect(kept.me.id).toBe("ann");
  await vault.wipe();
});

test("one tab writes at a time, and the next one all that it knows when its turn comes", async () => {
  const server = garden();
  const turns = queue();
  const first = await tab(server, turns);
  const second = await tab(server, turns);
  second.vault.visited("garden");
  second.store.open("garden");
  server.post("garden", "bob", "only the second has seen it", "b2");
  await second.flow();
  const cursor = async () =>
    (await Vault.open("ann")).session?.rooms.find(({ facts }) => facts.id === "garden")?.cursor;
  const before = await cursor();
  first.close();
  await second.flow();
  expect(await cursor()).toBeGreaterThan(before ?? expect.fail("the first has written nothing"));
  second.close();
  await first.vault.wipe();
});

test("when the session is over, what others said is not kept, and what was written here is", async () => {
  const first = await tab(garden(), queue());
  first.vault.keepDraft("garden", "half a thought");
  await first.flow();
  first.store.socket.end();
  await first.vault.forgetSession();
  await first.keeper.now();
  first.close();
  const vault = await Vault.open("ann");
  expect(vault.session).toBeNull();
  expect(vault.draft("garden")).toBe("half a thought");
  await vault.wipe();
});

test("what did not come to the disk is written with all else the next time", async () => {
  const server = garden();
  const first = await tab(server, queue());
  await first.vault.wipe();
  server.leave("kitchen", "ann");
  await first.flow();
  await first.vault.reopen();
  server.post("garden", "bob", "new", "b2");
  await first.flow();
  first.close();
  const vault = await Vault.open("ann");
  expect(vault.session?.rooms.map(({ facts }) => facts.id)).toEqual(["garden"]);
  await vault.wipe();
});
