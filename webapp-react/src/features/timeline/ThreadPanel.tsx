import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { t } from "../../lib/i18n";
import { type KeyIn, keyed } from "../../lib/keys";
import { useAttention } from "../../lib/use-attention";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe, usePeople } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import type { ChannelView, ThreadView } from "../../live/views";
import type { Message } from "../../live/wire";
import { Button } from "../../ui/Button";
import { PanelHeader } from "../../ui/PanelHeader";
import { MessageRow } from "./MessageRow";
import { PendingRow } from "./PendingRow";
import { type Row, rowsOf } from "./rows";
import styles from "./ThreadPanel.module.css";
import { followThread } from "./timeline-api";
import { useActions } from "./use-actions";
import { useFolding } from "./use-folding";
import { type Lost, useLight } from "./use-leap";

interface ThreadPanelProps {
  channel: ChannelView;
  root: string;
  /** A message of it to go to. */
  target: string | null;
  onLanded: () => void;
  onLost: Lost;
  onForward: (message: Message) => void;
  onClose: () => void;
}

const NEAR = 80;
/** So many pages back a reply is looked for. */
const PAGES = 40;

const isOf = (row: Row, message: string) => row.kind === "message" && row.message.id === message;

/** What was said about one message, beside the channel. The composer is not its business. */
export function ThreadPanel(props: ThreadPanelProps) {
  const { channel, root, target, onLanded, onLost, onForward, onClose } = props;
  const { store } = useLive();
  const me = useMe();
  const view = useCell(store.thread(channel.id, root));
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => store.openThread(channel.id, root), [store, channel.id, root]);
  useReading(channel.id, root, view, scroller);

  return (
    <>
      <PanelHeader
        title={t.threads.one}
        place={t.threads.in(labelOf(channel, me.id))}
        up={`/c/${channel.id}`}
        closing={t.threads.close}
        onClose={onClose}
      >
        {view.root && <FollowButton root={root} follows={view.follows} />}
      </PanelHeader>
      <div ref={scroller} className={styles.scroller} data-region="thread" aria-busy={view.loading}>
        {view.root ? (
          <Replies
            channel={channel}
            root={view.root}
            view={view}
            target={target}
            onLanded={onLanded}
            onLost={onLost}
            onForward={onForward}
          />
        ) : view.failed ? (
          <div className={styles.note}>
            <p role="alert">{t.threads.gone}</p>
            <Button small onClick={() => store.loadReplies(channel.id, root, "first")}>
              {t.failure.retry}
            </Button>
          </div>
        ) : (
          <p className={`${styles.note} ${styles.late}`} role="status">
            {t.threads.loading}
          </p>
        )}
      </div>
    </>
  );
}

/** Follows the end while the reader is there, and tells how far the thread has been read. */
function useReading(
  channel: string,
  root: string,
  view: ThreadView,
  scroller: React.RefObject<HTMLDivElement | null>,
) {
  const { store } = useLive();
  const attention = useAttention();
  const atEnd = useRef(true);
  const newest = view.messages.at(-1)?.seq ?? 0;
  const isThere = view.root !== null;

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new moves the end.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [scroller, newest, view.pending.length, isThere]);

  useEffect(() => {
    if (!attention || newest <= view.readSeq || !atEnd.current) return;
    const timer = setTimeout(() => store.markThreadRead(channel, root, newest), 250);
    return () => clearTimeout(timer);
  }, [attention, newest, view.readSeq, store, channel, root]);
}

