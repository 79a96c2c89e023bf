// @vitest-environment happy-dom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useAfterFrame, useWhenSeen } from "./use-later";

let frames: FrameRequestCallback[] = [];
const oneFrame = () =>
  act(async () => {
    for (const frame of frames.splice(0)) frame(0);
    await vi.advanceTimersByTimeAsync(1);
  });

vi.useFakeTimers();
vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));

afterEach(() => {
  cleanup();
  frames = [];
});

function Inside({ whole }: { whole: object }) {
  return useAfterFrame(whole) ? "here" : "coming";
}

function Aside({ isSeen }: { isSeen: boolean }) {
  return useWhenSeen(isSeen) ? "here" : "not yet";
}

const shown = (container: HTMLElement) => container.textContent;

test("the first time it comes when what is around it is on the screen, and then at once", async () => {
  const whole = {};
  const { container } = render(<Inside whole={whole} />);
  expect(shown(container)).toBe("coming");
  await oneFrame();
  expect(shown(container)).toBe("here");
  expect(shown(render(<Inside whole={whole} />).container)).toBe("here");
  expect(shown(render(<Inside whole={{}} />).container)).toBe("coming");
});

test("in a page without frames it comes all the same", async () => {
  const { container } = render(<Inside whole={{}} />);
  await act(() => vi.advanceTimersByTimeAsync(99));
  expect(shown(container)).toBe("coming");
  await act(() => vi.advanceTimersByTimeAsync(1));
  expect(shown(container)).toBe("here");
});

test("what is seen is there at once, and what is not when the browser has time", async () => {
  let over = () => {};
  vi.stubGlobal("requestIdleCallback", (callback: () => void) => {
    over = callback;
  });
  const { container, rerender } = render(<Aside isSeen={false} />);
  expect(shown(container)).toBe("not yet");
  rerender(<Aside isSeen />);
  expect(shown(container)).toBe("here");
  rerender(<Aside isSeen={false} />);
  await act(async () => over());
  expect(shown(container)).toBe("here");
});
