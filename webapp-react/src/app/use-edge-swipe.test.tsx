// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { useEdgeSwipe } from "./use-edge-swipe";

afterEach(cleanup);

function Pane({ isOn = true, onBack }: { isOn?: boolean; onBack: () => void }) {
  const pane = useRef<HTMLDivElement>(null);
  useEdgeSwipe(pane, isOn, onBack);
  return <div ref={pane} data-testid="pane" />;
}

/** A page of 390 px, and a finger on it that goes from point to point, 20 ms each. */
function drawn(isOn = true, direction = "ltr") {
  const onBack = vi.fn();
  render(<Pane isOn={isOn} onBack={onBack} />);
  const pane = screen.getByTestId("pane");
  document.documentElement.dir = direction;
  pane.getBoundingClientRect = () => new DOMRect(0, 0, 390, 844);
  Object.defineProperty(pane, "clientWidth", { value: 390 });
  let at = 0;
  const point = (type: string, [x, y]: readonly [number, number], pointerType = "touch") => {
    const event = new PointerEvent(type, {
      pointerId: 1,
      isPrimary: true,
      pointerType,
      clientX: x,
      clientY: y,
      bubbles: true,
    });
    at += 20;
    Object.defineProperty(event, "timeStamp", { value: at });
    pane.dispatchEvent(event);
  };
  const go = (points: (readonly [number, number])[], end = "pointerup", pointerType = "touch") => {
    const last = points[points.length - 1] ?? ([0, 0] as const);
    for (const [n, each] of points.entries())
      point(n === 0 ? "pointerdown" : "pointermove", each, pointerType);
    const follows = pane.style.getPropertyValue("--swipe");
    point(end, last, pointerType);
    return follows;
  };
  return { pane, onBack, go };
}

test("a finger from the edge goes back, and the page follows it", () => {
  const { pane, onBack, go } = drawn();
  expect(
    go([
      [5, 400],
      [60, 402],
      [200, 405],
    ]),
  ).toBe("195px");
  expect(onBack).toHaveBeenCalledOnce();
  expect([pane.dataset.swiping, pane.style.getPropertyValue("--swipe")]).toEqual([undefined, ""]);
});

test("one that flings need not come far, one that hesitates must", () => {
  const { onBack, go } = drawn();
  go([
    [5, 400],
    [30, 400],
    [70, 400],
  ]);
  expect(onBack).toHaveBeenCalledOnce();
  go([[5, 400], ...Array.from({ length: 20 }, (_, n) => [8 + n * 3, 400] as const)]);
  expect(onBack).toHaveBeenCalledOnce();
});

test("no finger from the middle, none that scrolls, no mouse, and none that the browser takes for itself", () => {
  const { onBack, go } = drawn();
  go([
    [40, 400],
    [300, 400],
  ]);
  go([
    [5, 400],
    [20, 440],
    [300, 460],
  ]);
  go(
    [
      [5, 400],
      [300, 400],
    ],
    "pointerup",
    "mouse",
  );
  go(
    [
      [5, 400],
      [300, 400],
    ],
    "pointercancel",
  );
  expect(onBack).not.toHaveBeenCalled();
});

test("where the line begins on the right, so does the way back", () => {
  const { onBack, go } = drawn(true, "rtl");
  go([
    [5, 400],
    [300, 400],
  ]);
  expect(onBack).not.toHaveBeenCalled();
  expect(
    go([
      [386, 400],
      [200, 400],
    ]),
  ).toBe("186px");
  expect(onBack).toHaveBeenCalledOnce();
});

test("where there is nothing to go back to, nothing moves", () => {
  const { onBack, go } = drawn(false);
  expect(
    go([
      [5, 400],
      [300, 400],
    ]),
  ).toBe("");
  expect(onBack).not.toHaveBeenCalled();
});
