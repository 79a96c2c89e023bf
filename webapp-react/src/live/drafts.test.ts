import { beforeEach, expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { type DraftApi, type DraftShelf, Drafts } from "./drafts";
import type { Draft } from "./wire";

const ROOM = { status: 409 };

/** What the server keeps, and the devices that it tells. */
class Desk implements DraftApi {
  kept = new Map<string, Draft>();
  readonly asked: (Omit<Draft, "at"> & { age: number })[] = [];
  failure: { status: number } | null = null;
  hold: Promise<void> | null = null;

  drafts = async () => [...this.kept.values()];

  constructor(private readonly clock: FakeClock) {}

  keepDraft = async ({ age, ...draft }: Omit<Draft, "at"> & { age: number }) => {
    this.asked.push({ ...draft, age });
    const failure = this.failure;
    await this.hold;
    if (failure) throw failure;
    const before = this.kept.get(draft.channel);
    const at = new Date(this.clock.now() - age).toISOString();
    if (before && before.at > at) return before;
    const after = { ...draft, text: draft.text.trim(), at };
    if (after.text) this.kept.set(draft.channel, after);
    else this.kept.delete(draft.channel);
    return after;
  };
}

class Shelf implements DraftShelf {
  readonly texts = new Map<string, string>();
  readonly unsynced = new Map<string, string>();
  whenWritten: (place: string) => void = () => {};
  constructor(private readonly clock: FakeClock) {}

  draft = (place: string) => this.texts.get(place) ?? "";
  get places() {
    return this.texts.keys();
  }
  write(place: string, text: string) {
    this.takeDraft(place, text);
    this.unsynced.set(place, new Date(this.clock.now()).toISOString());
    this.whenWritten(place);
  }
  synced = (place: string) => void this.unsynced.delete(place);
  takeDraft(place: string, text: string) {
    if (text) this.texts.set(place, text);
    else this.texts.delete(place);
  }
}

let clock: FakeClock;
let shelf: Shelf;
let desk: Desk;
let drafts: Drafts;
const breathe = () => new Promise((resolve) => setTimeout(resolve, 0));
const pass = async (ms: number) => {
  clock.advance(ms);
  await breathe();
};

beforeEach(async () => {
  clock = new FakeClock();
  shelf = new Shelf(clock);
  desk = new Desk(clock);
  drafts = new Drafts(clock, shelf, desk);
  drafts.resumed();
  await breathe();
});

test("what is written goes out after a pause, once", async () => {
  shelf.write("garden", "the");
  await pass(1_000);
  shelf.write("garden", "the roses");
  await pass(1_000);
  expect(desk.asked).toEqual([]);
  await pass(1_000);
  expect(desk.asked.map(({ text }) => text)).toEqual(["the roses"]);
  expect(shelf.unsynced.size).toBe(0);
});

test("what was sent is taken away at once, in a thread too", async () => {
  shelf.write("garden/rose", "red ones");
  await pass(2_000);
  shelf.write("garden/rose", "");
  await breathe();
  expect(desk.asked.at(-1)).toMatchObject({ channel: "garden", parent: "rose", text: "" });
});

test("what another device writes is taken, but not over what is written here", async () => {
  drafts.heard({ channel: "garden", text: "at the desk", at: "2026-03-01T00:00:01.000Z" });
  expect(shelf.draft("garden")).toBe("at the desk");
  drafts.heard({ channel: "garden", text: "older", at: "2026-03-01T00:00:00.000Z" });
  expect(shelf.draft("garden")).toBe("at the desk");
  shelf.write("garden", "on the phone");
  drafts.heard({ channel: "garden", text: "at the desk again", at: "2999-01-01T00:00:00.000Z" });
  expect(shelf.draft("garden")).toBe("on the phone");
});

test("what is written while the server is slow with the words before does not give way to them", async () => {
  let release = () => {};
  desk.hold = new Promise((done) => {
    release = done;
  });
  shelf.write("garden", "well");
  await pass(1_500);
  await pass(500);
  shelf.write("garden", "well done");
  await pass(3_000);
  desk.hold = null;
  release();
  await breathe();
  await pass(2_000);
  expect(shelf.draft("garden")).toBe("well done");
  expect(desk.kept.get("garden")?.text).toBe("well done");
});

test("nor where the answer to those is lost, and what another device wrote later stays", async () => {
  desk.failure = { status: 0 };
  shelf.write("garden", "well");
  await pass(1_500);
  desk.failure = null;
  const late = new Date(clock.now() + 10_000).toISOString();
  desk.kept.set("garden", { channel: "garden", text: "well", at: late });
  shelf.write("garden", "well done");
  await pass(11_000);
  expect(shelf.draft("garden")).toBe("well done");
  const later = new Date(clock.now() + 10_000).toISOString();
  desk.kept.set("garden", { channel: "garden", text: "on the train", at: later });
  shelf.write("garden", "well done indeed");
  await pass(2_000);
  expect(shelf.draft("garden")).toBe("on the train");
  expect(desk.kept.get("garden")?.text).toBe("on the train");
});

test("what was written without a network goes out when it is back, and the later one wins", async () => {
  desk.failure = { status: 0 };
  shelf.write("garden", "on the train");
  await pass(2_000);
  expect(shelf.unsynced.size).toBe(1);
  desk.failure = null;
  desk.kept.set("garden", { channel: "garden", text: "at the desk", at: "2999-01-01T00:00:00.000Z" });
  drafts.resumed();
  await breathe();
  expect(shelf.draft("garden")).toBe("at the desk");
  expect(shelf.unsynced.size).toBe(0);
});

test("after a while away, what is gone elsewhere is gone here, and what is new is here", async () => {
  shelf.write("garden", "the roses");
  await pass(2_000);
  desk.kept.clear();
  desk.kept.set("kitchen", { channel: "kitchen", text: "the soup", at: "2026-03-01T00:00:00.000Z" });
  drafts.resumed();
  await breathe();
  expect([...shelf.texts]).toEqual([["kitchen", "the soup"]]);
});

test("what is written while the answer is under way goes out after it", async () => {
  let release = () => {};
  desk.hold = new Promise((resolve) => {
    release = resolve;
  });
  shelf.write("garden", "the");
  await pass(2_000);
  shelf.write("garden", "the roses");
  release();
  desk.hold = null;
  await breathe();
  expect(shelf.unsynced.size).toBe(1);
  await pass(2_000);
  expect(desk.kept.get("garden")?.text).toBe("the roses");
  expect(shelf.unsynced.size).toBe(0);
});

test("a failure is tried again, a refusal only when there is something new", async () => {
  desk.failure = { status: 503 };
  shelf.write("garden", "the roses");
  await pass(2_000);
  desk.failure = ROOM;
  await pass(6_000);
  expect(desk.asked).toHaveLength(2);
  await pass(60_000);
  expect(desk.asked).toHaveLength(2);
  desk.failure = null;
  shelf.write("garden", "the roses are out");
  await pass(2_000);
  expect(desk.kept.get("garden")?.text).toBe("the roses are out");
});
