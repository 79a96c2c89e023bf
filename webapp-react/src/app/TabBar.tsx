import type { ReactNode } from "react";
import { Link } from "wouter";
import { t } from "../lib/i18n";
import { badgeText } from "../lib/numbers";
import { useCell } from "../lib/use-cell";
import { useChannels, useLive, useMe, usePresence } from "../live/live-context";
import { badgeOf, isDirect, isNews } from "../live/naming";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import styles from "./TabBar.module.css";

/** What is new in the threads and among the mentions. */
export function useActivity(): { threads: number; mentions: number } {
  const { store } = useLive();
  const threads = useCell(store.followed.view).reduce((sum, each) => sum + each.unread, 0);
  const mentions = useChannels().reduce((sum, channel) => sum + channel.mentions, 0);
  return { threads, mentions };
}

/** Where one pane is all there is, these four are always in reach of a thumb. */
export function TabBar({ path }: { path: string }) {
  const me = useMe();
  const presence = usePresence(me.id);
  const channels = useChannels();
  const { threads, mentions } = useActivity();
  const written = channels.filter(isDirect).reduce((sum, each) => sum + badgeOf(each), 0);
  const isActivity = path === "/threads" || path === "/mentions";
  const isYours = path === "/you" || path === "/saved" || path === "/drafts";
  const isHome = !isActivity && !isYours && path !== "/search";
  return (
    <nav className={styles.bar} aria-label={t.nav.tabs} data-region="tabs" tabIndex={-1}>
      <Tab
        href="/"
        path={path}
        isCurrent={isHome}
        label={t.nav.home}
        count={written}
        news={written > 0 ? t.nav.unread(written) : channels.some(isNews) ? t.nav.news : null}
      >
        <Icon name="home" size={22} />
      </Tab>
      <Tab
        href={mentions === 0 && threads > 0 ? "/threads" : "/mentions"}
        path={path}
        isCurrent={isActivity}
        label={t.nav.activity}
        count={mentions + threads}
        news={
          [mentions > 0 && t.nav.mentions(mentions), threads > 0 && t.threads.unread(threads)]
            .filter(Boolean)
            .join(", ") || null
        }
      >
        <Icon name="bell" size={22} />
      </Tab>
      <Tab href="/search" path={path} isCurrent={path === "/search"} label={t.nav.search}>
        <Icon name="search" size={22} />
      </Tab>
      <Tab href="/you" path={path} isCurrent={isYours} label={t.nav.you}>
        <Avatar id={me.id} name={me.displayName} size={24} presence={presence?.state} />
      </Tab>
    </nav>
  );
}

interface TabProps {
  href: string;
  path: string;
  isCurrent: boolean;
  label: string;
  count?: number;
  /** What is new behind it, in words. */
  news?: string | null;
  children: ReactNode;
}

function Tab({ href, path, isCurrent, label, count = 0, news, children }: TabProps) {
  return (
    <Link
      href={href}
      replace={href === path}
      className={styles.tab}
      aria-current={isCurrent ? (href === path ? "page" : "true") : undefined}
    >
      <span className={styles.picture}>
        {children}
        {count > 0 ? (
          <span className={styles.badge} aria-hidden="true">
            {badgeText(count)}
          </span>
        ) : (
          news && <span className={styles.dot} />
        )}
      </span>
      <span className={styles.label}>{label}</span>
      {news && <span className="hidden-text">, {news}</span>}
    </Link>
  );
}
