import { type KeyboardEvent, memo, type ReactElement, type ReactNode, useRef } from "react";
import { Link } from "wouter";
import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe, usePresence } from "../../live/live-context";
import { badgeOf, isDirect, isNews, otherOf, type SectionName, sectionsOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { PresenceWords } from "../../ui/PresenceWords";
import { ChannelMenu } from "./ChannelMenu";
import styles from "./Sidebar.module.css";

export type ChannelDialog = "create" | "browse" | "direct";

interface SidebarProps {
  current: string | null;
  onDialog: (dialog: ChannelDialog) => void;
}

export function Sidebar({ current, onDialog }: SidebarProps) {
  const { vault } = useLive();
  const me = useMe();
  const channels = useChannels();
  const sticky = useSticky(channels, current);
  const sections = sectionsOf(channels, me.id, sticky);
  const drafts = useCell(vault.drafts);
  const rows = (name: SectionName) =>
    sections[name].map((channel) => (
      <SidebarRow
        key={channel.id}
        channel={channel}
        me={me.id}
        current={channel.id === current}
        draft={drafts.has(channel.id) && channel.id !== current}
      />
    ));
  const nowhereElse = sections.unread.length + sections.favourites.length === 0;
  return (
    <div className={styles.scroll}>
      {sections.unread.length > 0 && <Section name="unread" title={t.nav.unreadOnes} rows={rows("unread")} />}
      {sections.favourites.length > 0 && (
        <Section name="favourites" title={t.nav.favourites} rows={rows("favourites")} />
      )}
      <Section
        name="channels"
        title={t.nav.channels}
        rows={rows("channels")}
        empty={nowhereElse ? t.nav.noChannels : undefined}
      >
        <IconButton icon="compass" size={18} label={t.nav.browse} onClick={() => onDialog("browse")} />
        <IconButton icon="plus" size={18} label={t.nav.createChannel} onClick={() => onDialog("create")} />
      </Section>
      <Section
        name="direct"
        title={t.nav.direct}
        rows={rows("direct")}
        empty={channels.some(isDirect) ? undefined : t.nav.noDirect}
      >
        <IconButton icon="plus" size={18} label={t.nav.newDirect} onClick={() => onDialog("direct")} />
      </Section>
      {sections.archived.length > 0 && (
        <details className={styles.archived}>
          <summary className={styles.heading}>{t.nav.archived}</summary>
          <ul>{rows("archived")}</ul>
        </details>
      )}
    </div>
  );
}

/** What was unread when it was opened stays in its place until one goes elsewhere. */
function useSticky(channels: readonly ChannelView[], current: string | null): string | null {
  const kept = useRef<string | null>(null);
  const shown = channels.find(({ id }) => id === current);
  if (kept.current !== current) kept.current = null;
  if (shown && isNews(shown)) kept.current = current;
  return kept.current;
}

interface SectionProps {
  name: SectionName;
  title: string;
  rows: readonly ReactElement<{ current: boolean }>[];
  empty?: string;
  children?: ReactNode;
}

/** Folded up it still shows where one is. */
function Section({ name, title, rows, empty, children }: SectionProps) {
  const { store } = useLive();
  const { collapsed } = useMe().preferences;
  const folded = collapsed.includes(name);
  const fold = (wanted: boolean) => {
    if (wanted === folded) return;
    const others = collapsed.filter((other) => other !== name);
    store.choose({ collapsed: wanted ? [...others, name] : others }).catch(() => {});
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") fold(true);
    if (event.key === "ArrowRight") fold(false);
  };
  const shown = folded ? rows.filter((row) => row.props.current) : rows;
  return (
    <section aria-label={title}>
      <div className={styles.section}>
        <h2 className={styles.heading}>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={!folded}
            onClick={() => fold(!folded)}
            onKeyDown={onKeyDown}
          >
            <Icon name="fold" size={14} />
            {title}
          </button>
        </h2>
        {children}
      </div>
      {shown.length > 0 && <ul>{shown}</ul>}
      {rows.length === 0 && empty && !folded && <p className={styles.empty}>{empty}</p>}
    </section>
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
  const presence = usePresence(other?.id);
  const unread = isNews(channel);
  const counted = badgeOf(channel);
  return (
    <li className={styles.item}>
      <Link
        href={`/c/${channel.id}`}
        className={`${styles.row} ${unread ? styles.unread : ""}`}
        aria-current={current ? "page" : undefined}
      >
        <span className={styles.glyph}>
          {other ? (
            <Avatar id={other.id} name={other.displayName} size={20} presence={presence?.state} />
          ) : (
            <Icon name={GLYPHS[channel.kind]} size={16} />
          )}
        </span>
        <span className={styles.name}>{titleOf(channel, me)}</span>
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
            {counted > 99 ? "99+" : counted}
          </span>
        )}
      </Link>
      <span className={styles.more}>
        <ChannelMenu channel={channel} size={16} />
      </span>
    </li>
  );
});
