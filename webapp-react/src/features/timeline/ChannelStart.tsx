import { t } from "../../lib/i18n";
import { useMe } from "../../live/live-context";
import { isDirect, labelOf, otherOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Mark } from "../../ui/Mark";
import styles from "./MessageRow.module.css";

interface ChannelStartProps {
  channel: ChannelView;
  /** Nobody has said anything yet. */
  empty: boolean;
  active: boolean;
  position: number;
  size: number;
  onAddPeople: () => void;
  onWrite: () => void;
}

export function ChannelStart({
  channel,
  empty,
  active,
  position,
  size,
  onAddPeople,
  onWrite,
}: ChannelStartProps) {
  const me = useMe();
  const label = labelOf(channel, me.id);
  const other = isDirect(channel) ? otherOf(channel, me.id) : undefined;
  return (
    <article
      className={styles.row}
      data-row="start"
      aria-label={t.timeline.start(label)}
      aria-posinset={position}
      aria-setsize={size}
      tabIndex={active ? 0 : -1}
    >
      <div className={styles.start}>
        {other ? <Avatar id={other.id} name={other.displayName} size={48} /> : <Mark size={44} />}
        <h2 className={styles.startTitle}>
          {isDirect(channel) ? t.timeline.startDirect(label) : t.timeline.start(label)}
        </h2>
        <p className={styles.startLead}>{channel.topic ?? t.timeline.startLead}</p>
        {!channel.archived && (
          <div className={styles.startActions}>
            {empty && <Button onClick={onWrite}>{t.timeline.write}</Button>}
            {!isDirect(channel) && <Button onClick={onAddPeople}>{t.timeline.addPeople}</Button>}
          </div>
        )}
      </div>
    </article>
  );
}
