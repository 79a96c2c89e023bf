import { Link } from "wouter";
import { t } from "../lib/i18n";
import { badgeText } from "../lib/numbers";
import styles from "./ActivityTabs.module.css";
import { useActivity } from "./TabBar";

/** From the one half of what goes on to the other. */
export function ActivityTabs({ path }: { path: string }) {
  const { threads, mentions } = useActivity();
  const halves = [
    { href: "/mentions", title: t.mentions.title, of: mentions, words: t.nav.mentions(mentions) },
    { href: "/threads", title: t.threads.title, of: threads, words: t.threads.unread(threads) },
  ];
  return (
    <nav className={styles.tabs} aria-label={t.nav.activity}>
      {halves.map(({ href, title, of, words }) => (
        <Link
          key={href}
          href={href}
          replace
          className={styles.tab}
          aria-current={path === href ? "page" : undefined}
        >
          {title}
          {of > 0 && (
            <>
              <span className="hidden-text">, {words}</span>
              <span className={styles.badge} aria-hidden="true">
                {badgeText(of)}
              </span>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
}
