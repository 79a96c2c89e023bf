import { startTransition, useEffect, useState } from "react";
import { idle } from "./idle";

function useOnce(isNow: boolean, moment: () => Promise<void>): boolean {
  const [isOver, setOver] = useState(isNow);
  useEffect(() => {
    if (isOver) return;
    let current = true;
    void moment().then(() => current && startTransition(() => setOver(true)));
    return () => {
      current = false;
    };
  }, [isOver, moment]);
  return isOver || isNow;
}

/** What nobody sees yet is drawn when there is time for it. */
export const useWhenSeen = (isSeen: boolean) => useOnce(isSeen, idle);

const NO_FRAME_MS = 100;

/** A page that nobody looks at has no frames. */
const nextFrame = () =>
  new Promise<void>((over) => {
    requestAnimationFrame(() => setTimeout(over));
    setTimeout(over, NO_FRAME_MS);
  });
const begun = new WeakSet<object>();

/**
 * False where it is asked for the first time in the life of `whole`, until what is around it is on the screen: drawn with
 * it, all would be measured and laid out in one go.
 */
export function useAfterFrame(whole: object): boolean {
  const [isFirst] = useState(() => !begun.has(whole));
  useEffect(() => void begun.add(whole), [whole]);
  return useOnce(!isFirst, nextFrame);
}
