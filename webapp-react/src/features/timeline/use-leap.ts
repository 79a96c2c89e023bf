import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "../../live/live-context";
import type { Landing } from "../../live/views";

const LIT_FOR = 1_600;

/** What is looked for may not stand here: whoever knows the ways through the app decides what then. */
export type Lost = (landing: Exclude<Landing, { kind: "here" }>, message: string) => void;

/**
 * The way to one message. `leaping` while it is looked for, `goal` once its surroundings are loaded, until `landed`
 * says that it is on the screen; then it is `lit` for a moment.
 */
export function useLeap(channel: string, target: string | null, onLanded: () => void, onLost: Lost) {
  const { store } = useLive();
  const [goal, setGoal] = useState<string | null>(null);
  const [settled, setSettled] = useState<string | null>(null);
  const { lit, light } = useLight();
  const latest = useRef({ onLanded, onLost });
  latest.current = { onLanded, onLost };

  useEffect(() => {
    if (target === null) return setSettled(null);
    let current = true;
    void store.leap(channel, target).then((landing) => {
      if (!current) return;
      if (landing.kind === "here") return setGoal(target);
      setSettled(target);
      latest.current.onLost(landing, target);
    });
    return () => {
      current = false;
    };
  }, [store, channel, target]);

  const landed = useCallback(() => {
    setGoal(null);
    setSettled(target);
    if (target) light(target);
    latest.current.onLanded();
  }, [target, light]);

  return { leaping: target !== null && settled !== target, goal, landed, lit };
}

/** Shows which one it is, for as long as it takes to see it. */
export function useLight() {
  const [lit, setLit] = useState<string | null>(null);
  useEffect(() => {
    if (lit === null) return;
    const timer = setTimeout(() => setLit(null), LIT_FOR);
    return () => clearTimeout(timer);
  }, [lit]);
  return { lit, light: setLit };
}
