// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { joinTabs } from "./tabs";

type Request = { name: string; mode: string; run: () => Promise<unknown> };

/** One lock manager for all tabs of a browser, as far as tabs use it. */
class FakeLocks {
  held: Request[] = [];
  waiting: Request[] = [];

  request = (name: string, options: LockOptions, run: () => Promise<unknown>) =>
    new Promise<void>((resolve, reject) => {
      const request = { name, mode: options.mode ?? "exclusive", run };
      options.signal?.addEventListener("abort", () => {
        if (!this.waiting.includes(request)) return;
        this.waiting = this.waiting.filter((each) => each !== request);
        reject(options.signal?.reason);
      });
      this.waiting.push(request);
      this.#next(resolve);
    });

  query = async () => ({ held: this.held, pending: this.waiting });

  #next(resolve: () => void): void {
    for (const request of this.waiting) {
      const isFree = request.mode === "shared" || !this.held.some(({ name }) => name === request.name);
      if (!isFree) continue;
      this.waiting = this.waiting.filter((each) => each !== request);
      this.held.push(request);
      void request.run().then(() => {
        this.held = this.held.filter((each) => each !== request);
        resolve();
        this.#next(resolve);
      });
    }
  }
}

const flow = () => new Promise((resolve) => setTimeout(resolve, 0));
const join = (locks: FakeLocks) => {
  const over = new AbortController();
  return { over, ...joinTabs("ann", over.signal, locks as unknown as LockManager) };
};

afterEach(() => vi.restoreAllMocks());

test("one tab leads, and when it is closed another", async () => {
  const locks = new FakeLocks();
  const [one, two] = [join(locks), join(locks)];
  expect([one.leads(), two.leads()]).toEqual([true, false]);
  one.over.abort();
  await flow();
  expect(two.leads()).toBe(true);
});

test("a tab that nobody looks at knows that another one is looked at", async () => {
  const focus = vi.spyOn(document, "hasFocus").mockReturnValue(true);
  const locks = new FakeLocks();
  const looked = join(locks);
  focus.mockReturnValue(false);
  const hidden = join(locks);
  expect(await hidden.isLooked()).toBe(true);
  window.dispatchEvent(new Event("blur"));
  await flow();
  expect(await hidden.isLooked()).toBe(false);
  focus.mockReturnValue(true);
  window.dispatchEvent(new Event("focus"));
  focus.mockReturnValue(false);
  expect(await hidden.isLooked()).toBe(true);
  for (const tab of [looked, hidden]) tab.over.abort();
  await flow();
  expect(locks.held).toEqual([]);
});

test("without locks a tab takes itself for the only one", async () => {
  const tabs = joinTabs("ann", new AbortController().signal, undefined);
  expect(tabs.leads()).toBe(true);
});
