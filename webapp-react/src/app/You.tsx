import { Link } from "wouter";
import { t } from "../lib/i18n";
import { numberText } from "../lib/numbers";
import { chooseTheme, type Theme, theme } from "../lib/theme";
import { useCell } from "../lib/use-cell";
import { useLive, useMe, usePresence } from "../live/live-context";
import { Avatar } from "../ui/Avatar";
import { Icon, type IconName } from "../ui/Icon";
import { Page } from "../ui/Page";
import { saidInWords, stateInWords } from "../ui/PresenceWords";
import styles from "./You.module.css";
import type { YouBarProps } from "./YouBar";

const THEMES: { theme: Theme; icon: IconName }[] = [
  { theme: "system", icon: "half" },
  { theme: "light", icon: "sun" },
  { theme: "dark", icon: "moon" },
];

/** All that is one's own, for where there is no room for it beside the rest. */
export function You({ onAccount, onStatus, onSignOut }: YouBarProps) {
  const { store, vault } = useLive();
  const me = useMe();
  const presence = usePresence(me.id);
  const connection = useCell(store.socket.connection).state;
  const status = useCell(store.status.now);
  const drafts = useCell(vault.drafts).size;
  const chosen = useCell(theme);
  const state = connection === "ended" ? "offline" : connection;
  return (
    <Page title={t.nav.you}>
      <div className={styles.you}>
        <div className={styles.card}>
          <Avatar
            id={me.id}
            name={me.displayName}
            size={56}
            presence={state === "connected" ? presence?.state : undefined}
          />
          <div className={styles.words}>
            <h2 className={styles.name} dir="auto">
              {me.displayName}
            </h2>
            <p>@{me.username}</p>
            <p>
              {state === "connected"
                ? [stateInWords(status), saidInWords(status)].filter(Boolean).join(" · ")
                : t.connection.state[state]}
            </p>
          </div>
        </div>
        <ul>
          <Row icon="smile" label={t.presence.set} onChoose={onStatus} />
          <Row icon="save" label={t.keeping.saved} href="/saved" />
          <Row icon="edit" label={t.drafts.title} href="/drafts" count={drafts} />
          <Row icon="sliders" label={t.you.settings} onChoose={onAccount} />
        </ul>
        <fieldset className={styles.themes}>
          <legend>{t.you.theme}</legend>
          {THEMES.map(({ theme: each, icon }) => (
            <label key={each} className={styles.theme}>
              <input
                type="radio"
                name="theme"
                className="hidden-text"
                checked={each === chosen}
                onChange={() => chooseTheme(each)}
              />
              <Icon name={icon} size={18} />
              {t.you.themes[each]}
            </label>
          ))}
        </fieldset>
        <ul>
          <Row icon="power" label={t.auth.signOut} onChoose={onSignOut} />
        </ul>
      </div>
    </Page>
  );
}

type RowProps = { icon: IconName; label: string } & (
  | { href: string; count?: number }
  | { onChoose: () => void }
);

function Row(props: RowProps) {
  const { icon, label } = props;
  const inside = (
    <>
      <Icon name={icon} />
      <span className={styles.label}>{label}</span>
    </>
  );
  return (
    <li>
      {"href" in props ? (
        <Link href={props.href} className={styles.row}>
          {inside}
          {props.count !== undefined && props.count > 0 && (
            <span className={styles.count}>{numberText(props.count)}</span>
          )}
          <span className={styles.onwards}>
            <Icon name="next" size={16} />
          </span>
        </Link>
      ) : (
        <button type="button" className={styles.row} onClick={props.onChoose}>
          {inside}
        </button>
      )}
    </li>
  );
}
