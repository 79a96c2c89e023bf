import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { briefTime } from "../../lib/dates";
import { t } from "../../lib/i18n";
import { idle } from "../../lib/idle";
import { type KeyIn, keyed } from "../../lib/keys";
import { useAgain } from "../../lib/use-again";
import { useAttention } from "../../lib/use-attention";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe, usePeople } from "../../live/live-context";
import { isDirect } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { Message } from "../../live/wire";
import { Button } from "../../ui/Button";
import type { Place } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { late } from "../../ui/late";
import { Announcer } from "./Announcer";
import { ChannelStart } from "./ChannelStart";
import { MessageRow } from "./MessageRow";
import { PendingRow } from "./PendingRow";
import { lastScreen, type Row, rowsOf } from "./rows";
import { Skeleton } from "./Skeleton";
import styles from "./Timeline.module.css";
import { useActions } from "./use-actions";
import { useFolding } from "./use-folding";
import { useFollow } from "./use-follow";
import { type Lost, useLeap } from "./use-leap";
import { usePlace } from "./use-place";
import { newIn, useVisit } from "./use-visit";

const SeenByDialog = late(() => import("./SeenByDialog").then((all) => all.SeenByDialog));

/** In CSS px, drawn above and below what is seen. */
const BUFFER = 400;

export interface TimelineHandle {
  /** A screen up (-1) or down (1), as by the reader's own hand. */
  page(by: 1 | -1): void;
  /** To the conversation as it is now. */
  latest(): void;
}

interface TimelineProps {
  ref?: Ref<TimelineHandle>;
  channel: ChannelView;
  editing: string | null;
  onEditing: (id: string | null) => void;
  onThread: (root: string) => void;
  onDates: (beside: Place) => void;
  onForward: (message: Message) => void;
  /** A message to go to. */
  target?: string | null;
  onLanded: () => void;
  onLost: Lost;
  onAddPeople: () => void;
  onWrite: () => void;
}

const rowIn = (feed: HTMLElement | null, key: string) =>
  feed?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);

