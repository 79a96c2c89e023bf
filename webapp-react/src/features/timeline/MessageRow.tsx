import { type KeyboardEvent, memo, useId } from "react";
import { briefTime, clockTime, dayName, exactTime } from "../../lib/dates";
import { t } from "../../lib/en";
import { namesReader } from "../../live/naming";
import type { Message, Replies } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Reactions } from "../../ui/Reactions";
import { EditMessage } from "./EditMessage";
import styles from "./MessageRow.module.css";
import { MessageText } from "./MessageText";
import { SeenBy } from "./SeenBy";
import { Waterline } from "./Waterline";

export interface RowActions {
  /** Absent where the thread is on the screen already. */
  thread?(message: Message): void;
  toggle(message: Message, emoji: string): void;
  /** Opens the picker beside the button. */
  pick(message: Message, beside: HTMLElement): void;
  edit(id: string | null): void;
  remove(message: Message): void;
  copy(message: Message): void;
  link(message: Message): void;
  /** Who has read it; absent where that is shown, or is not to be known. */
  seen?(message: Message): void;
}

interface MessageRowProps {
  rowKey: string;
  message: Message;
  name: string;
  me: string;
  /** Of people who have replied or reacted. */
  names: (id: string) => string;
  own: boolean;
  canDelete: boolean;
  head: boolean;
  day: string | null;
  waterline: boolean;
  active: boolean;
  editing: boolean;
  /** For a moment, after a leap to it. */
  lit?: boolean;
  /** Whether it shows who has read it. */
  receipts?: boolean;
  position: number;
  size: number;
  actions: RowActions;
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, name, own, canDelete, head, day, waterline, active, editing, actions } = props;
  const label = useId();
  const deleted = Boolean(message.deletedAt);
  const named = !own && !deleted && namesReader(message, props.me);

  // Single letters count only while the row itself has the focus.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || deleted)
      return;
    const act: Record<string, (() => void) | false> = {
      e: own && (() => actions.edit(message.id)),
      Delete: canDelete && (() => actions.remove(message)),
      c: () => actions.link(message),
      "+": () => actions.pick(message, event.currentTarget as HTMLElement),
      r: actions.thread !== undefined && (() => actions.thread?.(message)),
    };
    const chosen = act[event.key];
    if (!chosen) return;
    event.preventDefault();
    chosen();
  };

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
    >
      {day && <DayLine at={day} />}
      {waterline && <Waterline />}
      <div
        className={[styles.message, head && styles.first, named && styles.named, props.lit && styles.lit]
          .filter(Boolean)
          .join(" ")}
      >
        <div className={styles.gutter}>
          {head ? (
            <span className={styles.face} data-person={message.author}>
              <Avatar id={message.author} name={name} />
            </span>
          ) : (
            <time className={styles.gutterTime} dateTime={message.at} title={exactTime(message.at)}>
              {clockTime(message.at)}
            </time>
          )}
        </div>
        <div className={styles.content} id={label}>
          {head ? (
            <p className={styles.byline}>
              <button
                type="button"
                className={styles.author}
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
          {deleted ? (
            <p className={styles.deleted}>{t.timeline.deleted}</p>
          ) : editing ? (
            <EditMessage message={message} onDone={() => actions.edit(null)} />
          ) : (
            <MessageText text={message.text ?? ""} mentions={message.mentions} editedAt={message.editedAt} />
          )}
          {!deleted && message.reactions !== undefined && message.reactions.length > 0 && (
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
        {!deleted && !editing && (
          <div className={styles.actions} role="group" aria-label={t.timeline.actions}>
            <IconButton
              icon="smile"
              size={18}
              label={t.timeline.react}
              data-react
              tabIndex={active ? 0 : -1}
              onClick={(event) => actions.pick(message, event.currentTarget)}
            />
            {actions.thread && (
              <IconButton
                icon="thread"
                size={18}
                label={t.timeline.reply}
                tabIndex={active ? 0 : -1}
                onClick={() => actions.thread?.(message)}
              />
            )}
            <IconButton
              icon="copy"
              size={18}
              label={t.timeline.copy}
              tabIndex={active ? 0 : -1}
              onClick={() => actions.copy(message)}
            />
            <IconButton
              icon="link"
              size={18}
              label={t.timeline.link}
              tabIndex={active ? 0 : -1}
              onClick={() => actions.link(message)}
            />
            {own && actions.seen && (
              <IconButton
                icon="eye"
                size={18}
                label={t.receipts.title}
                tabIndex={active ? 0 : -1}
                onClick={() => actions.seen?.(message)}
              />
            )}
            {own && (
              <IconButton
                icon="edit"
                size={18}
                label={t.timeline.edit}
                tabIndex={active ? 0 : -1}
                onClick={() => actions.edit(message.id)}
              />
            )}
            {canDelete && (
              <IconButton
                icon="trash"
                size={18}
                label={t.timeline.delete}
                tabIndex={active ? 0 : -1}
                onClick={() => actions.remove(message)}
              />
            )}
          </div>
        )}
      </div>
    </article>
  );
});

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

export function DayLine({ at }: { at: string }) {
  return (
    <div className={styles.day}>
      <span>{dayName(at, Date.now())}</span>
    </div>
  );
}
