import { type CSSProperties, useCallback, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { ChannelHeader, type HeaderDialog } from "../features/channels/ChannelHeader";
import { Barred } from "../features/composer/Barred";
import { Composer, type ComposerHandle } from "../features/composer/Composer";
import { isChangeable } from "../features/timeline/deeds";
import { lastOwn } from "../features/timeline/rows";
import { Timeline, type TimelineHandle } from "../features/timeline/Timeline";
import type { Lost } from "../features/timeline/use-leap";
import { arrangement } from "../lib/arrangement";
import { t } from "../lib/i18n";
import { type Details, detailsOf, type Place as PlaceInIt, placeOf } from "../lib/places";
import { useCell } from "../lib/use-cell";
import { useAfterFrame } from "../lib/use-later";
import { useLayout } from "../lib/use-layout";
import { goUp } from "../lib/way";
import { useBlocked, useLive, useMe } from "../live/live-context";
import { otherOf } from "../live/naming";
import type { ChannelView } from "../live/views";
import type { Message } from "../live/wire";
import { IconButton } from "../ui/Button";
import type { Place } from "../ui/Dialog";
import { late } from "../ui/late";
import styles from "./Conversation.module.css";
import { useReturn } from "./use-return";

const Splitter = late(() => import("../ui/Splitter").then((all) => all.Splitter));
const ThreadPanel = late(() => import("../features/timeline/ThreadPanel").then((all) => all.ThreadPanel));
const JumpToDate = late(() => import("../features/timeline/JumpToDate").then((all) => all.JumpToDate));
const Forward = late(() => import("../features/switcher/Forward").then((all) => all.Forward));
const Members = late(() => import("../features/channels/Members").then((all) => all.Members));
const Pins = late(() => import("../features/keeping/Pins").then((all) => all.Pins));

interface ConversationProps {
  channel: ChannelView;
  /** What is open beside it, and the message to go to, in the thread if one is open. */
  place: PlaceInIt;
  layered: boolean;
  onSearch: () => void;
  /** The conversation with somebody, begun if need be. */
  directWith: (user: string) => Promise<string>;
}

/** One channel on the screen: where the header, the timeline and the composer meet, and a thread beside them. */
export function Conversation(props: ConversationProps) {
  const { channel, place, layered, onSearch, directWith } = props;
  const { thread, message: target, details } = place;
  const { store } = useLive();
  const isBegun = useAfterFrame(store);
  const me = useMe();
  const [, go] = useLocation();
  const [dialog, setDialog] = useState<HeaderDialog>(null);
  const [dayLine, setDayLine] = useState<Place | null>(null);
  const [forwarding, setForwarding] = useState<Message | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const layout = useLayout();
  const { panel } = useCell(arrangement);
  const split = useRef<HTMLDivElement>(null);
  const other = channel.kind === "direct" ? otherOf(channel, me.id) : undefined;
  const barred = useBlocked().has(other?.id ?? "") ? other : undefined;
  const composer = useRef<ComposerHandle>(null);
  const timeline = useRef<TimelineHandle>(null);
  const toComposer = useCallback(() => composer.current?.focus(), []);
  const openThread = useCallback((root: string) => go(`/c/${channel.id}/t/${root}`), [go, channel.id]);
  const closePanel = useCallback(() => goUp(`/c/${channel.id}`), [channel.id]);
  const openDetails = (wanted: Details) => {
    if (wanted === details) closePanel();
    else go(detailsOf(channel.id, wanted));
  };
  const panelOf = thread ?? details;
  useReturn(panelOf, toComposer);
  const openDates = useCallback((beside: Place) => {
    setDayLine(beside);
    setDialog("dates");
  }, []);
  const closeDates = () => {
    setDayLine(null);
    setDialog(null);
  };
  const edit = useCallback(
    (id: string | null) => {
      setEditing(id);
      if (id === null) toComposer();
    },
    [toComposer],
  );
  const editLast = () => {
    const last = lastOwn(store.timeline(channel.id).get().messages, me.id);
    if (last && isChangeable(last, store.editWindow.get(), Date.now())) setEditing(last.id);
  };

  const here = thread ? `/c/${channel.id}/t/${thread}` : `/c/${channel.id}`;
  const [lost, setLost] = useState<string | null>(null);
  // The place is reached: from here on the address is that of the conversation, and the same link leads there again.
  const land = useCallback(() => {
    setLost(null);
    go(here, { replace: true });
  }, [go, here]);
  const lose = useCallback<Lost>(
    (landing, message) => {
      switch (landing.kind) {
        case "thread":
          return go(`/c/${channel.id}/t/${landing.root}/m/${message}`, { replace: true });
        case "elsewhere":
          return go(placeOf(landing.channel, message), { replace: true });
        case "gone":
        case "failed":
          setLost(landing.kind === "gone" ? t.timeline.lost : t.timeline.notReached);
          go(here, { replace: true });
      }
    },
    [go, here, channel.id],
  );

  // A leap leaves the address as it was: what Back leads to is the conversation as it is now.
  useEffect(() => {
    if (panelOf) return;
    const onBack = () => {
      if (window.location.pathname === here) timeline.current?.latest();
    };
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, [panelOf, here]);

  const blocked = layered || dialog !== null;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.shiftKey || event.defaultPrevented || blocked) return;
      // Whatever was opened within it (a picker, a card) is what Esc closes.
      if (document.querySelector("dialog[open]")) return;
      // What is an input method's is not ours.
      if (event.isComposing) return;
      if (panelOf) closePanel();
      else if (composer.current?.isResting()) store.markRead(channel.id, channel.head);
      else toComposer();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [blocked, panelOf, closePanel, toComposer, store, channel.id, channel.head]);

  const notice = lost && (
    <p className={styles.lost} role="alert">
      <span>{lost}</span>
      <IconButton icon="close" size={18} label={t.timeline.dismiss} onClick={() => setLost(null)} />
    </p>
  );
  return (
    <div ref={split} className={styles.split} style={{ "--panel-width": `${panel}px` } as CSSProperties}>
      <div className={styles.channel}>
        <ChannelHeader
          channel={channel}
          dialog={dialog}
          onDialog={setDialog}
          details={details}
          onDetails={openDetails}
          onSearch={onSearch}
          onLeft={() => go("/", { replace: true })}
        />
        {dialog === "dates" && (
          <JumpToDate
            channel={channel}
            beside={dayLine}
            onJump={(message) => {
              closeDates();
              go(placeOf(channel.id, message.id));
            }}
            onClose={closeDates}
          />
        )}
        {forwarding && (
          <Forward
            message={forwarding}
            from={channel}
            directWith={directWith}
            onSent={(to) => {
              setForwarding(null);
              go(`/c/${to}`);
            }}
            onClose={() => setForwarding(null)}
          />
        )}
        {!thread && notice}
        {isBegun ? (
          <Timeline
            ref={timeline}
            channel={channel}
            editing={editing}
            onEditing={edit}
            onThread={openThread}
            onDates={openDates}
            onForward={setForwarding}
            target={thread ? null : target}
            onLanded={land}
            onLost={lose}
            onAddPeople={() => openDetails("members/add")}
            onWrite={toComposer}
          />
        ) : (
          <div className={styles.coming} />
        )}
        {barred ? (
          <Barred other={barred} />
        ) : (
          <Composer
            ref={composer}
            channel={channel}
            onEditLast={editLast}
            onPage={(by) => timeline.current?.page(by)}
          />
        )}
      </div>
      {panelOf && (
        <aside key={panelOf} className={styles.panel} aria-label={regionOf(place)}>
          {layout === "wide" && (
            <Splitter
              part="panel"
              label={t.nav.panelWidth}
              onDrag={(size) =>
                split.current?.style.setProperty("--panel-width", `${size ?? arrangement.get().panel}px`)
              }
            />
          )}
          {thread && notice}
          {thread && (
            <ThreadPanel
              channel={channel}
              root={thread}
              target={target}
              onLanded={land}
              onLost={lose}
              onForward={setForwarding}
              onClose={closePanel}
            />
          )}
          {thread && !barred && (
            <Composer channel={channel} thread={thread} onEditLast={() => {}} onPage={() => {}} />
          )}
          {details === "pins" && <Pins channel={channel} onClose={closePanel} />}
          {(details === "members" || details === "members/add") && (
            <Members channel={channel} adding={details === "members/add"} onClose={closePanel} />
          )}
        </aside>
      )}
    </div>
  );
}

function regionOf({ thread, details }: PlaceInIt): string {
  if (thread) return t.threads.region;
  return details === "pins" ? t.keeping.pins : t.channel.members;
}
