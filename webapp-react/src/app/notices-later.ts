import type { Clock } from "../lib/clock";
import type { LiveStore } from "../live/store";

/** When it is fetched, and when once more if it could not be, in milliseconds. */
const TRIES = [3_000, 10_000, 60_000, 300_000];

/** Of no use to the first paint. The answer ends it. */
export function noticesLater(
  store: LiveStore,
  clock: Clock,
  load = () => import("../features/notifications/begin"),
): () => void {
  const over = new AbortController();
  const { signal } = over;
  const begin = ([wait, ...left]: readonly number[]): void => {
    if (wait === undefined || signal.aborted) return;
    const fetched = () =>
      load().then(
        ({ beginNotices }) => {
          if (!signal.aborted) beginNotices(store, signal);
        },
        () => begin(left),
      );
    signal.addEventListener("abort", clock.after(wait, fetched));
  };
  begin(TRIES);
  return () => over.abort();
}
