import { useSyncExternalStore } from "react";

const EVENTS = ["focus", "blur"] as const;

export function onAttention(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  for (const event of EVENTS) window.addEventListener(event, listener);
  return () => {
    document.removeEventListener("visibilitychange", listener);
    for (const event of EVENTS) window.removeEventListener(event, listener);
  };
}

export const hasAttention = (): boolean => document.visibilityState === "visible" && document.hasFocus();

/** Is somebody looking? Only then does a message on the screen count as read. */
export const useAttention = (): boolean => useSyncExternalStore(onAttention, hasAttention);
