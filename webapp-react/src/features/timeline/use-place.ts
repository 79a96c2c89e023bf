import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { CacheSnapshot, VirtualizerHandle } from "virtua";
import { useLive } from "../../live/live-context";
import type { LiveStore } from "../../live/store";
import type { Row } from "./rows";
import type { Spot } from "./use-follow";

/** Where somebody was reading, and how high what was loaded then was. */
interface Place {
  spot: Spot;
  message: string;
  measured: { first: string; count: number; cache: CacheSnapshot };
}

const CONVERSATIONS = 12;
const ofStore = new WeakMap<LiveStore, Map<string, Place>>();

function placesOf(store: LiveStore): Map<string, Place> {
  const places = ofStore.get(store) ?? new Map<string, Place>();
  ofStore.set(store, places);
  return places;
}

function placeNow(handle: VirtualizerHandle, rows: readonly Row[]): Place | null {
  const first = rows[0];
  const seen = handle.findItemIndex(handle.scrollOffset);
  const index = rows.findIndex((row, at) => at >= seen && row.kind === "message");
  const row = rows[index];
  if (!first || row?.kind !== "message") return null;
  return {
    spot: { key: row.key, at: handle.getItemOffset(index) - handle.scrollOffset },
    message: row.message.id,
    measured: { first: first.key, count: rows.length, cache: handle.cache },
  };
}

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
  const [place, setPlace] = useState(() => (isElsewhere ? null : (placesOf(store).get(channel) ?? null)));
  const [cache] = useState(() =>
    place && rows[0]?.key === place.measured.first && rows.length === place.measured.count
      ? place.measured.cache
      : undefined,
  );
  const latest = useRef({ rows, isReading });
  latest.current = { rows, isReading };

  useLayoutEffect(
    () => () => {
      const places = placesOf(store);
      const now = latest.current;
      const left = now.isReading && list.current ? placeNow(list.current, now.rows) : null;
      places.delete(channel);
      if (left) places.set(channel, left);
      const [oldest] = places.keys();
      if (places.size > CONVERSATIONS && oldest) places.delete(oldest);
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

  return { place, reach, forget, cache };
}
