import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { emojiSet, loadEmoji } from "../lib/emoji";
import { t } from "../lib/i18n";
import { numberText } from "../lib/numbers";
import { useCell } from "../lib/use-cell";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { late } from "./late";
import styles from "./Reactions.module.css";

const ReactionTip = late(async () => (await import("./ReactionTip")).ReactionTip);

/** Names in a label or a tip; the sheet has more room. */
const NAMED = 12;
const LISTED = 200;
const HOVER_MS = 300;
/** Time to go from the pill into its tip. */
const LEAVE_MS = 150;
const LONG_PRESS_MS = 500;
/** A finger that moves farther scrolls. */
const SLACK_PX = 10;

export interface ReactionView {
  readonly emoji: string;
  readonly users: readonly string[];
}

interface ReactionsProps {
  reactions: readonly ReactionView[];
  me: string;
  nameOf: (user: string) => string;
  onToggle: (emoji: string) => void;
  /** Is told the button, for the picker to stand beside. */
  onAdd: (button: HTMLElement) => void;
  /** Where nobody may react any more, who did can still be seen. */
  readOnly?: boolean;
  tabIndex?: 0 | -1;
}

/** Others by name, oneself as "you" at the end, bounded. */
function whoOf({ users }: ReactionView, me: string, nameOf: (user: string) => string): string {
  const others = users.filter((user) => user !== me);
  const named = others.slice(0, NAMED).map(nameOf);
  return t.reactions.who(named, others.length < users.length, others.length - named.length);
}

/** Without the names the emoji speaks for itself, and the next hover asks for them again. */
const learnNames = () => void loadEmoji().catch(() => null);

export function Reactions(props: ReactionsProps) {
  const { reactions, me, nameOf, onToggle, onAdd, readOnly, tabIndex = 0 } = props;
  const set = useCell(emojiSet);
  const [tip, setTip] = useState<{ emoji: string; pill: HTMLElement } | null>(null);
  const [sheet, setSheet] = useState<string | null>(null);
  const hover = useRef(0);
  const press = useRef({ timer: 0, x: 0, y: 0, wasLong: false });

  useEffect(
    () => () => {
      window.clearTimeout(hover.current);
      window.clearTimeout(press.current.timer);
    },
    [],
  );

  const nameFor = (emoji: string) => set?.nameOf(emoji) ?? "";
  const tell = (next: typeof tip, delay: number) => {
    window.clearTimeout(hover.current);
    hover.current = window.setTimeout(() => setTip(next), delay);
  };
  const openSheet = (emoji: string) => {
    learnNames();
    tell(null, 0);
    setSheet(emoji);
  };
  const endPress = () => window.clearTimeout(press.current.timer);
  const beginPress = (event: PointerEvent, emoji: string) => {
    endPress();
    press.current.wasLong = false;
    if (event.pointerType !== "touch") return;
    const timer = window.setTimeout(() => {
      press.current.wasLong = true;
      openSheet(emoji);
    }, LONG_PRESS_MS);
    press.current = { timer, x: event.clientX, y: event.clientY, wasLong: false };
  };
  const movePress = ({ clientX, clientY }: PointerEvent) => {
    const { x, y } = press.current;
    if (Math.hypot(clientX - x, clientY - y) > SLACK_PX) endPress();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !tip) return;
    event.stopPropagation();
    tell(null, 0);
  };

  const told = tip && reactions.find(({ emoji }) => emoji === tip.emoji);
  const listed = reactions.find(({ emoji }) => emoji === sheet);

  return (
    <div className={styles.row} role="group" aria-label={t.reactions.region}>
      {reactions.map((reaction) => {
        const { emoji, users } = reaction;
        return (
          <button
            key={emoji}
            type="button"
            className={styles.pill}
            aria-pressed={users.includes(me)}
            aria-disabled={readOnly || undefined}
            aria-label={t.reactions.label(emoji, nameFor(emoji), users.length, whoOf(reaction, me, nameOf))}
            tabIndex={tabIndex}
            onClick={() => {
              endPress();
              if (press.current.wasLong) press.current.wasLong = false;
              else if (!readOnly) onToggle(emoji);
            }}
            onPointerDown={(event) => beginPress(event, emoji)}
            onPointerMove={movePress}
            onPointerUp={endPress}
            onPointerCancel={endPress}
            onPointerEnter={({ pointerType, currentTarget: pill }) => {
              if (pointerType === "touch") return;
              learnNames();
              tell({ emoji, pill }, HOVER_MS);
            }}
            onPointerLeave={() => {
              endPress();
              tell(null, LEAVE_MS);
            }}
            onFocus={({ currentTarget: pill }) => {
              if (!pill.matches(":focus-visible")) return;
              learnNames();
              tell({ emoji, pill }, 0);
            }}
            onBlur={() => tell(null, 0)}
            onKeyDown={onKeyDown}
            onContextMenu={(event) => {
              // Also what a long press is on Android, and the menu key: all who reacted.
              event.preventDefault();
              event.stopPropagation();
              endPress();
              press.current.wasLong = press.current.timer !== 0;
              openSheet(emoji);
            }}
          >
            <span className={styles.emoji}>{emoji}</span>
            <span className={styles.count}>{numberText(users.length)}</span>
          </button>
        );
      })}
      {!readOnly && (
        <button
          type="button"
          className={`${styles.pill} ${styles.add}`}
          aria-label={t.reactions.add}
          title={t.reactions.add}
          tabIndex={tabIndex}
          onClick={(event) => onAdd(event.currentTarget)}
        >
          <Icon name="smile" size={16} />
          <span aria-hidden="true">+</span>
        </button>
      )}
      {tip && told && (
        <ReactionTip
          pill={tip.pill}
          emoji={told.emoji}
          who={whoOf(told, me, nameOf)}
          name={nameFor(told.emoji)}
          onEnter={() => window.clearTimeout(hover.current)}
          onLeave={() => tell(null, LEAVE_MS)}
          onGone={() => tell(null, 0)}
        />
      )}
      {listed && (
        <Dialog
          size="sheet"
          title={`${listed.emoji} ${nameFor(listed.emoji)}`.trim()}
          closeLabel={t.channel.close}
          onClose={() => setSheet(null)}
        >
          <ul className={styles.people}>
            {listed.users.slice(0, LISTED).map((user) => (
              <li key={user} dir="auto">
                {user === me ? t.reactions.you : nameOf(user)}
              </li>
            ))}
            {listed.users.length > LISTED && (
              <li className={styles.more}>{t.reactions.more(listed.users.length - LISTED)}</li>
            )}
          </ul>
        </Dialog>
      )}
    </div>
  );
}
