import { type KeyboardEvent, memo, type PointerEvent, useId, useState } from "react";
import { briefTime, clockTime, dayName, exactTime, gutterTime } from "../../lib/dates";
import { language, t } from "../../lib/i18n";
import { keyed } from "../../lib/keys";
import { hasLetters } from "../../lib/this-device";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import { namesReader } from "../../live/naming";
import { standInFor } from "../../live/sound";
import type { Message, Replies } from "../../live/wire";
import { Attachments } from "../../ui/Attachments";
import { Avatar } from "../../ui/Avatar";
import { Boundary } from "../../ui/Boundary";
import { IconButton } from "../../ui/Button";
import { FoldedLine } from "../../ui/FoldedLine";
import { Icon } from "../../ui/Icon";
import { late } from "../../ui/late";
import { Reactions } from "../../ui/Reactions";
import { useLongPress } from "../../ui/use-long-press";
import { deedsOf, isChangeable, type May, type RowActions } from "./deeds";
import styles from "./MessageRow.module.css";
import { MessageText } from "./MessageText";
import { SeenBy } from "./SeenBy";
import { Waterline } from "./Waterline";

const EditMessage = late(() => import("./EditMessage").then((all) => all.EditMessage));

interface MessageRowProps {
  rowKey: string;
  message: Message;
  name: string;
  me: string;
  /** Of people who have replied or reacted. */
  names: (id: string) => string;
  own: boolean;
  /** Whether the reader may delete what others say here, and what is long said. */
  moderates: boolean;
  head: boolean;
  day: string | null;
  waterline: boolean;
  active: boolean;
  editing: boolean;
  /** For a moment, after a leap to it. */
  lit?: boolean;
  /** Whether it shows who has read it. */
  receipts?: boolean;
  /** Of somebody whom the reader has blocked. */
  fold?: "folded" | "open";
  onShow?: (message: string) => void;
  /** The reader has put it aside. */
  saved?: boolean;
  position: number;
  size: number;
  actions: RowActions;
}

const IN_BAR = new Set(["react", "thread", "save"]);

