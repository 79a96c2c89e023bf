import { Link } from "wouter";
import { t } from "../../lib/en";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import { Icon } from "../../ui/Icon";
import styles from "./ThreadsLink.module.css";

/** The way to the threads, with how much is new in them. */
export function ThreadsLink({ current }: { current: boolean }) {
  const { store } = useLive();
  const unread = useCell(store.followed.view).reduce((sum, each) => sum + each.unread, 0);
  return (
    <Link
      href="/threads"
      className={`${styles.link} ${unread > 0 ? styles.unread : ""}`}
      aria-current={current ? "page" : undefined}
    >
      <Icon name="thread" size={16} />
      <span className={styles.name}>{t.threads.title}</span>
      {unread > 0 && (
        <>
          <span className="hidden-text">, {t.threads.unread(unread)}</span>
          <span className={styles.badge} aria-hidden="true">
            {unread > 99 ? "99+" : unread}
          </span>
        </>
      )}
    </Link>
  );
}
