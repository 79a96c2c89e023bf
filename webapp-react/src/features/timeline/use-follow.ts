import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Row } from "./rows";

const NEAR_END = 80;
/** What does not scroll, because it is there already or all fits on the screen, tells of no end of it. */
const AT_REST_MS = 200;
/** What moves on after that is moved by somebody without a hand on it: a screen reader, or a search in the page. */
const HELD_MS = 2_000;
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** A row, and where on the screen it belongs: in the middle, or so far below the upper edge. */
export type Spot = { key: string; at: "middle" | number };

/**
 * An offset that is never elsewhere. Where the list is told to scroll to, it scrolls again for each row that is measured
 * soon after, also against a hand, until it is told something else; and it asks each time.
 */
const whereverIs = (element: HTMLElement) => ({ valueOf: () => element.scrollTop }) as unknown as number;

/** What stays where it is, whatever is measured or loaded around it. Without any it is what the reader sees first. */
type Aim = "end" | Spot | null;

/**
 * Stays at the end while the reader is there, whatever grows (a new row, an image, the keyboard), and never moves
 * the reader who has scrolled away. Goes to a row, and holds on to it until all around it has come to rest.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  rows: readonly Row[],
  /** Of a piece of the past the end is not the end. */
  isPast: boolean,
  loading: boolean,
) {
  const [atEnd, setAtEnd] = useState(true);
  const aim = useRef<Aim>("end");
  /** When this row was aimed at first, in ms. */
  const since = useRef(0);
  const touched = useRef(false);
  /** The reader has never laid a hand on it. */
  const untouched = useRef(true);
  const offset = useRef(0);
  const moving = useRef(false);
  const now = useRef({ rows, isPast, loading });
  now.current = { rows, isPast, loading };

  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settle = useRef(() => {});
  const settleSoon = useCallback(() => {
    clearTimeout(resting.current);
    resting.current = setTimeout(() => {
      if (!moving.current) settle.current();
      if (aim.current !== null && aim.current !== "end") settleSoon();
    }, AT_REST_MS);
  }, []);
  useEffect(() => () => clearTimeout(resting.current), []);

  /** Holds nothing any more. */
  const free = useCallback(() => {
    aim.current = null;
    if (scroller.current) list.current?.scrollTo(whereverIs(scroller.current));
  }, [scroller, list]);

  const takeAim = useCallback(() => {
    const target = aim.current;
    const handle = list.current;
    if (target === null || !handle) return;
    const { rows: all, loading: isLoading } = now.current;
    if (target !== "end") {
      if (!isLoading && performance.now() - since.current > HELD_MS) return free();
      settleSoon();
    }
    const index = target === "end" ? all.length - 1 : all.findIndex(({ key }) => key === target.key);
    // Before the list knows how high it is it draws nothing; and it tells when it does.
    if (index < 0 || handle.viewportSize === 0) return;
    if (target === "end") handle.scrollToIndex(index, { align: "end" });
    else if (target.at === "middle") handle.scrollToIndex(index, { align: "center" });
    else handle.scrollToIndex(index, { align: "start", offset: -target.at });
  }, [list, free, settleSoon]);

  const toEnd = useCallback(() => {
    aim.current = "end";
    touched.current = false;
    setAtEnd(true);
    takeAim();
  }, [takeAim]);

  const letGo = useCallback(() => {
    free();
    setAtEnd(false);
  }, [free]);

  const toRow = useCallback(
    (spot: Spot) => {
      aim.current = spot;
      since.current = performance.now();
      setAtEnd(false);
      takeAim();
    },
    [takeAim],
  );

  const onScroll = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    moving.current = true;
    const upwards = handle.scrollOffset < offset.current;
    offset.current = handle.scrollOffset;
    if (aim.current !== null && aim.current !== "end") return;
    const near =
      !now.current.isPast && handle.scrollSize - handle.scrollOffset - handle.viewportSize < NEAR_END;
    if (near) touched.current = false;
    // Rows that arrive between a scroll and its event also leave a distance: only the reader's own hand lets go.
    else if (aim.current === "end" && !(touched.current && upwards)) return;
    if (near) aim.current = "end";
    else if (aim.current !== null) free();
    setAtEnd(near);
  }, [list, free]);

  const onScrollEnd = useCallback(() => {
    moving.current = false;
    const target = aim.current;
    if (target === null || target === "end" || now.current.loading) return;
    // On a slow machine a scroll is over before what it led to was measured, and so hidden until then.
    const shown = [...(scroller.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const isThere = shown.some(({ dataset }) => dataset.row === target.key);
    if (!isThere || shown.some((row) => getComputedStyle(row).visibility === "hidden")) return;
    aim.current = null;
    onScroll();
    moving.current = false;
  }, [scroller, onScroll]);

  settle.current = onScrollEnd;

  // The list tells of it in the frame in which a row grows; an observer of the list around it only in the next one.
  const onResize = takeAim;
  const lastKey = rows.at(-1)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row at the end, and not one more above.
  useLayoutEffect(() => {
    if (aim.current === "end") takeAim();
  }, [lastKey, takeAim]);
  // After rows came above, the list keeps its distance from the end until it is scrolled by us or comes to rest, and what
  // is measured below the reader's eyes would move what is before them. (While a hand moves it, nothing may be moved
  // against it.)
  const firstKey = useRef(rows[0]?.key);
  useLayoutEffect(() => {
    const added = rows.findIndex(({ key }) => key === firstKey.current);
    firstKey.current = rows[0]?.key;
    const handle = list.current;
    const element = scroller.current;
    if (added <= 0 || !handle || !element || aim.current !== null || moving.current) return;
    // Where the row that is seen first ends: what stands above its words may go, now that it is no longer the first of all.
    const index = Math.min(handle.findItemIndex(element.scrollTop) + 1, rows.length - 1);
    const key = rows[index]?.key;
    // The list itself hears of where it was scrolled to only with the next frame, or later.
    if (!key) return;
    aim.current = { key, at: handle.getItemOffset(index) - element.scrollTop };
    since.current = performance.now();
  }, [rows, list, scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was loaded, above or below.
  useLayoutEffect(() => {
    if (aim.current !== "end") takeAim();
  }, [rows, takeAim]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const touch = () => {
      touched.current = true;
      untouched.current = false;
      if (aim.current !== null && aim.current !== "end") free();
    };
    for (const hand of HANDS) element.addEventListener(hand, touch, { passive: true });
    return () => {
      for (const hand of HANDS) element.removeEventListener(hand, touch);
    };
  }, [scroller, free]);

  return { atEnd, untouched, toEnd, toRow, letGo, onScroll, onScrollEnd, onResize };
}
