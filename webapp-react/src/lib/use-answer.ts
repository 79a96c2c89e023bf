import { useEffect, useState } from "react";

export type Answer<T> =
  | { state: "asking"; value: T | null }
  | { state: "here"; value: T }
  | { state: "failed"; error: unknown };

/**
 * One question at a time: a late answer to an older question is dropped. While the next answer is under way the
 * last one stays visible. `ask` must keep its identity (useCallback) for as long as the question is the same.
 */
export function useAnswer<T>(ask: () => Promise<T>, delay = 0): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ state: "asking", value: null });
  useEffect(() => {
    let current = true;
    setAnswer((old) => ({ state: "asking", value: old.state === "failed" ? null : old.value }));
    const timer = setTimeout(() => {
      ask().then(
        (value) => current && setAnswer({ state: "here", value }),
        (error: unknown) => current && setAnswer({ state: "failed", error }),
      );
    }, delay);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, delay]);
  return answer;
}

export const shownOf = <T>(answer: Answer<T>): T | null => (answer.state === "failed" ? null : answer.value);
