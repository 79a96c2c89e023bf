import { t } from "../lib/i18n";
import { useCell } from "../lib/use-cell";
import { useLive, useMe } from "../live/live-context";
import type { Me } from "../live/wire";
import { Dialog } from "../ui/Dialog";
import { late } from "../ui/late";
import styles from "./App.module.css";

const SignInForm = late(() => import("../features/session/SignInForm").then((all) => all.SignInForm));

/** Over the intact screen: whoever signs in again goes on where they were. */
export function SessionEnded() {
  const { store, vault, http } = useLive();
  const me = useMe();
  const connection = useCell(store.socket.connection);
  if (connection.state !== "ended") return null;
  const signedIn = (again: Me) => {
    if (again.id !== me.id) return window.location.assign("/");
    void vault.reopen();
    store.socket.start();
  };
  return (
    <Dialog title={t.auth.ended} size="small">
      <div className={styles.ended}>
        <p>{t.auth.endedLead}</p>
        <SignInForm http={http} knownLogin={me.username} onSignedIn={signedIn} />
      </div>
    </Dialog>
  );
}
