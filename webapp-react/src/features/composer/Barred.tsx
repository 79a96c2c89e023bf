import { useState } from "react";
import { t } from "../../lib/i18n";
import { useLive } from "../../live/live-context";
import type { User } from "../../live/wire";
import { Button } from "../../ui/Button";
import styles from "./Barred.module.css";

/** In the place of the composer: nobody writes to whom they have blocked. */
export function Barred({ other }: { other: User }) {
  const { store } = useLive();
  const [failed, setFailed] = useState(false);
  const unblock = () => {
    setFailed(false);
    store.blocks.put(other.id, false).catch(() => setFailed(true));
  };
  return (
    <section className={styles.barred} aria-label={t.composer.region} data-region="composer" tabIndex={-1}>
      <p className={styles.words}>
        {t.blocks.barred(other.displayName)}
        {failed && <span role="alert"> {t.blocks.failed}</span>}
      </p>
      <Button small onClick={unblock}>
        {t.blocks.unblock}
      </Button>
    </section>
  );
}
