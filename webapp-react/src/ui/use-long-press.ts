import { type MouseEvent, type PointerEvent, type TouchEvent, useRef } from "react";
import type { Place } from "./Dialog";

const LONG = 450;
const STILL = 10;

/** What has a menu of its own in every browser, and what somebody has marked. */
const keepsItsMenu = (target: EventTarget) =>
  (target as HTMLElement).closest("a, button, img, textarea, input, video, audio") !== null ||
  window.getSelection()?.isCollapsed === false;

const point = (x: number, y: number): Place => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });

interface Pressed {
  isOff?: boolean;
  /** A link: a right click is for the browser's own menu, and only a finger that rests opens ours. */
  isLink?: boolean;
}

/** A right click, or a finger that rests: not every browser makes the one of the other. */
export function useLongPress({ isOff, isLink }: Pressed, open: (place: Place) => void) {
  const keeps = isLink ? () => false : keepsItsMenu;
  const press = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> } | null>(null);
  const opened = useRef(false);
  const end = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  if (isOff) return {};
  return {
    onContextMenu: (event: MouseEvent) => {
      const isFinger = press.current !== null || opened.current;
      end();
      if (isLink ? !isFinger : keeps(event.target)) return;
      event.preventDefault();
      if (isLink && opened.current) return;
      opened.current = isFinger;
      open(point(event.clientX, event.clientY));
    },
    onPointerDown: ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
      end();
      opened.current = false;
      if (pointerType !== "touch" || keeps(target)) return;
      press.current = {
        x,
        y,
        timer: setTimeout(() => {
          press.current = null;
          opened.current = true;
          open(point(x, y));
        }, LONG),
      };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (press.current && Math.hypot(clientX - press.current.x, clientY - press.current.y) > STILL) end();
    },
    // Else the finger that lets go would press what has opened under it.
    onTouchEnd: (event: TouchEvent) => {
      if (opened.current && event.cancelable) event.preventDefault();
      opened.current = false;
    },
    onTouchCancel: () => {
      opened.current = false;
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
