import { Sidebar, type SidebarProps } from "../features/channels/Sidebar";
import { DraftsLink } from "../features/drafts/DraftsLink";
import { SavedLink } from "../features/keeping/SavedLink";
import { MentionsLink } from "../features/mentions/MentionsLink";
import { SearchLink } from "../features/search/SearchLink";
import { ThreadsLink } from "../features/threads/ThreadsLink";
import { t } from "../lib/i18n";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Mark } from "../ui/Mark";
import styles from "./SidePane.module.css";
import { YouBar, type YouBarProps } from "./YouBar";

interface SidePaneProps extends SidebarProps, YouBarProps {
  /** The path of the page that is open. */
  path: string;
  /** It is all that is shown. */
  isAlone: boolean;
  onJump: () => void;
  onFold: () => void;
}

/** The ways to everything: to the pages, to the conversations, and to oneself. */
export function SidePane(props: SidePaneProps) {
  const { path, isAlone, onJump, onFold, onAccount, onStatus, onSignOut, ...list } = props;
  const Brand = isAlone ? "h1" : "span";
  return (
    <>
      <div className={styles.top}>
        <Mark />
        <Brand className={styles.brand}>{t.app}</Brand>
        <span className={styles.fold}>
          <IconButton
            icon="side"
            label={list.rail ? t.nav.unfold : t.nav.fold}
            aria-expanded={!list.rail}
            data-fold
            onClick={onFold}
          />
        </span>
      </div>
      <button
        type="button"
        className={styles.jump}
        title={list.rail ? t.nav.jump : undefined}
        onClick={onJump}
      >
        <Icon name="search" size={18} />
        <span>{t.nav.jump}</span>
        <kbd aria-hidden="true">{/Mac|iP/u.test(navigator.platform) ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <div className={styles.pages}>
        <SearchLink current={path === "/search"} />
        <ThreadsLink current={path === "/threads"} />
        <MentionsLink current={path === "/mentions"} />
        <DraftsLink current={path === "/drafts"} />
        <SavedLink current={path === "/saved"} />
      </div>
      <Sidebar {...list} />
      <div className={styles.you}>
        <YouBar onAccount={onAccount} onStatus={onStatus} onSignOut={onSignOut} />
      </div>
    </>
  );
}
