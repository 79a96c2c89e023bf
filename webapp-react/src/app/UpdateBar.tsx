import { t } from "../lib/i18n";
import { useCell } from "../lib/use-cell";
import styles from "./ConnectionBanner.module.css";
import { update } from "./updates";

/** Says that there is a new version, for as long as nobody takes it. */
export function UpdateBar() {
  const take = useCell(update);
  if (!take) return null;
  return (
    <div className={styles.banner} role="status">
      <span className={styles.words}>{t.connection.newVersion}</span>
      <button type="button" className={styles.retry} onClick={take}>
        {t.connection.reload}
      </button>
    </div>
  );
}
