import { useEffect } from "react";
import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe, usePeople } from "../../live/live-context";
import { Avatar } from "../../ui/Avatar";
import styles from "./SeenBy.module.css";

const FACES = 8;

/** Who has come to one's own last words. The line is there before there is anything in it, so that nothing jumps. */
export function SeenBy({ channel, seq }: { channel: string; seq: number }) {
  const { store } = useLive();
  const people = usePeople();
  const { receipts } = useMe().preferences;
  const seen = useCell(store.receipts.in(channel));
  useEffect(() => (receipts ? store.receipts.open(channel) : undefined), [store, channel, receipts]);
  if (!receipts) return null;
  const readers = [...seen].flatMap(([user, upTo]) => (upTo >= seq ? [user] : []));
  const nameOf = (id: string) => people.get(id)?.displayName ?? t.timeline.unknown;
  return (
    <p className={styles.line}>
      {readers.length > 0 && (
        <>
          <span className={styles.faces}>
            {readers.slice(0, FACES).map((id) => (
              <Avatar key={id} id={id} name={nameOf(id)} size={20} />
            ))}
          </span>
          <span>{t.receipts.by(readers.map(nameOf))}</span>
        </>
      )}
    </p>
  );
}
