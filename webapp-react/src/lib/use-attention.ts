import { useSyncExternalStore } from "react";

const EVENTS = ["focus", "blur"] as const;

function subscribe(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  for (const event of EVENTS) window.addEventListener(event, listener);
  return () => {
    document.removeEventListener("visibilitychange", listener);
    for (const event of EVENTS) window.removeEventListener(event, listener);
  };
}

/** Is somebody looking? Only then does a message on the screen count as read. */
export const useAttention = (): boolean =>
  useSyncExternalStore(subscribe, () => document.visibilityState === "visible" && document.hasFocus());
