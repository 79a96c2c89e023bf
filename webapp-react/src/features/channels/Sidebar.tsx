import { type ReactNode, useRef, useState } from "react";
import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe } from "../../live/live-context";
import { isDirect, isNews, type SectionName, sectionsOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import styles from "./Sidebar.module.css";
import { SidebarRow } from "./SidebarRow";
import { SidebarRows } from "./SidebarRows";
import { usePrefetch } from "./use-prefetch";
import { type Stop, useStops } from "./use-stops";

export type ChannelDialog = "create" | "browse" | "direct";

export interface SidebarProps {
  current: string | null;
  /** There is room for faces and signs alone. */
  rail?: boolean;
  onDialog: (dialog: ChannelDialog) => void;
}

interface Section {
  name: SectionName;
  title: string;
  isFolded: boolean;
  /** What it shows: folded up, still where one is. */
  rows: readonly ChannelView[];
  empty?: string;
  tools?: ReactNode;
}

export function Sidebar({ current, rail = false, onDialog }: SidebarProps) {
  const { store, vault } = useLive();
  const me = useMe();
  const channels = useChannels();
  const sections = sectionsOf(channels, me.id, useSticky(channels, current));
  const drafts = useCell(vault.drafts);
  const scroller = useRef<HTMLDivElement>(null);
  // What is put aside unfolds for this visit alone.
  const [isArchiveOpen, setArchiveOpen] = useState(false);
  const { collapsed } = me.preferences;
  const [failed, setFailed] = useState(false);

  const fold = (name: SectionName, wanted: boolean) => {
    if (name === "archived") return setArchiveOpen(!wanted);
    if (wanted === collapsed.includes(name)) return;
    const others = collapsed.filter((other) => other !== name);
    setFailed(false);
    store.choose({ collapsed: wanted ? [...others, name] : others }).catch(() => setFailed(true));
  };

  const section = (name: SectionName, title: string, more: Partial<Section> = {}): Section => {
    const isFolded = name === "archived" ? !isArchiveOpen : !rail && collapsed.includes(name);
    const rows = isFolded ? sections[name].filter(({ id }) => id === current) : sections[name];
    return { name, title, isFolded, rows, ...more };
  };
  const nowhereElse = sections.unread.length + sections.favourites.length === 0;
  const noChannels = nowhereElse && sections.channels.length === 0 ? t.nav.noChannels : undefined;
  const shown = [
    section("unread", t.nav.unreadOnes),
    section("favourites", t.nav.favourites),
    section("channels", t.nav.channels, {
      empty: noChannels,
      tools: (
        <>
          <IconButton icon="compass" size={18} label={t.nav.browse} onClick={() => onDialog("browse")} />
          <IconButton icon="plus" size={18} label={t.nav.createChannel} onClick={() => onDialog("create")} />
        </>
      ),
    }),
    section("direct", t.nav.direct, {
      empty: channels.some(isDirect) ? undefined : t.nav.noDirect,
      tools: <IconButton icon="plus" size={18} label={t.nav.newDirect} onClick={() => onDialog("direct")} />,
    }),
    section("archived", t.nav.archived),
  ].filter(({ name, tools }) => tools || sections[name].length > 0);

  const stops = shown.flatMap(({ name, title, isFolded, rows }): Stop[] => [
    ...(rail ? [] : [{ key: headOf(name), words: title, section: name, isFolded }]),
    ...rows.map((channel) => ({ key: channel.id, words: titleOf(channel, me.id), section: name })),
  ]);
  const { active, ...keys } = useStops(stops, current, {
    scroller,
    onFold: fold,
    headOf,
  });

  const prefetch = usePrefetch();

  return (
    <div ref={scroller} className={styles.scroll} role="presentation" {...keys}>
      <div className={rail ? styles.rail : undefined} role="presentation" {...prefetch}>
        {failed && (
          <p className={styles.failed} role="alert">
            {t.nav.notMarked}
          </p>
        )}
        {shown.map(({ name, title, isFolded, rows, empty, tools }) => (
          <section key={name} aria-label={title}>
            {!rail && (
              <div className={styles.section}>
                <h2 className={styles.heading}>
                  <button
                    type="button"
                    className={styles.fold}
                    tabIndex={active === headOf(name) ? 0 : -1}
                    data-stop={headOf(name)}
                    aria-expanded={!isFolded}
                    onClick={() => fold(name, !isFolded)}
                  >
                    <Icon name="fold" size={14} />
                    {title}
                  </button>
                </h2>
                {tools}
              </div>
            )}
            <SidebarRows rows={rows} scroller={scroller} kept={[active, current]}>
              {(channel) => (
                <SidebarRow
                  key={channel.id}
                  channel={channel}
                  me={me.id}
                  current={channel.id === current}
                  active={channel.id === active}
                  draft={drafts.has(channel.id) && channel.id !== current}
                  rail={rail}
                />
              )}
            </SidebarRows>
            {empty && !isFolded && !rail && <p className={styles.empty}>{empty}</p>}
          </section>
        ))}
      </div>
    </div>
  );
}

/** No channel's id has such a sign in it. */
const headOf = (name: SectionName) => `#${name}`;

/** What was unread when it was opened stays in its place until one goes elsewhere. */
function useSticky(channels: readonly ChannelView[], current: string | null): string | null {
  const kept = useRef<string | null>(null);
  const shown = channels.find(({ id }) => id === current);
  if (kept.current !== current) kept.current = null;
  if (shown && isNews(shown)) kept.current = current;
  return kept.current;
}
