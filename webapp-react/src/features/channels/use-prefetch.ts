import { type SyntheticEvent, useEffect, useRef } from "react";
import { idle } from "../../lib/idle";
import { useLive } from "../../live/live-context";
import { sectionsOf } from "../../live/naming";
import type { LiveStore } from "../../live/store";

/** So long the pointer or the focus rests on a row before it is taken for more than passing by. */
const RESTS_MS = 60;

/** So many that are unread are asked for before anybody goes there. */
const UNREAD = 5;

/** What is new will be opened next: the first of it is asked for when the browser has nothing better to do. */
export async function prefetchUnread(store: LiveStore): Promise<void> {
  for (const { id } of sectionsOf(store.channels.get(), store.me.get().id).unread.slice(0, UNREAD)) {
    await idle();
    store.prefetch(id);
  }
}

/** Asks for what was said in a conversation when it looks as if somebody will open it: the answer is there sooner. */
export function usePrefetch() {
  const { store } = useLive();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = ({ target }: SyntheticEvent) => {
    stop();
    const channel = (target as Element).closest<HTMLElement>("a[data-stop]")?.dataset.stop;
    if (channel) timer.current = setTimeout(() => store.prefetch(channel), RESTS_MS);
  };
  return { onPointerOver: look, onPointerLeave: stop, onFocus: look };
}
