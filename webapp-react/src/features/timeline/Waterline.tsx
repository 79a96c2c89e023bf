import { t } from "../../lib/i18n";
import styles from "./Waterline.module.css";

/** Drawn by hand once: no two swells are alike, and the strip repeats after 160 units. */
const SWELL =
  "M0 7c5-.3 7-5.6 12-5.4 5.2.2 6.300 5.700 11.400 5.600 5-.1 6.200-4.700 11-4.600 5.200.1 6.800 4.800 12.200 4.500 5-.3 6.400-5.800 11.600-5.500 5.100.3 6.100 5.200 11 5.300 5 .1 6.500-5 11.600-5 5.300 0 6.500 5.400 11.800 5.200 5-.2 6.300-5.300 11.300-5.200 5 .1 6.500 5.500 11.700 5.300 5.100-.2 6.200-4.900 11.200-4.900 5.200 0 6.600 5.100 11.700 4.900 5-.2 6.500-5.400 11.500-5.300 4.600.1 5.600 5.100 10 5.100";

export function Waterline() {
  return (
    <div className={styles.waterline}>
      <svg aria-hidden="true" focusable="false" className={styles.wave} height="10" width="100%">
        <defs>
          <pattern id="swell" width="160" height="10" patternUnits="userSpaceOnUse">
            <path d={SWELL} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </pattern>
        </defs>
        <rect width="100%" height="10" fill="url(#swell)" />
      </svg>
      <span className={styles.label}>{t.timeline.waterline}</span>
    </div>
  );
}
