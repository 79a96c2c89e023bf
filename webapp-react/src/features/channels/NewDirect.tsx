import { useState } from "react";
import { t } from "../../lib/en";
import { explain } from "../../lib/failure";
import { useLive, useMe } from "../../live/live-context";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import layout from "../../ui/layout.module.css";
import { startDirect } from "./channels-api";
import { PeoplePicker } from "./PeoplePicker";

interface NewDirectProps {
  onClose: () => void;
  onOpen: (channel: string) => void;
}

export function NewDirect({ onClose, onOpen }: NewDirectProps) {
  const { http, store } = useLive();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const start = async (user: string) => {
    setBusy(true);
    try {
      const channel = await startDirect(http, user);
      store.adopt(channel);
      onOpen(channel.id);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <Dialog title={t.channel.directTitle} onClose={onClose}>
      <div className={layout.body}>
        {failure !== null && (
          <p role="alert" className={layout.error}>
            {explain(failure)}
          </p>
        )}
        <PeoplePicker
          action={(user) =>
            user.id !== me.id && (
              <Button
                small
                disabled={busy}
                aria-label={t.composer.label(user.displayName)}
                onClick={() => start(user.id)}
              >
                {t.channel.message}
              </Button>
            )
          }
        />
      </div>
    </Dialog>
  );
}
