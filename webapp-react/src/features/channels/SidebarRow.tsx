import { memo, useRef, useState } from "react";
import { Link } from "wouter";
import { language, t } from "../../lib/i18n";
import { badgeText } from "../../lib/numbers";
import { useCell } from "../../lib/use-cell";
import { usePresence } from "../../live/live-context";
import { badgeOf, isDirect, isNews, otherOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { PresenceWords } from "../../ui/PresenceWords";
import { useLongPress } from "../../ui/use-long-press";
import { ChannelMenu } from "./ChannelMenu";
import styles from "./Sidebar.module.css";

interface SidebarRowProps {
  channel: ChannelView;
  me: string;
  current: boolean;
  /** Tab stops here. */
  active: boolean;
  draft: boolean;
  rail: boolean;
}

const GLYPHS = { public: "hash", private: "lock", direct: "people", group: "people" } as const;

/** Unread shows by weight and by the amber notch, and is said in words: never by colour alone. */
export const SidebarRow = memo(function SidebarRow(props: SidebarRowProps) {
  const { channel, me, current, active, draft, rail } = props;
  useCell(language);
  const other = isDirect(channel) ? otherOf(channel, me) : undefined;
  const presence = usePresence(other?.id);
  const unread = isNews(channel);
  const counted = badgeOf(channel);
  const title = titleOf(channel, me);
  const item = useRef<HTMLDivElement>(null);
  const menu = useState<HTMLElement | null>(null);
  const touch = useLongPress({ isLink: true }, () => menu[1](item.current?.querySelector("a") ?? null));
  return (
    <div ref={item} className={styles.item}>
      <Link
        href={`/c/${channel.id}`}
        className={`${styles.row} ${unread ? styles.unread : ""}`}
        aria-current={current ? "page" : undefined}
        tabIndex={active ? 0 : -1}
        data-stop={channel.id}
        title={rail ? title : undefined}
        {...touch}
      >
        <span className={styles.glyph}>
          {other ? (
            <Avatar id={other.id} name={other.displayName} size={rail ? 32 : 20} presence={presence?.state} />
          ) : rail && channel.name ? (
            <span className={styles.tile} aria-hidden="true">
              {[...channel.name].slice(0, 2).join("")}
            </span>
          ) : (
            <Icon name={GLYPHS[channel.kind]} size={16} />
          )}
        </span>
        <span className={rail ? "hidden-text" : styles.name} dir="auto">
          {title}
        </span>
        {presence && <PresenceWords presence={presence} />}
        {channel.kind === "private" && <span className="hidden-text">, {t.nav.private}</span>}
        {draft && !unread && (
          <span className={styles.draft}>
            <Icon name="edit" size={14} />
            <span className="hidden-text">, {t.nav.draft}</span>
          </span>
        )}
        {channel.muted && (
          <span className={styles.draft}>
            <Icon name="bellOff" size={14} />
            <span className="hidden-text">, {t.nav.muted}</span>
          </span>
        )}
        {unread && (
          <span className="hidden-text">
            , {channel.muted ? t.nav.mentions(channel.mentions) : t.nav.unread(channel.unread)}
          </span>
        )}
        {counted > 0 && (
          <span className={styles.badge} aria-hidden="true">
            {badgeText(counted)}
          </span>
        )}
      </Link>
      {!rail && (
        <span className={styles.more}>
          <ChannelMenu channel={channel} size={16} isStop={active} at={menu} />
        </span>
      )}
    </div>
  );
});
