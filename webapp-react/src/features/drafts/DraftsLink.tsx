import { Link } from "wouter";
import { t } from "../../lib/en";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import { Icon } from "../../ui/Icon";
import styles from "./DraftsLink.module.css";

/** The way to what is written and not sent, while there is any. */
export function DraftsLink({ current }: { current: boolean }) {
  const { vault } = useLive();
  const count = useCell(vault.drafts).size;
  if (count === 0 && !current) return null;
  return (
    <Link href="/drafts" className={styles.link} aria-current={current ? "page" : undefined}>
      <Icon name="edit" size={16} />
      <span className={styles.name}>{t.drafts.title}</span>
      {count > 0 && (
        <span className={styles.count}>
          {count}
          <span className="hidden-text"> {t.drafts.kept}</span>
        </span>
      )}
    </Link>
  );
}