/** A message whose drawing fails takes nothing with it: a stand-in is in its place. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message } = props;
  const standIn = () => (
    <Row {...props} message={standInFor(message, { log: message.channel, seq: message.seq })} />
  );
  return (
    <Boundary of={props} instead={standIn}>
      <Row {...props} />
    </Boundary>
  );
});

function Row(props: MessageRowProps) {
  useCell(language);
  const { message, name, own, moderates, day, waterline, active, editing, actions, fold } = props;
  // Whoever is shown after all must be known to the reader, whatever stands above.
  const head = props.head || fold === "open";
  const label = useId();
  const deleted = Boolean(message.deletedAt);
  const folded = fold === "folded";
  // There is nothing to be done with it.
  const inert = deleted || folded || Boolean(message.unreadable);
  const editWindow = useCell(useLive().store.editWindow);
  // Asked when it is needed: a row may stand there for longer than its author may change it.
  const may = (): May => {
    const changes = own && isChangeable(message, editWindow, Date.now());
    return { edit: changes, delete: changes || moderates, saved: Boolean(props.saved) };
  };
  const named = !own && !deleted && !fold && namesReader(message, props.me);

  // Single letters count only while the row itself has the focus.
  const onKeyDown = (event: KeyboardEvent) => {
    const id = keyed("row", event);
    if (event.target !== event.currentTarget || !id || event.nativeEvent.isComposing) return;
    if (event.key.length === 1 && !hasLetters()) return;
    const row = event.currentTarget as HTMLElement;
    const { thread } = actions;
    const hasThread = thread && (message.parent || message.replies?.count);
    const deed = inert ? undefined : deedsOf(message, may(), actions).find(({ what }) => what === id);
    if (deed) deed.do(row);
    else if (id === "open" && hasThread) thread(message);
    else if ((id === "open" || id === "menu") && !inert) actions.menu(message, may(), row);
    else return;
    event.preventDefault();
  };
  // The bar is for a pointer and for the focus; all that it has is in the menu as well, whose button is always there.
  const [near, setNear] = useState(false);
  const hover = {
    onPointerEnter: ({ pointerType }: PointerEvent) => setNear(pointerType !== "touch"),
    onPointerLeave: () => setNear(false),
  };
  const touch = useLongPress({ isOff: inert || editing }, (place) => actions.menu(message, may(), place));

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the feed pattern: articles take the focus
    <article
      className={styles.row}
      data-row={props.rowKey}
      aria-labelledby={label}
      aria-posinset={props.position}
      aria-setsize={props.size}
      tabIndex={active ? 0 : -1}
      onKeyDown={onKeyDown}
      {...hover}
      {...touch}
    >
      {day && <DayLine at={day} onDates={actions.dates} tabIndex={active ? 0 : -1} />}
      {waterline && <Waterline />}
      <div
        className={[styles.message, head && styles.first, named && styles.named, props.lit && styles.lit]
          .filter(Boolean)
          .join(" ")}
      >
        <div className={styles.gutter}>
          {folded ? null : head ? (
            <span className={styles.face} data-person={message.author}>
              <Avatar id={message.author} name={name} />
            </span>
          ) : (
            <time className={styles.gutterTime} dateTime={message.at} title={exactTime(message.at)}>
              {gutterTime(message.at)}
            </time>
          )}
        </div>
        <div className={styles.content} id={label}>
          {folded ? null : head ? (
            <p className={styles.byline}>
              <button
                type="button"
                className={styles.author}
                dir="auto"
                tabIndex={active ? 0 : -1}
                data-person={message.author}
              >
                {name}
              </button>
              <time className={styles.time} dateTime={message.at} title={exactTime(message.at)}>
                {clockTime(message.at)}
              </time>
            </p>
          ) : (
            <span className="hidden-text">{name} </span>
          )}
          {message.parent && actions.thread && (
            <button type="button" className={styles.answered} onClick={() => actions.thread?.(message)}>
              <Icon name="thread" size={14} /> {t.timeline.inThread}
            </button>
          )}
          {!inert && (message.pinnedAt || props.saved) && (
            <p className={styles.marks}>
              {message.pinnedAt && (
                <span>
                  <Icon name="pin" size={13} />{" "}
                  {t.timeline.pinned(message.pinnedBy ? props.names(message.pinnedBy) : null)}
                </span>
              )}
              {props.saved && (
                <span>
                  <Icon name="saved" size={13} /> {t.timeline.saved}
                </span>
              )}
            </p>
          )}
          {folded ? (
            <FoldedLine tabIndex={active ? 0 : -1} onShow={() => props.onShow?.(message.id)} />
          ) : deleted ? (
            <p className={styles.deleted}>{t.timeline.deleted}</p>
          ) : message.unreadable ? (
            <p className={styles.deleted}>{t.timeline.unreadable}</p>
          ) : editing ? (
            <EditMessage message={message} onDone={() => actions.edit(null)} />
          ) : message.text || message.editedAt ? (
            <MessageText
              text={message.text ?? ""}
              mentions={message.mentions}
              edited={
                message.editedAt ? { id: message.id, at: message.editedAt, onHistory: actions.history } : null
              }
            />
          ) : null}
          {!inert && message.attachments !== undefined && message.attachments.length > 0 && (
            <Attachments files={message.attachments} tabIndex={active ? 0 : -1} />
          )}
          {!inert && message.reactions !== undefined && message.reactions.length > 0 && (
            <Reactions
              reactions={message.reactions}
              me={props.me}
              nameOf={props.names}
              onToggle={(emoji) => actions.toggle(message, emoji)}
              onAdd={(button) => actions.pick(message, button)}
              tabIndex={active ? 0 : -1}
            />
          )}
          {message.replies && message.replies.count > 0 && actions.thread && (
            <ThreadFoot
              replies={message.replies}
              names={props.names}
              onOpen={() => actions.thread?.(message)}
            />
          )}
          {props.receipts && <SeenBy channel={message.channel} seq={message.seq} />}
        </div>
        {!inert && !editing && (
          <div className={styles.actions} role="group" aria-label={t.timeline.actions}>
            {(near || active) &&
              deedsOf(message, may(), actions)
                .filter(({ what }) => IN_BAR.has(what))
                .map((deed) => (
                  <IconButton
                    key={deed.what}
                    icon={deed.icon}
                    size={18}
                    label={deed.label}
                    data-react={deed.what === "react" || undefined}
                    tabIndex={active ? 0 : -1}
                    onClick={({ currentTarget: button }) => {
                      button.focus(); // Safari would not, and with nothing in focus here the bar goes.
                      deed.do(button);
                    }}
                  />
                ))}
            <IconButton
              icon="more"
              size={18}
              label={t.timeline.more}
              aria-haspopup="dialog"
              tabIndex={active ? 0 : -1}
              onClick={(event) => actions.menu(message, may(), event.currentTarget)}
            />
          </div>
        )}
      </div>
    </article>
  );
}

interface ThreadFootProps {
  replies: Replies;
  names: (id: string) => string;
  onOpen: () => void;
}

function ThreadFoot({ replies, names, onOpen }: ThreadFootProps) {
  const when = briefTime(replies.lastAt, Date.now());
  return (
    <button type="button" className={styles.foot} onClick={onOpen}>
      <span className="hidden-text">{t.timeline.openThread} </span>
      <span className={styles.faces}>
        {replies.participants.slice(-3).map((id) => (
          <Avatar key={id} id={id} name={names(id)} size={20} />
        ))}
      </span>
      <span className={styles.footCount}>{t.timeline.replies(replies.count)}</span>
      <span className={styles.footTime}>{when}</span>
    </button>
  );
}

interface DayLineProps {
  at: string;
  /** Absent where there is no other day to go to. */
  onDates?: RowActions["dates"];
  tabIndex?: number;
}

export function DayLine({ at, onDates, tabIndex }: DayLineProps) {
  const day = dayName(at, Date.now());
  return (
    <div className={styles.day}>
      {onDates ? (
        <button
          type="button"
          className={styles.dates}
          aria-haspopup="dialog"
          tabIndex={tabIndex}
          onClick={(event) => onDates(event.currentTarget)}
        >
          {day}
          <span className="hidden-text">, {t.dates.title}</span>
          <Icon name="fold" size={14} />
        </button>
      ) : (
        <span>{day}</span>
      )}
    </div>
  );
}
