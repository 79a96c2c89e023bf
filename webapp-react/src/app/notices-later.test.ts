import { expect, test, vi } from "vitest";
import type { LiveStore } from "../live/store";
import { FakeClock } from "../testing/fake-clock";
import { noticesLater } from "./notices-later";

const store = {} as LiveStore;
const flow = () => new Promise((resolve) => setTimeout(resolve, 0));

test("it is fetched after the first paint, and again when it could not be", async () => {
  const clock = new FakeClock();
  const beginNotices = vi.fn();
  const load = vi.fn().mockRejectedValueOnce(new Error("no network")).mockResolvedValue({ beginNotices });
  const end = noticesLater(store, clock, load);
  expect(load).not.toHaveBeenCalled();
  clock.advance(3_000);
  await flow();
  expect(beginNotices).not.toHaveBeenCalled();
  clock.advance(10_000);
  await flow();
  expect(beginNotices).toHaveBeenCalledOnce();
  const [, signal] = beginNotices.mock.calls[0] ?? [];
  expect(signal.aborted).toBe(false);
  end();
  expect(signal.aborted).toBe(true);
});

test("whoever has left before it came is told nothing", async () => {
  const clock = new FakeClock();
  const beginNotices = vi.fn();
  const end = noticesLater(store, clock, async () => ({ beginNotices }));
  clock.advance(3_000);
  end();
  await flow();
  expect(beginNotices).not.toHaveBeenCalled();
});
