import { useCallback, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { ChannelHeader, type HeaderDialog } from "../features/channels/ChannelHeader";
import { Composer, type ComposerHandle } from "../features/composer/Composer";
import { lastOwn } from "../features/timeline/rows";
import { Timeline, type TimelineHandle } from "../features/timeline/Timeline";
import { useLive, useMe } from "../live/live-context";
import type { ChannelView } from "../live/views";

/** One channel on the screen: where the header, the timeline and the composer meet. */
export function Conversation({ channel, layered }: { channel: ChannelView; layered: boolean }) {
  const { store } = useLive();
  const me = useMe();
  const [, go] = useLocation();
  const [dialog, setDialog] = useState<HeaderDialog>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const composer = useRef<ComposerHandle>(null);
  const timeline = useRef<TimelineHandle>(null);

  const toComposer = useCallback(() => composer.current?.focus(), []);
  const edit = useCallback(
    (id: string | null) => {
      setEditing(id);
      if (id === null) toComposer();
    },
    [toComposer],
  );
  const editLast = () => {
    const last = lastOwn(store.timeline(channel.id).get().messages, me.id);
    if (last) setEditing(last.id);
  };

  const blocked = layered || dialog !== null;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || blocked) return;
      toComposer();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [blocked, toComposer]);

  return (
    <>
      <ChannelHeader
        channel={channel}
        dialog={dialog}
        onDialog={setDialog}
        onLeft={() => go("/", { replace: true })}
      />
      <Timeline
        ref={timeline}
        channel={channel}
        editing={editing}
        onEditing={edit}
        onAddPeople={() => setDialog("add")}
        onWrite={toComposer}
      />
      <Composer
        ref={composer}
        channel={channel}
        onEditLast={editLast}
        onPage={(by) => timeline.current?.page(by)}
      />
    </>
  );
}
