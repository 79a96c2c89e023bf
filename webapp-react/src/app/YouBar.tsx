import { t } from "../lib/i18n";
import { chooseTheme, nextTheme, theme } from "../lib/theme";
import { useCell } from "../lib/use-cell";
import { useLive, useMe, usePresence } from "../live/live-context";
import { Avatar } from "../ui/Avatar";
import { IconButton } from "../ui/Button";
import { saidInWords, stateInWords } from "../ui/PresenceWords";
import styles from "./YouBar.module.css";

export interface YouBarProps {
  onAccount: () => void;
  onStatus: () => void;
  onSignOut: () => void;
}

export function YouBar({ onAccount, onStatus, onSignOut }: YouBarProps) {
  const { store } = useLive();
  const me = useMe();
  const connection = useCell(store.socket.connection).state;
  const state = connection === "ended" ? "offline" : connection;
  const presence = usePresence(me.id);
  const status = useCell(store.status.now);
  const said = saidInWords(status) || (status.state === "online" ? "" : stateInWords(status));
  const chosen = useCell(theme);
  const icon = ({ system: "half", light: "sun", dark: "moon" } as const)[chosen];
  return (
    <div className={styles.bar}>
      <button type="button" className={styles.you} onClick={onAccount} title={t.nav.account}>
        <Avatar
          id={me.id}
          name={me.displayName}
          size={32}
          presence={state === "connected" ? presence?.state : undefined}
        />
        <span className={styles.words}>
          <span className={styles.name} dir="auto">
            {me.displayName}
          </span>
          <span className={styles.state} data-state={state}>
            {state === "connected" && said ? (
              <span className={styles.said} dir="auto">
                {said}
              </span>
            ) : (
              <>
                <Dot state={state} />
                {t.connection.state[state]}
              </>
            )}
          </span>
        </span>
        <span className="hidden-text">, {t.nav.account}</span>
      </button>
      <IconButton icon="smile" label={t.presence.set} onClick={onStatus} />
      <span className={styles.theme}>
        <IconButton icon={icon} label={t.nav.theme[chosen]} onClick={() => chooseTheme(nextTheme(chosen))} />
      </span>
      <IconButton icon="power" label={t.auth.signOut} onClick={onSignOut} />
    </div>
  );
}

/** Shapes differ, not only colours: a disc, a ring, a ring with a bar. */
function Dot({ state }: { state: "connected" | "connecting" | "offline" }) {
  return (
    <svg aria-hidden="true" focusable="false" width="10" height="10" viewBox="0 0 10 10">
      {state === "connected" && <circle cx="5" cy="5" r="4.5" fill="var(--ok)" />}
      {state === "connecting" && (
        <circle
          cx="5"
          cy="5"
          r="3.8"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="4 2"
        />
      )}
      {state === "offline" && (
        <path
          d="M1.2 5a3.8 3.8 0 1 0 7.600 0a3.8 3.8 0 1 0-7.600 0M2.500 5h5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
      )}
    </svg>
  );
}
