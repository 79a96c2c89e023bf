import { memo } from "react";
import { Link } from "wouter";
import { t } from "../../lib/en";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe } from "../../live/live-context";
import { inOrder, isDirect, otherOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import styles from "./Sidebar.module.css";

export type ChannelDialog = "create" | "browse" | "direct";

interface SidebarProps {
  current: string | null;
  onDialog: (dialog: ChannelDialog) => void;
}

export function Sidebar({ current, onDialog }: SidebarProps) {
  const { vault } = useLive();
  const me = useMe();
  const groups = inOrder(useChannels(), me.id);
  const drafts = useCell(vault.drafts);
  const rows = (channels: readonly ChannelView[]) =>
    channels.map((channel) => (
      <SidebarRow
        key={channel.id}
        channel={channel}
        me={me.id}
        current={channel.id === current}
        draft={drafts.has(channel.id) && channel.id !== current}
      />
    ));
  return (
    <div className={styles.scroll}>
      <section>
        <div className={styles.section}>
          <h2 className={styles.heading}>{t.nav.channels}</h2>
          <IconButton icon="compass" size={18} label={t.nav.browse} onClick={() => onDialog("browse")} />
          <IconButton icon="plus" size={18} label={t.nav.createChannel} onClick={() => onDialog("create")} />
        </div>
        {groups.channels.length > 0 ? (
          <ul>{rows(groups.channels)}</ul>
        ) : (
          <p className={styles.empty}>{t.nav.noChannels}</p>
        )}
      </section>
      <section>
        <div className={styles.section}>
          <h2 className={styles.heading}>{t.nav.direct}</h2>
          <IconButton icon="plus" size={18} label={t.nav.newDirect} onClick={() => onDialog("direct")} />
        </div>
        {groups.direct.length > 0 ? (
          <ul>{rows(groups.direct)}</ul>
        ) : (
          <p className={styles.empty}>{t.nav.noDirect}</p>
        )}
      </section>
      {groups.archived.length > 0 && (
        <details className={styles.archived}>
          <summary className={styles.heading}>{t.nav.archived}</summary>
          <ul>{rows(groups.archived)}</ul>
        </details>
      )}
    </div>
  );
}

interface SidebarRowProps {
  channel: ChannelView;
  me: string;
  current: boolean;
  draft: boolean;
}

const GLYPHS = { public: "hash", private: "lock", direct: "people", group: "people" } as const;

/** Unread shows by weight and by the amber notch, and is said in words: never by colour alone. */
const SidebarRow = memo(function SidebarRow({ channel, me, current, draft }: SidebarRowProps) {
  const other = isDirect(channel) ? otherOf(channel, me) : undefined;
  const unread = channel.unread > 0;
  const counted = isDirect(channel) ? channel.unread : channel.mentions;
  return (
    <li>
      <Link
        href={`/c/${channel.id}`}
        className={`${styles.row} ${unread ? styles.unread : ""}`}
        aria-current={current ? "page" : undefined}
      >
        <span className={styles.glyph}>
          {other ? (
            <Avatar id={other.id} name={other.displayName} size={20} />
          ) : (
            <Icon name={GLYPHS[channel.kind]} size={16} />
          )}
        </span>
        <span className={styles.name}>{titleOf(channel, me)}</span>
        {channel.kind === "private" && <span className="hidden-text">, {t.nav.private}</span>}
        {draft && !unread && (
          <span className={styles.draft}>
            <Icon name="edit" size={14} />
            <span className="hidden-text">, {t.nav.draft}</span>
          </span>
        )}
        {unread && <span className="hidden-text">, {t.nav.unread(channel.unread)}</span>}
        {counted > 0 && (
          <span className={styles.badge} aria-hidden="true">
            {counted > 99 ? "99+" : counted}
          </span>
        )}
      </Link>
    </li>
  );
});
