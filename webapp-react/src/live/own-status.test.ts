import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { NO_STATUS, OwnStatus } from "./own-status";
import type { Status } from "./wire";

const at = (clock: FakeClock, ms: number) => new Date(clock.now() + ms).toISOString();
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

test("what we say ends by itself, each part at its own time", () => {
  const clock = new FakeClock();
  const status = new OwnStatus(clock, async () => NO_STATUS, 3_000);
  const [soon, later] = [at(clock, 1_000), at(clock, 2_000)];
  status.heard({ state: "dnd", until: soon, emoji: "🌴", text: "by the sea", textUntil: later });
  expect(status.now.get().state).toBe("dnd");
  clock.advance(1_000);
  expect(status.now.get()).toEqual({ state: "online", emoji: "🌴", text: "by the sea", textUntil: later });
  clock.advance(1_000);
  expect(status.now.get()).toEqual(NO_STATUS);
});

test("an end that is further away than a timer reaches comes all the same, and not before", () => {
  const clock = new FakeClock();
  const status = new OwnStatus(clock, async () => NO_STATUS, 3_000);
  const day = 24 * 60 * 60 * 1000;
  status.heard({ state: "dnd", until: at(clock, 40 * day) });
  for (let n = 0; n < 39; n++) clock.advance(day);
  expect(status.now.get().state).toBe("dnd");
  clock.advance(day);
  expect(status.now.get().state).toBe("online");
});

test("an answer that is older than an event does not undo it", async () => {
  const clock = new FakeClock();
  let answer: (status: Status) => void = () => {};
  const status = new OwnStatus(clock, () => new Promise((resolve) => (answer = resolve)), 3_000);
  void status.load();
  status.heard({ state: "away" });
  answer(NO_STATUS);
  await breathe();
  expect(status.now.get()).toEqual({ state: "away" });
});

test("a question that failed is asked again", async () => {
  const clock = new FakeClock();
  let asked = 0;
  const status = new OwnStatus(
    clock,
    async () => {
      asked += 1;
      if (asked === 1) throw new Error("unreachable");
      return { state: "dnd" };
    },
    3_000,
  );
  await status.load();
  clock.advance(3_000);
  await breathe();
  expect(status.now.get()).toEqual({ state: "dnd" });
});
