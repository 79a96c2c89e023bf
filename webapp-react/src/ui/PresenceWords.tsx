import { briefTime } from "../lib/dates";
import { t } from "../lib/i18n";
import type { PresenceState } from "./PresenceMark";
import styles from "./PresenceMark.module.css";

interface Said {
  state: PresenceState;
  until?: string;
  emoji?: string;
  text?: string;
}

/** "do not disturb until 14:30" */
export const stateInWords = ({ state, until }: Said): string =>
  [t.presence.state[state], until && t.presence.until(briefTime(until, Date.now()))]
    .filter(Boolean)
    .join(" ");

/** What somebody says, as one line; empty when nothing is said. */
export const saidInWords = ({ emoji, text }: Said): string => [emoji, text].filter(Boolean).join(" ");

/** Beside a name, where there is no room for more: the emoji to see, all else to hear. */
export function PresenceWords({ presence }: { presence: Said }) {
  return (
    <>
      {presence.emoji && (
        <span className={styles.emoji} aria-hidden="true" title={saidInWords(presence)}>
          {presence.emoji}
        </span>
      )}
      <span className="hidden-text">
        , {stateInWords(presence)}
        {presence.text && `, ${presence.text}`}
      </span>
    </>
  );
}
