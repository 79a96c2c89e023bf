import { t } from "../../lib/i18n";
import styles from "./Skeleton.module.css";

/** Lines of each, in parts of a hundred of the width. */
const SHAPES = [[62], [88, 40], [34], [91, 86, 52], [47], [70, 22], [83], [58, 64]];

/** What stands there until the messages do, if that takes longer than a blink. */
export function Skeleton() {
  return (
    <div className={styles.skeleton}>
      <p className="hidden-text" role="status">
        {t.timeline.opening}
      </p>
      {SHAPES.map((lines) => (
        <div key={lines.join()} className={styles.row} aria-hidden="true">
          <span className={styles.face} />
          <div className={styles.words}>
            <span className={styles.name} />
            {lines.map((width) => (
              <span key={width} className={styles.line} style={{ width: `${width}%` }} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
