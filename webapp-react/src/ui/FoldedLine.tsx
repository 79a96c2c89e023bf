import { t } from "../lib/i18n";
import styles from "./FoldedLine.module.css";

/** What stands where somebody has said something whom the reader has blocked. */
export function FoldedLine({ onShow, tabIndex }: { onShow: () => void; tabIndex?: number }) {
  return (
    <p className={styles.line}>
      <span className={styles.words}>{t.blocks.folded}</span>
      <button type="button" className={styles.show} tabIndex={tabIndex} onClick={onShow}>
        {t.blocks.show}
      </button>
    </p>
  );
}
