import { useEffect } from "react";

export const IDLE_AFTER = 5 * 60 * 1000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Tells whether nobody sits before this window: it is hidden, or nothing has been touched for five minutes. */
export function useIdle(tell: (isIdle: boolean) => void): void {
  useEffect(() => {
    let touchedAt = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden") return tell(true);
      const left = touchedAt + IDLE_AFTER - performance.now();
      tell(left <= 0);
      // Not at each touch: a moving pointer touches a hundred times a second.
      if (left > 0) timer = setTimeout(look, left);
    };
    const touched = () => {
      const wasIdle = performance.now() - touchedAt >= IDLE_AFTER;
      touchedAt = performance.now();
      if (wasIdle) look();
    };
    const seen = () => {
      if (document.visibilityState === "visible") touchedAt = performance.now();
      look();
    };
    for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, capture: true });
    document.addEventListener("visibilitychange", seen);
    look();
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
      document.removeEventListener("visibilitychange", seen);
    };
  }, [tell]);
}
