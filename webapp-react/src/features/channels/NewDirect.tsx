import { useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { useLive, useMe } from "../../live/live-context";
import type { User } from "../../live/wire";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import layout from "../../ui/layout.module.css";
import { startDirect } from "./channels-api";
import { PeoplePicker } from "./PeoplePicker";

interface NewDirectProps {
  onClose: () => void;
  onOpen: (channel: string) => void;
}

const MOST_OTHERS = 8;

/** One person, or a few: who is chosen stays chosen while others are looked for. */
export function NewDirect({ onClose, onOpen }: NewDirectProps) {
  const { http, store } = useLive();
  const me = useMe();
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isChosen = (user: User) => chosen.some(({ id }) => id === user.id);
  const toggle = (user: User) =>
    setChosen(isChosen(user) ? chosen.filter(({ id }) => id !== user.id) : [...chosen, user]);

  const start = async () => {
    setBusy(true);
    try {
      const channel = await startDirect(http, ...chosen.map(({ id }) => id));
      store.adopt(channel);
      onOpen(channel.id);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  const full = chosen.length >= MOST_OTHERS;
  return (
    <Dialog title={t.channel.directTitle} onClose={onClose}>
      <div className={layout.body}>
        <p className={layout.lead}>{t.channel.directLead}</p>
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
                aria-pressed={isChosen(user)}
                aria-label={t.channel.choose(user.displayName)}
                disabled={busy || (full && !isChosen(user))}
                look={isChosen(user) ? "primary" : "quiet"}
                onClick={() => toggle(user)}
              >
                {isChosen(user) && <Icon name="check" size={16} />}
                {t.channel.pick}
              </Button>
            )
          }
        />
        {chosen.length > 0 && (
          <p role="status">{t.channel.chosen(chosen.map(({ displayName }) => displayName).join(", "))}</p>
        )}
        {full && <p className={layout.lead}>{t.channel.groupFull}</p>}
        <div className={layout.actions}>
          <Button look="primary" disabled={busy || chosen.length === 0} onClick={start}>
            {t.channel.start}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
