import { useEffect, useState } from "react";
import { t } from "../lib/i18n";
import { useCell } from "../lib/use-cell";
import { useLive } from "../live/live-context";
import { Icon } from "../ui/Icon";
import styles from "./ConnectionBanner.module.css";

const PATIENCE = 3_000;

/** Says what keeps messages from being sent. Short losses mend themselves unseen; after three seconds the truth is told. */
export function ConnectionBanner() {
  const { store } = useLive();
  const connection = useCell(store.socket.connection);
  const waiting = useCell(store.waiting);
  const isStalled = useCell(store.stalled);
  const since = "since" in connection ? connection.since : null;
  const [late, setLate] = useState(false);

  useEffect(() => {
    setLate(false);
    if (since === null) return;
    const timer = setTimeout(() => setLate(true), Math.max(0, since + PATIENCE - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);

  const isDown = since !== null && late;
  if (!isDown && !(since === null && isStalled)) return null;
  const offline = connection.state === "offline";
  const words = !isDown
    ? t.connection.stalled
    : !navigator.onLine
      ? t.connection.offline
      : offline
        ? t.connection.unreachable
        : t.connection.connecting;
  return (
    <div className={styles.banner} role="status">
      <Icon name="cloudOff" size={16} />
      <span className={styles.words}>{words}</span>
      {waiting > 0 && <span>{t.connection.queued(waiting)}</span>}
      {offline && (
        <button type="button" className={styles.retry} onClick={() => store.socket.wake()}>
          {t.connection.retry}
        </button>
      )}
    </div>
  );
}
