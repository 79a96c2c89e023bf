// @vitest-environment happy-dom
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useAgain } from "./use-again";

vi.useFakeTimers();
afterEach(cleanup);

test("what has failed is loaded again, less and less often, until it is there", () => {
  const load = vi.fn();
  const { rerender } = renderHook((state) => useAgain(state, load), {
    initialProps: { failed: true, loading: false },
  });
  const failsAgain = () => {
    rerender({ failed: false, loading: true });
    rerender({ failed: true, loading: false });
  };
  for (const [times, seconds] of [5, 10, 20, 40, 60, 60].entries()) {
    vi.advanceTimersByTime(seconds * 1_000 - 1);
    expect(load).toHaveBeenCalledTimes(times);
    vi.advanceTimersByTime(1);
    expect(load).toHaveBeenCalledTimes(times + 1);
    failsAgain();
  }
  rerender({ failed: false, loading: false });
  vi.advanceTimersByTime(100_000);
  expect(load).toHaveBeenCalledTimes(6);
  rerender({ failed: true, loading: false });
  vi.advanceTimersByTime(5_000);
  expect(load).toHaveBeenCalledTimes(7);
});
