// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IDLE_AFTER, useIdle } from "./use-idle";

let visibility: DocumentVisibilityState = "visible";

beforeEach(() => {
  visibility = "visible";
  vi.useFakeTimers();
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function watched() {
  const told: boolean[] = [];
  const tell = (isIdle: boolean) => told.push(isIdle);
  const { unmount } = renderHook(() => useIdle(tell));
  return { now: () => told.at(-1), unmount };
}

const see = (state: DocumentVisibilityState) => {
  visibility = state;
  document.dispatchEvent(new Event("visibilitychange"));
};

test("nobody is here five minutes after the last touch, and somebody is at the next one", () => {
  const { now, unmount } = watched();
  expect(now()).toBe(false);
  vi.advanceTimersByTime(IDLE_AFTER - 1_000);
  window.dispatchEvent(new Event("pointermove"));
  vi.advanceTimersByTime(IDLE_AFTER - 1_000);
  expect(now()).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(now()).toBe(true);
  window.dispatchEvent(new Event("keydown"));
  expect(now()).toBe(false);
  vi.advanceTimersByTime(IDLE_AFTER);
  expect(now()).toBe(true);
  unmount();
});

test("nobody is before a window that is hidden", () => {
  const { now, unmount } = watched();
  see("hidden");
  expect(now()).toBe(true);
  see("visible");
  expect(now()).toBe(false);
  unmount();
});
