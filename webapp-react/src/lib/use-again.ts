import { useEffect, useRef } from "react";

const FIRST_MS = 5_000;
const LAST_MS = 60_000;

/** What has failed to load is loaded again by itself: soon at first, and then less often. */
export function useAgain({ failed, loading }: { failed: boolean; loading: boolean }, load: () => void): void {
  const tries = useRef(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (!failed && !loading) tries.current = 0;
    if (!failed) return;
    const timer = setTimeout(() => latest.current(), Math.min(FIRST_MS * 2 ** tries.current, LAST_MS));
    tries.current += 1;
    return () => clearTimeout(timer);
  }, [failed, loading]);
}
