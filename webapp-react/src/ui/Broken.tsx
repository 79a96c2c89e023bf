import { t } from "../lib/i18n";
import styles from "./Broken.module.css";
import { Button } from "./Button";

interface BrokenProps {
  error: unknown;
  onAgain: () => void;
}

/** In the place of what has broken: what is kept, and the two ways on. */
export function Broken({ error, onAgain }: BrokenProps) {
  return (
    <section className={styles.broken} role="alert">
      <h1 className={styles.title}>{t.failure.broken}</h1>
      <p>{t.failure.brokenLead}</p>
      <div className={styles.ways}>
        <Button look="primary" onClick={onAgain}>
          {t.failure.retry}
        </Button>
        <Button onClick={() => window.location.reload()}>{t.failure.anew}</Button>
      </div>
      <pre className={styles.error} dir="ltr">
        {String(error)}
      </pre>
    </section>
  );
}
