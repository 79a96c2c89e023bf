import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { CacheSnapshot, VirtualizerHandle } from "virtua";
import { useLive } from "../../live/live-context";
import type { LiveStore } from "../../live/store";
import { lastScreen, type Row } from "./rows";
import type { Spot } from "./use-follow";

/** Where somebody was reading. */
interface Place {
  spot: Spot;
  message: string;
}

/** How high the rows from the one to the other are: with it, a conversation is drawn once, and not again after measuring. */
interface Measured {
  first: string;
  last: string;
  count: number;
  cache: CacheSnapshot;
}

interface Left {
  place: Place | null;
  measured: Measured | null;
}

const CONVERSATIONS = 12;
const ofStore = new WeakMap<LiveStore, Map<string, Left>>();
/** In CSS px, before there is anything to guess it from. */
const ROW_HEIGHT = 72;
/**
 * What is not measured yet is thought to be as high as the rows seen last were on average; in whole px, for WebKit scrolls
 * by whole ones, and what it leaves out each time would add up.
 */
const typical = new WeakMap<LiveStore, number>();

function leftOf(store: LiveStore): Map<string, Left> {
  const all = ofStore.get(store) ?? new Map<string, Left>();
  ofStore.set(store, all);
  return all;
}

function placeNow(handle: VirtualizerHandle, rows: readonly Row[]): Place | null {
  const seen = handle.findItemIndex(handle.scrollOffset);
  const index = rows.findIndex((row, at) => at >= seen && row.kind === "message");
  const row = rows[index];
  if (row?.kind !== "message") return null;
  return {
    spot: { key: row.key, at: handle.getItemOffset(index) - handle.scrollOffset },
    message: row.message.id,
  };
}

function measuredNow({ cache }: VirtualizerHandle, rows: readonly Row[]): Measured | null {
  const [first, last] = [rows[0], rows.at(-1)];
  return first && last ? { first: first.key, last: last.key, count: rows.length, cache } : null;
}

/** Also if more has come since, for that stands below. */
const fits = ({ first, last, count }: Measured, rows: readonly Row[]) =>
  rows[0]?.key === first && rows[count - 1]?.key === last;

/**
 * Whoever comes back to a conversation reads on where the reading was left, as long as the page lives; but not where
 * something new waits (`isElsewhere`), and not after having left it at its end.
 */
export function usePlace(
  channel: string,
  list: RefObject<VirtualizerHandle | null>,
  rows: readonly Row[],
  isReading: boolean,
  isElsewhere: boolean,
) {
  const { store } = useLive();
  const [left] = useState(() => leftOf(store).get(channel));
  const [place, setPlace] = useState(() => (isElsewhere ? null : (left?.place ?? null)));
  const [cache] = useState(() =>
    left?.measured && fits(left.measured, rows) ? left.measured.cache : undefined,
  );
  const [rowHeight] = useState(
    () => typical.get(store) ?? (rows.length > 1 ? lastScreen(rows, screen).rowHeight : ROW_HEIGHT),
  );
  const latest = useRef({ rows, isReading });
  latest.current = { rows, isReading };

  useLayoutEffect(
    () => () => {
      const handle = list.current;
      const { rows: shown, isReading: reads } = latest.current;
      if (!handle) return;
      const all = leftOf(store);
      all.delete(channel);
      all.set(channel, {
        place: reads ? placeNow(handle, shown) : null,
        measured: measuredNow(handle, shown),
      });
      const [oldest] = all.keys();
      if (all.size > CONVERSATIONS && oldest) all.delete(oldest);
      const end = handle.getItemOffset(shown.length);
      if (shown.length > 0 && end >= shown.length) typical.set(store, Math.round(end / shown.length));
    },
    [store, channel, list],
  );

  const asked = useRef(false);
  /** The place, once it is loaded; what is asked for here comes as other rows, or gives the place up. */
  const reach = useCallback((): Spot | null => {
    if (!place) return null;
    if (rows.some(({ key }) => key === place.spot.key)) return place.spot;
    if (asked.current) return null;
    asked.current = true;
    void store.leap(channel, place.message).then((landing) => {
      if (landing.kind !== "here") setPlace(null);
    });
    return null;
  }, [store, channel, place, rows]);
  const forget = useCallback(() => setPlace(null), []);

  return { place, reach, forget, cache, rowHeight };
}
