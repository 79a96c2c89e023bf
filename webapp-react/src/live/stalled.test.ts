import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { noShelf } from "../testing/no-shelf";
import { meOf, SimNetwork, SimServer } from "../testing/sim-server";
import { LiveStore } from "./store";

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
let network: SimNetwork;
let clock: FakeClock;
let store: LiveStore;

async function flow() {
  for (let n = 0; n < 4; n++) {
    network.socket?.shake();
    network.socket?.uplink();
    network.socket?.downlink();
    await breathe();
  }
}

beforeEach(async () => {
  const server = new SimServer();
  server.create("garden", ["ann", "bob"]);
  network = new SimNetwork(server, "ann");
  clock = new FakeClock();
  let ids = 0;
  store = new LiveStore(meOf("ann"), {
    api: server.answers("ann"),
    clock,
    shelf: noShelf(),
    open: network.open,
    random: () => 0,
    isOnline: () => true,
    newId: () => `c${++ids}`,
    checkSession: async () => "good",
  });
  store.start([]);
  await flow();
});
afterEach(() => store.stop());

const isStalled = () => store.stalled.get();
const pending = () => store.timeline("garden").get().pending;
const refuse = (status: number, more = {}) =>
  network.socket?.onmessage?.({
    data: JSON.stringify([
      { type: "refused", ref: "c1", problem: { type: "/p", title: "No", status }, ...more },
    ]),
  });
const sends = () => (network.socket?.sent ?? []).filter(({ type }) => type === "send").length;

test("a server that is there and answers no message is said to take none, until it does", async () => {
  store.send("garden", "hello");
  clock.advance(3_999);
  expect(isStalled()).toBe(false);
  clock.advance(1);
  expect(isStalled()).toBe(true);
  await flow();
  expect(isStalled()).toBe(false);
  expect(pending()).toEqual([]);
  clock.advance(60_000);
  expect(isStalled()).toBe(false);
});

test("as long as it says that it is not available, the message waits and goes again by itself", async () => {
  store.send("garden", "hello");
  for (let refusals = 1; refusals <= 30; refusals++) {
    refuse(503);
    expect(isStalled()).toBe(true);
    clock.advance(Math.min(3_000 * refusals, 15_000) - 1);
    expect(sends()).toBe(refusals);
    clock.advance(1);
    expect(sends()).toBe(refusals + 1);
  }
  expect(pending()).toMatchObject([{ state: "sending", text: "hello" }]);
  await flow();
  expect(pending()).toEqual([]);
  expect(isStalled()).toBe(false);
});

test("it waits as long as the server has said", () => {
  store.send("garden", "hello");
  refuse(503, { retryAfter: 20_000 });
  clock.advance(19_999);
  expect(sends()).toBe(1);
  clock.advance(1);
  expect(sends()).toBe(2);
});

test("any other fault of the server ends in a refusal that its author sees", () => {
  store.send("garden", "hello");
  for (let time = 0; time < 5; time++) {
    refuse(500);
    clock.advance(15_000);
  }
  expect(pending()).toMatchObject([{ state: "failed" }]);
  expect(isStalled()).toBe(false);
});

test("a message that is refused waits for nothing", () => {
  store.send("garden", "hello");
  clock.advance(4_000);
  expect(isStalled()).toBe(true);
  refuse(422);
  expect(isStalled()).toBe(false);
});
