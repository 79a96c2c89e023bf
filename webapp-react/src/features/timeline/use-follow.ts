import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";

const NEAR_END = 80;
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Stays at the end while the reader is there, whatever grows (a new row, an image, the keyboard), and never moves
 * the reader who has scrolled away.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  count: number,
  /** Of a piece of the past the end is not the end. */
  isPast: boolean,
  leaps: number,
) {
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const touched = useRef(false);
  const offset = useRef(0);
  const last = useRef(count - 1);
  last.current = count - 1;
  const past = useRef(isPast);
  past.current = isPast;

  const toEnd = useCallback(() => {
    following.current = true;
    touched.current = false;
    setAtEnd(true);
    list.current?.scrollToIndex(last.current, { align: "end" });
  }, [list]);

  const letGo = useCallback(() => {
    following.current = false;
    setAtEnd(false);
  }, []);

  const onScroll = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    const near = !past.current && handle.scrollSize - handle.scrollOffset - handle.viewportSize < NEAR_END;
    const upwards = handle.scrollOffset < offset.current;
    offset.current = handle.scrollOffset;
    if (near) touched.current = false;
    // Rows that arrive between a scroll and its event also leave a distance: only the reader's own hand lets go.
    else if (following.current && !(touched.current && upwards)) return;
    following.current = near;
    setAtEnd(near);
  }, [list]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: after a leap other elements are to be observed.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (following.current && last.current >= 0) list.current?.scrollToIndex(last.current, { align: "end" });
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    const touch = () => {
      touched.current = true;
    };
    for (const hand of HANDS) element.addEventListener(hand, touch, { passive: true });
    return () => {
      observer.disconnect();
      for (const hand of HANDS) element.removeEventListener(hand, touch);
    };
  }, [scroller, list, leaps]);

  return { atEnd, toEnd, letGo, onScroll };
}
