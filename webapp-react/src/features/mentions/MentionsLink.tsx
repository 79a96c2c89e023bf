import { Link } from "wouter";
import { t } from "../../lib/en";
import { useChannels } from "../../live/live-context";
import { Icon } from "../../ui/Icon";
import styles from "./MentionsLink.module.css";

/** The way to the mentions, with how many of them are new. */
export function MentionsLink({ current }: { current: boolean }) {
  const fresh = useChannels().reduce((sum, channel) => sum + channel.mentions, 0);
  return (
    <Link
      href="/mentions"
      className={`${styles.link} ${fresh > 0 ? styles.unread : ""}`}
      aria-current={current ? "page" : undefined}
    >
      <Icon name="at" size={16} />
      <span className={styles.name}>{t.mentions.title}</span>
      {fresh > 0 && (
        <>
          <span className="hidden-text">, {t.nav.mentions(fresh)}</span>
          <span className={styles.badge} aria-hidden="true">
            {fresh > 99 ? "99+" : fresh}
          </span>
        </>
      )}
    </Link>
  );
}
