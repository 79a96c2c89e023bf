import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Row } from "./rows";

const NEAR_END = 80;
/** What does not scroll, because it is there already or all fits on the screen, tells of no end of it. */
const AT_REST_MS = 200;
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** A row, and where on the screen it belongs: in the middle, or so far below the upper edge. */
export type Spot = { key: string; at: "middle" | number };

/**
 * An offset that is never elsewhere. The list scrolls there again for each row that is measured soon after, also against
 * a hand; and it asks each time.
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
  /** The row that is aimed at has been where it belongs. */
  const reached = useRef(false);
  const touched = useRef(false);
  /** The reader has never gone anywhere in it. */
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

  /** How far the list would have to be scrolled for the row to be where it belongs, as far as it can be. */
  const offsetOf = useCallback((handle: VirtualizerHandle, index: number, at: Spot["at"] | "end") => {
    const room = handle.viewportSize - handle.getItemSize(index);
    const above = at === "end" ? room : at === "middle" ? room / 2 : at;
    const most = Math.max(0, handle.scrollSize - handle.viewportSize);
    return Math.max(0, Math.min(handle.getItemOffset(index) - above, most));
  }, []);

  const takeAim = useCallback(() => {
    const target = aim.current;
    const handle = list.current;
    if (target === null || !handle) return;
    if (target !== "end") settleSoon();
    const { rows: all } = now.current;
    const index = target === "end" ? all.length - 1 : all.findIndex(({ key }) => key === target.key);
    if (index < 0) return;
    const at = target === "end" ? target : target.at;
    // The list's own way goes on for as long as rows are measured, also against a hand; only before it knows its size is
    // there no other.
    if (handle.viewportSize > 0)
      scroller.current?.scrollTo({ top: offsetOf(handle, index, at), behavior: "instant" });
    else if (at === "end") handle.scrollToIndex(index, { align: "end" });
    else if (at === "middle") handle.scrollToIndex(index, { align: "center" });
    else handle.scrollToIndex(index, { align: "start", offset: -at });
  }, [scroller, list, offsetOf, settleSoon]);

  const toEnd = useCallback(() => {
    aim.current = "end";
    touched.current = false;
    setAtEnd(true);
    takeAim();
  }, [takeAim]);

  const letGo = useCallback(() => {
    aim.current = null;
    setAtEnd(false);
  }, []);

  const toRow = useCallback(
    (spot: Spot) => {
      aim.current = spot;
      reached.current = false;
      setAtEnd(false);
      takeAim();
    },
    [takeAim],
  );

  const onScroll = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    moving.current = true;
    const by = handle.scrollOffset - offset.current;
    offset.current = handle.scrollOffset;
    const isFar = (px: number) => Math.abs(px) > handle.viewportSize / 4;
    if (aim.current === null && isFar(by)) untouched.current = false;
    if (aim.current !== null && aim.current !== "end") {
      const { key, at } = aim.current;
      const index = now.current.rows.findIndex((row) => row.key === key);
      const missed = index < 0 ? 0 : offsetOf(handle, index, at) - handle.scrollOffset;
      if (Math.abs(missed) < 2) reached.current = true;
      // A search in the page, a screen reader or a bar that is dragged lays no hand on it, and leads away all the same.
      if (!reached.current || !isFar(missed)) return;
      aim.current = null;
      untouched.current = false;
    }
    const near =
      !now.current.isPast && handle.scrollSize - handle.scrollOffset - handle.viewportSize < NEAR_END;
    if (near) touched.current = false;
    // Rows that arrive between a scroll and its event also leave a distance: only the reader's own hand lets go.
    else if (aim.current === "end" && !(touched.current && by < 0)) return;
    aim.current = near ? "end" : null;
    setAtEnd(near);
  }, [list, offsetOf]);

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
    const isByHand = aim.current === null && moving.current;
    if (added <= 0 || !handle || !element || isByHand) return;
    handle.scrollTo(whereverIs(element));
    if (aim.current !== null) return;
    // Where the row that is seen first ends: what stands above its words may go, now that it is no longer the first of all.
    const index = Math.min(handle.findItemIndex(element.scrollTop) + 1, rows.length - 1);
    const key = rows[index]?.key;
    // The list itself hears of where it was scrolled to only with the next frame, or later.
    if (!key) return;
    aim.current = { key, at: handle.getItemOffset(index) - element.scrollTop };
    reached.current = false;
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
      if (aim.current !== "end") aim.current = null;
    };
    for (const hand of HANDS) element.addEventListener(hand, touch, { passive: true });
    return () => {
      for (const hand of HANDS) element.removeEventListener(hand, touch);
    };
  }, [scroller]);

  return { atEnd, untouched, toEnd, toRow, letGo, onScroll, onScrollEnd, onResize };
}
