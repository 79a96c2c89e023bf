// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { keepApp } from "./updates";

afterEach(() => vi.unstubAllGlobals());

test("what is kept for later is fetched when the browser has nothing better to do, and asked for once", async () => {
  const registration = Object.assign(new EventTarget(), { waiting: null, installing: null, update: vi.fn() });
  const register = vi.fn(async () => registration);
  const worker = Object.assign(new EventTarget(), { controller: null, register });
  vi.stubGlobal("navigator", { serviceWorker: worker });
  const rest = vi.fn<(over: () => void) => void>();
  vi.stubGlobal("requestIdleCallback", rest);

  const kept = keepApp();
  await keepApp();
  await Promise.resolve();
  expect(register).not.toHaveBeenCalled();
  rest.mock.calls[0]?.[0]();
  await kept;
  expect(register).toHaveBeenCalledExactlyOnceWith("/sw.js", { updateViaCache: "none" });
});
