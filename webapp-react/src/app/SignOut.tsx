import { useCallback, useEffect, useRef, useState } from "react";
import { clearBoard } from "../features/notifications/board";
import { signOut } from "../features/session/session-api";
import { explain } from "../lib/failure";
import { HttpProblem } from "../lib/http";
import { t } from "../lib/i18n";
import { useLive } from "../live/live-context";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import layout from "../ui/layout.module.css";

interface SignOutProps {
  onClose: () => void;
  /** The server has ended the session: clear this browser. */
  onOut: () => void;
}

/** Says nothing when all is well. Asks before unsent words are lost, and admits when the server was not reached. */
export function SignOut({ onClose, onOut }: SignOutProps) {
  const { store, http } = useLive();
  const [unsent] = useState(store.unsent);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const leave = useCallback(async () => {
    setBusy(true);
    void clearBoard();
    try {
      await signOut(http);
    } catch (error) {
      const over = error instanceof HttpProblem && error.status === 401;
      if (!over) {
        setFailure(error);
        setBusy(false);
        return;
      }
    }
    onOut();
  }, [http, onOut]);

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || unsent > 0) return;
    begun.current = true;
    void leave();
  }, [leave, unsent]);

  if (unsent === 0 && failure === null) return null;
  return (
    <Dialog size="small" title={t.auth.signOut} onClose={onClose}>
      <div className={layout.body}>
        {unsent > 0 && <p className={layout.lead}>{t.auth.unsent(unsent)}</p>}
        {failure !== null && (
          <p role="alert" className={layout.error}>
            {t.auth.notSignedOut} {explain(failure)}
          </p>
        )}
        <div className={layout.actions}>
          <Button onClick={onClose}>{t.channel.cancel}</Button>
          <Button look={unsent > 0 ? "danger" : "primary"} disabled={busy} onClick={leave}>
            {t.auth.signOut}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
