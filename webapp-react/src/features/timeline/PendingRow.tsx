import { memo } from "react";
import { clockTime, exactTime } from "../../lib/dates";
import { explained } from "../../lib/failure";
import { language, t } from "../../lib/i18n";
import { previewOf } from "../../lib/preview";
import { useCell } from "../../lib/use-cell";
import type { Pending } from "../../live/pending";
import { Attachments } from "../../ui/Attachments";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { DayLine } from "./MessageRow";
import styles from "./MessageRow.module.css";
import { MessageText } from "./MessageText";

interface PendingRowProps {
  pending: Pending;
  me: string;
  name: string;
  head: boolean;
  day: string | null;
  connected: boolean;
  /** The server is there, and takes no messages. */
  stalled?: boolean;
  active: boolean;
  position: number;
  size: number;
  onRetry: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
}

function sendingWords({ connected, stalled }: PendingRowProps): string {
  if (!connected) return t.timeline.queued;
  return stalled ? t.timeline.held : t.timeline.sending;
}

export const PendingRow = memo(function PendingRow(props: PendingRowProps) {
  useCell(language);
  const { pending, head, day, name } = props;
  const isTooFast = props.connected && pending.state === "sending" && pending.isTooFast;
  return (
    <article
      className={styles.row}
      data-row={pending.clientId}
      data-pending={pending.state}
      aria-label={`${name}: ${previewOf(pending.text, pending.files)}`}
      aria-posinset={props.position}
      aria-setsize={props.size}
      tabIndex={props.active ? 0 : -1}
    >
      {day && <DayLine at={day} />}
      <div className={`${styles.message} ${head ? styles.first : ""} ${styles.pending}`}>
        <div className={styles.gutter}>{head && <Avatar id={props.me} name={name} />}</div>
        <div className={`${styles.content} ${pending.state === "failed" ? styles.failed : ""}`}>
          {head && (
            <p className={styles.byline}>
              <span className={styles.author} dir="auto">
                {name}
              </span>
              <time className={styles.time} dateTime={pending.at} title={exactTime(pending.at)}>
                {clockTime(pending.at)}
              </time>
            </p>
          )}
          <div className={styles.words}>
            {pending.text && <MessageText text={pending.text} />}
            {pending.files && <Attachments files={pending.files} tabIndex={props.active ? 0 : -1} />}
          </div>
          {pending.state === "sending" && (
            <p className={`${styles.state} ${styles.late}`} role={isTooFast ? "status" : undefined}>
              <Icon name="clock" size={14} /> {isTooFast ? t.timeline.tooFast : sendingWords(props)}
            </p>
          )}
          {pending.state === "failed" && (
            <div className={styles.state} role="group" aria-label={t.timeline.failed}>
              <Icon name="alert" size={14} />
              <span>
                {t.timeline.failed} {pending.problem && explained(pending.problem)}
              </span>
              <Button small onClick={() => props.onRetry(pending.clientId)}>
                {t.timeline.retry}
              </Button>
              <Button small onClick={() => props.onDiscard(pending.clientId)}>
                {t.timeline.discard}
              </Button>
            </div>
          )}
        </div>
      </div>
    </article>
  );
});