export function Timeline({
  ref,
  channel,
  editing,
  onEditing,
  onThread,
  onDates,
  onForward,
  target = null,
  onLanded,
  onLost,
  onAddPeople,
  onWrite,
}: TimelineProps) {
  const { store } = useLive();
  const me = useMe();
  const people = usePeople();
  const view = useCell(store.timeline(channel.id));
  const attention = useAttention();
  const connected = useCell(store.socket.connection).state === "connected";
  const stalled = useCell(store.stalled);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const [active, setActive] = useState<string | null>(null);
  const [asked, setAsked] = useState<Message | null>(null);

  const { visit, waiting, held, hold } = useVisit(channel, view, attention);
  const rows = useMemo(() => rowsOf(view, me.id, visit?.read ?? null), [view, me.id, visit]);
  const { atEnd, untouched, toEnd, toRow, letGo, onScroll, onScrollEnd, onResize } = useFollow(
    scroller,
    list,
    rows,
    view.isPast,
    view.loading,
  );
  const { leaping, goal, landed, lit } = useLeap(channel.id, target, onLanded, onLost);
  const nameOf = useCallback((id: string) => people.get(id)?.displayName ?? t.timeline.unknown, [people]);

  useEffect(() => store.open(channel.id), [store, channel.id]);
  useAgain(view, () => store.loadOlder(channel.id));

  // virtua keeps the place when told that rows were added above.
  const firstKey = useRef<string | undefined>(undefined);
  const oldFirst = firstKey.current;
  const prepended =
    oldFirst !== undefined && rows[0]?.key !== oldFirst && rows.some((row) => row.key === oldFirst);
  useLayoutEffect(() => {
    firstKey.current = rows[0]?.key;
  }, [rows]);

  const toLatest = useCallback(() => {
    if (view.isPast) store.toPresent(channel.id);
    else toEnd();
  }, [view.isPast, store, channel.id, toEnd]);
  useImperativeHandle(
    ref,
    () => ({
      latest: toLatest,
      page(by) {
        if (by < 0 || !atEnd) letGo();
        scroller.current?.scrollBy({ top: by * scroller.current.clientHeight * 0.85 });
      },
    }),
    [atEnd, letGo, toLatest],
  );

  const waterline = rows.findIndex((row) => row.kind === "message" && row.waterline);
  const toWaterline = useCallback(
    (index: number) => {
      const key = rows[index]?.key;
      if (key) toRow({ key, at: "middle" });
    },
    [rows, toRow],
  );

  // Once per visit: to the waterline if there is one, else to where the reading was left, else to the end.
  const [placed, setPlaced] = useState(false);
  const isByVisit = useRef(false);
  const { place, reach, forget, cache, rowHeight } = usePlace(
    channel.id,
    list,
    rows,
    placed && !atEnd,
    visit !== null || leaping,
  );
  useLayoutEffect(() => {
    if (leaping || placed || place || rows.length === 0 || (view.loading && rows.length < 2) || waiting())
      return;
    setPlaced(true);
    isByVisit.current = true;
    if (waterline >= 0) toWaterline(waterline);
    else toEnd();
  }, [leaping, placed, place, rows, view.loading, waterline, waiting, toWaterline, toEnd]);

  // The server has told what is new, and nobody has gone elsewhere meanwhile.
  const wasCurrent = useRef(view.isCurrent);
  useLayoutEffect(() => {
    const isThere = isByVisit.current && (atEnd || untouched.current);
    if (view.isCurrent && !wasCurrent.current && isThere) setPlaced(false);
    wasCurrent.current = view.isCurrent;
  }, [view.isCurrent, atEnd, untouched]);

  // After a leap nothing that was on the screen is there any more.
  const [leapsAtFirst] = useState(view.leaps);
  const leaps = useRef(view.leaps);
  useLayoutEffect(() => {
    if (leaps.current === view.leaps) return;
    leaps.current = view.leaps;
    if (view.isPast) letGo();
    else toEnd();
  }, [view.leaps, view.isPast, letGo, toEnd]);
  useLayoutEffect(() => {
    if (!place) return;
    if (placed || leaping) return forget();
    const spot = reach();
    if (!spot) return;
    setPlaced(true);
    isByVisit.current = false;
    toRow(spot);
  }, [place, placed, leaping, reach, forget, toRow]);
  useLayoutEffect(() => {
    const index = rows.findIndex((row) => row.kind === "message" && row.message.id === goal);
    const key = rows[index]?.key;
    if (!goal || !key) return;
    setPlaced(true);
    isByVisit.current = false;
    setActive(key);
    toRow({ key, at: "middle" });
    landed();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => rowIn(scroller.current, key)?.focus({ preventScroll: true })),
    );
  }, [goal, rows, toRow, landed]);

  // The waterline may be above the screen, or above all that is loaded: then a button leads there.
  const [lineSeen, setLineSeen] = useState<number | null>(null);
  const leading = useRef(false);
  const line = useRef({ index: waterline, read: visit?.read ?? null });
  line.current = { index: waterline, read: visit?.read ?? null };
  const lookForLine = useCallback(() => {
    const { index, read } = line.current;
    const handle = list.current;
    if (handle && index >= 0 && handle.findItemIndex(handle.scrollOffset) <= index) setLineSeen(read);
  }, []);
  const loaded = visit !== null && view.floor <= visit.read;
  const lineAbove =
    placed &&
    !view.isPast &&
    visit !== null &&
    lineSeen !== visit.read &&
    (loaded ? waterline >= 0 : visit.unread > 0);
  const firstNew = rows[waterline];
  const since = firstNew?.kind === "message" ? firstNew.message.at : null;
  const toLine = () => {
    if (!visit) return;
    if (loaded) return toWaterline(waterline);
    leading.current = true;
    letGo();
    store.loadBackTo(channel.id, visit.read);
  };
  useLayoutEffect(() => {
    if (!leading.current || view.loading) return;
    leading.current = false;
    toWaterline(Math.max(0, waterline));
  }, [view.loading, waterline, toWaterline]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows and a new visit may bring the line into view.
  useEffect(() => {
    if (!placed) return;
    const frame = requestAnimationFrame(lookForLine);
    return () => cancelAnimationFrame(frame);
  }, [placed, rows, visit, lookForLine]);

  const loadIfNear = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    const { scrollOffset, scrollSize, viewportSize } = handle;
    if (scrollOffset < viewportSize * 2) store.loadOlder(channel.id);
    if (scrollSize - scrollOffset < viewportSize * 3) store.loadNewer(channel.id);
  }, [store, channel.id]);

  // A page that does not fill the screen never scrolls: ask for the next one.
  useEffect(() => {
    if (!view.loading && !view.failed && !(view.reachesStart && !view.isPast) && view.messages.length > 0)
      loadIfNear();
  }, [view, loadIfNear]);

  // Not one wait for each arrival: in a flood the mark would never move.
  const newest = useRef(0);
  newest.current = view.messages.at(-1)?.seq ?? 0;
  const behind = newest.current > view.readSeq;
  useEffect(() => {
    if (!attention || !atEnd || !placed || !behind || view.isPast || !view.isCurrent || held) return;
    const timer = setTimeout(() => store.markRead(channel.id, newest.current), 250);
    return () => clearTimeout(timer);
  }, [attention, atEnd, placed, behind, view.isPast, view.isCurrent, held, store, channel.id]);

  // To what was just written, and only then: an ack, a discard or an old failure moves nobody.
  const written = useRef(new Set(view.pending.map((each) => each.clientId)));
  useEffect(() => {
    const fresh = view.pending.some((each) => !written.current.has(each.clientId));
    for (const each of view.pending) written.current.add(each.clientId);
    if (fresh) toEnd();
  }, [view.pending, toEnd]);

  const mayKnow = me.preferences.receipts && !isDirect(channel);
  const openThread = useCallback((message: Message) => onThread(message.parent ?? message.id), [onThread]);
  const markUnread = useCallback(
    (message: Message) => {
      // Also where nothing has been read yet: looking on shall not do it.
      hold(store.timeline(channel.id).get(), message.seq - 1);
      return store.markUnread(channel.id, message);
    },
    [store, channel.id, hold],
  );
  const { actions, layer } = useActions({
    thread: openThread,
    edit: onEditing,
    unread: markUnread,
    seen: mayKnow ? setAsked : undefined,
    dates: onDates,
    forward: onForward,
  });
  // First what is seen, and only then what may be seen next; but around a row that was aimed at all counts at once.
  const [isCalm, setCalm] = useState(false);
  useEffect(() => {
    if (!placed) return;
    let current = true;
    void idle().then(() => current && setCalm(true));
    return () => {
      current = false;
    };
  }, [placed]);

  const saved = useCell(store.saved.ids);
  const { foldOf, show } = useFolding();

  // Until the focus has been on a row, Tab stops at the feed: with the last row it would go from row to row.
  const activeIndex = active === null ? -1 : rows.findIndex((row) => row.key === active);
  const editingIndex = rows.findIndex((row) => row.kind === "message" && row.message.id === editing);
  const kept = new Set([activeIndex, editingIndex, rows.length - 1].filter((index) => index >= 0));
  // Before the list knows how high it is, it draws no other, and then all that is seen in one go.
  if (!isCalm && atEnd && !place && waterline < 0)
    for (const index of lastScreen(rows, screen).indices) kept.add(index);

  useEffect(() => {
    if (editingIndex < 0) return;
    letGo();
    list.current?.scrollToIndex(editingIndex, { align: "nearest" });
  }, [editingIndex, letGo]);

  const focused = useRef<string | null>(null);
  const focusRow = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    setActive(row.key);
    focused.current = row.key;
    if (index < rows.length - 1) letGo();
    list.current?.scrollToIndex(rows.indexOf(row), { align: "nearest" });
    // The last row is always there, and a key that comes next is for it.
    rowIn(scroller.current, row.key)?.focus({ preventScroll: true });
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        // Whoever has gone elsewhere meanwhile is not brought back: the next key would be for the wrong row.
        const feed = scroller.current;
        if (focused.current === row.key && feed?.contains(document.activeElement))
          rowIn(feed, row.key)?.focus();
      }),
    );
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const id = keyed("row", event);
    if (!id || !(event.target as HTMLElement).matches("article")) return;
    const steps: Partial<Record<KeyIn<"row">, number>> = {
      previous: activeIndex - 1,
      next: activeIndex + 1,
      pageUp: activeIndex - 8,
      pageDown: activeIndex + 8,
      first: 0,
      last: rows.length - 1,
    };
    const to = steps[id];
    if (to === undefined) return;
    event.preventDefault();
    focusRow(to);
  };

  const retry = useCallback((clientId: string) => store.retry(clientId), [store]);
  const discard = useCallback((clientId: string) => store.discard(clientId), [store]);
  // Under the own last words in a conversation; once somebody has answered, that says enough.
  const last = view.messages.at(-1);
  const lastWords =
    isDirect(channel) && last?.author === me.id && !last.deletedAt && channel.people.length > 1 ? last : null;
  const draw = (row: Row, index: number) => {
    const place = {
      active: index === activeIndex,
      position: index + 1,
      // It has no end: a number would draw every row anew for each that arrives.
      size: -1,
    };
    switch (row.kind) {
      case "start":
        return (
          <ChannelStart
            channel={channel}
            empty={rows.length === 1}
            onAddPeople={onAddPeople}
            onWrite={onWrite}
            {...place}
          />
        );
      case "pending":
        return (
          <PendingRow
            pending={row.pending}
            me={me.id}
            name={me.displayName}
            head={row.head}
            day={row.day}
            connected={connected}
            stalled={stalled}
            onRetry={retry}
            onDiscard={discard}
            {...place}
          />
        );
      case "message":
        return (
          <MessageRow
            rowKey={row.key}
            message={row.message}
            name={nameOf(row.message.author)}
            me={me.id}
            names={nameOf}
            own={row.message.author === me.id}
            moderates={channel.role !== "member" || me.role !== "member"}
            head={row.head}
            day={row.day}
            waterline={row.waterline}
            editing={row.message.id === editing}
            lit={row.message.id === lit}
            receipts={row.message === lastWords}
            fold={foldOf(row.message)}
            onShow={show}
            saved={saved.has(row.message.id)}
            actions={actions}
            {...place}
          />
        );
    }
  };

  return (
    <div className={styles.timeline}>
      {!placed && view.pending.length === 0 && (view.loading || place) && <Skeleton />}
      {view.loading && rows.length > 0 && (
        <p className={styles.loading} role="status">
          {t.timeline.loadingOlder}
        </p>
      )}
      {view.failed && (
        <p className={styles.failed} role="alert">
          {t.timeline.older}{" "}
          <Button small onClick={() => store.loadOlder(channel.id)}>
            {t.failure.retry}
          </Button>
        </p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        role="feed"
        className={`${styles.scroller} ${placed || view.pending.length > 0 ? "" : styles.unplaced}`}
        aria-label={t.timeline.region}
        aria-busy={view.loading || place !== null}
        data-region="messages"
        tabIndex={activeIndex < 0 ? 0 : -1}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const isByKey = event.target === event.currentTarget && event.target.matches(":focus-visible");
          if (isByKey) return focusRow(rows.length - 1);
          const key = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row;
          if (key) focused.current = key;
          if (key && key !== active) setActive(key);
        }}
      >
        <div className={styles.spacer} />
        <Virtualizer
          key={view.leaps}
          ref={list}
          scrollRef={scroller}
          data={rows}
          shift={prepended}
          keepMounted={[...kept]}
          bufferSize={isCalm || !atEnd ? BUFFER : 0}
          cache={view.leaps === leapsAtFirst ? cache : undefined}
          itemSize={rowHeight}
          onResize={onResize}
          onScrollEnd={onScrollEnd}
          onScroll={() => {
            onScroll();
            lookForLine();
            loadIfNear();
          }}
        >
          {(row, index) => <div key={row.key}>{draw(row, index)}</div>}
        </Virtualizer>
      </div>
      {visit && lineAbove && !view.loading && (
        <button type="button" className={`${styles.pill} ${styles.upwards}`} onClick={toLine}>
          <Icon name="up" size={16} />
          <span className={styles.pillCount}>
            {t.timeline.newer(loaded ? newIn(view, visit.read, me.id) : visit.unread)}
            {since && ` ${t.timeline.since(briefTime(since, Date.now()))}`}
          </span>
          {t.timeline.firstNew}
        </button>
      )}
      {!atEnd && placed && (
        <button type="button" className={styles.pill} onClick={toLatest}>
          <Icon name="down" size={16} />
          {channel.unread > 0 && <span className={styles.pillCount}>{t.timeline.newer(channel.unread)}</span>}
          {t.timeline.latest}
        </button>
      )}
      <Announcer messages={view.messages} me={me.id} nameOf={nameOf} />
      {layer}
      {asked && <SeenByDialog message={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}