function FollowButton({ root, follows }: { root: string; follows: boolean }) {
  const { http } = useLive();
  const [failed, setFailed] = useState(false);
  const toggle = async () => {
    try {
      // The button changes when our own log says so, like on every device.
      await followThread(http, root, !follows);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      {failed && (
        <span role="alert" className={styles.failed}>
          {t.threads.failed}
        </span>
      )}
      <Button small aria-pressed={follows} title={t.threads.followHint} onClick={toggle}>
        {follows ? t.threads.following : t.threads.follow}
      </Button>
    </>
  );
}

interface RepliesProps extends Pick<ThreadPanelProps, "target" | "onLanded" | "onLost" | "onForward"> {
  channel: ChannelView;
  root: Message;
  view: ThreadView;
}

function Replies(props: RepliesProps) {
  const { channel, root, view, target, onLanded, onLost, onForward } = props;
  const { store } = useLive();
  const me = useMe();
  const people = usePeople();
  const connected = useCell(store.socket.connection).state === "connected";
  const stalled = useCell(store.stalled);
  const [editing, setEditing] = useState<string | null>(null);
  const [active, setActive] = useState(root.id);
  const feed = useRef<HTMLDivElement>(null);
  const nameOf = useCallback((id: string) => people.get(id)?.displayName ?? t.timeline.unknown, [people]);
  const { actions, layer } = useActions({ edit: setEditing, forward: onForward });
  const saved = useCell(store.saved.ids);
  const { foldOf, show } = useFolding();
  const retry = useCallback((clientId: string) => store.retry(clientId), [store]);
  const discard = useCallback((clientId: string) => store.discard(clientId), [store]);
  const rows = useMemo(
    () =>
      rowsOf({ messages: view.messages, pending: view.pending, reachesStart: false, floor: 0 }, me.id, null),
    [view.messages, view.pending, me.id],
  );

  const row = (
    message: Message,
    key: string,
    place: { head: boolean; day: string | null; position: number },
  ) => (
    <MessageRow
      key={key}
      rowKey={key}
      message={message}
      name={nameOf(message.author)}
      me={me.id}
      names={nameOf}
      own={message.author === me.id}
      moderates={channel.role !== "member" || me.role !== "member"}
      waterline={false}
      active={key === active}
      editing={message.id === editing}
      lit={message.id === lit}
      fold={foldOf(message)}
      onShow={show}
      saved={saved.has(message.id)}
      size={view.reachesStart ? rows.length + 1 : -1}
      actions={actions}
      {...place}
    />
  );

  const { lit, light } = useLight();
  const pages = useRef(0);
  useEffect(() => {
    if (!target) return;
    const key = target === root.id ? root.id : rows.find((each) => isOf(each, target))?.key;
    if (key) {
      const element = feed.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
      element?.scrollIntoView({ block: "center" });
      element?.focus({ preventScroll: true });
      pages.current = 0;
      light(target);
      return onLanded();
    }
    if (view.loading) return;
    if (view.failed || view.reachesStart || pages.current >= PAGES) {
      pages.current = 0;
      return onLost({ kind: view.failed ? "failed" : "gone" }, target);
    }
    pages.current += 1;
    store.loadReplies(channel.id, root.id);
  }, [target, rows, view, root.id, channel.id, store, light, onLanded, onLost]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const id = keyed("row", event);
    if (!id || !(event.target as HTMLElement).matches("article")) return;
    const articles = [...event.currentTarget.querySelectorAll<HTMLElement>("article")];
    const at = articles.indexOf(event.target as HTMLElement);
    const steps: Partial<Record<KeyIn<"row">, number>> = {
      previous: at - 1,
      next: at + 1,
      pageUp: Math.max(0, at - 8),
      pageDown: Math.min(articles.length - 1, at + 8),
      first: 0,
      last: articles.length - 1,
    };
    const next = articles[steps[id] ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={feed}
      role="feed"
      aria-label={t.threads.region}
      aria-busy={view.loading}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const key = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row;
        if (key) setActive(key);
      }}
    >
      {row(root, root.id, { head: true, day: null, position: 1 })}
      {root.replies && root.replies.count > 0 && (
        <p className={styles.line}>
          <span>{t.timeline.replies(root.replies.count)}</span>
        </p>
      )}
      {!view.reachesStart && (
        <p className={styles.note}>
          <Button small disabled={view.loading} onClick={() => store.loadReplies(channel.id, root.id)}>
            {view.failed ? t.failure.retry : t.threads.earlier}
          </Button>
        </p>
      )}
      {rows.map((each, at) => {
        if (each.kind === "message") {
          const { head, day } = each;
          return row(each.message, each.key, { head, day, position: at + 2 });
        }
        if (each.kind !== "pending") return null;
        return (
          <PendingRow
            key={each.key}
            pending={each.pending}
            me={me.id}
            name={me.displayName}
            head={each.head}
            day={each.day}
            connected={connected}
            stalled={stalled}
            active={each.key === active}
            position={at + 2}
            size={view.reachesStart ? rows.length + 1 : -1}
            onRetry={retry}
            onDiscard={discard}
          />
        );
      })}
      {layer}
    </div>
  );
}
