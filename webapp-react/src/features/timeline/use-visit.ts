import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { PAGE_LIMIT } from "../../live/live-api";
import { useLive, useMe } from "../../live/live-context";
import type { ChannelView, TimelineView } from "../../live/views";

/** Somebody came to look: the read mark at that moment, and how much was unread above it. */
export interface Visit {
  read: number;
  unread: number;
}

/** How many messages of others stand above a seq. */
export const newIn = (view: TimelineView, above: number, me: string) =>
  view.messages.filter((message) => message.seq > above && message.author !== me && !message.deletedAt)
    .length;

/**
 * What is new in this visit stays so until the next one, although it is read meanwhile. If little is new, all of it
 * is loaded before anything is shown; `waiting` says whether that is still under way.
 */
export function useVisit(channel: ChannelView, view: TimelineView, attention: boolean) {
  const { store } = useLive();
  const me = useMe();
  const [visit, setVisit] = useState<Visit | null>(() =>
    channel.unread > 0 ? { read: channel.readSeq, unread: channel.unread } : null,
  );

  const first = useRef(visit);
  useLayoutEffect(() => {
    if (first.current && first.current.unread <= PAGE_LIMIT) store.loadBackTo(channel.id, first.current.read);
  }, [store, channel.id]);
  const waiting = useCallback(() => {
    const { floor, loading } = store.timeline(channel.id).get();
    return (
      first.current !== null && first.current.unread <= PAGE_LIMIT && floor > first.current.read && loading
    );
  }, [store, channel.id]);

  // What was drawn before the server had told what is new: that is new in this visit as well.
  const isCurrent = useRef(view.isCurrent);
  useLayoutEffect(() => {
    if (isCurrent.current || !view.isCurrent) return;
    isCurrent.current = true;
    if (channel.unread > 0) setVisit({ read: channel.readSeq, unread: channel.unread });
  }, [view.isCurrent, channel.unread, channel.readSeq]);

  // Whoever looks away and comes back to something new starts a new visit.
  const wasLooking = useRef(attention);
  const leftAt = useRef<number | null>(null);
  useEffect(() => {
    if (wasLooking.current && !attention) {
      leftAt.current = view.readSeq;
      setVisit((old) => (old?.read === view.readSeq ? old : { read: view.readSeq, unread: 0 }));
    }
    if (!wasLooking.current && attention) {
      const nothingNew = leftAt.current !== null && newIn(view, leftAt.current, me.id) === 0;
      if (nothingNew) setVisit(null);
    }
    wasLooking.current = attention;
  }, [attention, view, me.id]);

  // Marked as unread, here or elsewhere: the line goes there, and it stays so until one comes back.
  const [held, setHeld] = useState(false);
  const hold = useCallback(
    (shown: TimelineView, read: number) => {
      setHeld(true);
      setVisit({ read, unread: newIn(shown, read, me.id) });
    },
    [me.id],
  );
  const mark = useRef(view.readSeq);
  useEffect(() => {
    const isBack = view.readSeq < mark.current;
    mark.current = view.readSeq;
    if (isBack) hold(view, view.readSeq);
  }, [view, hold]);
  useEffect(() => {
    if (attention) setHeld(false);
  }, [attention]);

  return { visit, waiting, held, hold };
}
