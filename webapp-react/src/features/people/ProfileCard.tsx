import { useCallback, useState } from "react";
import { monthName } from "../../lib/dates";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useBlocked, useChannels, useLive, useMe, usePeople, usePresence } from "../../live/live-context";
import { directWith } from "../../live/naming";
import type { User } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { saidInWords, stateInWords } from "../../ui/PresenceWords";
import styles from "./ProfileCard.module.css";
import { personOf } from "./people-api";

interface ProfileCardProps {
  person: string;
  beside: HTMLElement;
  onClose: () => void;
  onMessage: (user: string) => Promise<void>;
  onAccount: () => void;
}

/** Who somebody is. What is known already is shown at once; the server's word comes after it, or not at all. */
export function ProfileCard({ person, beside, onClose, onMessage, onAccount }: ProfileCardProps) {
  const { http } = useLive();
  const known = usePeople().get(person);
  const ask = useCallback(() => personOf(http, person), [http, person]);
  const answer = useAnswer(ask);
  const user = shownOf(answer) ?? known;
  return (
    <Dialog title={user?.displayName ?? t.profile.title} hideTitle beside={beside} onClose={onClose}>
      <div className={styles.card} aria-busy={!user && answer.state === "asking"}>
        <span className={styles.close}>
          <IconButton icon="close" label={t.profile.close} onClick={onClose} />
        </span>
        {user ? (
          <Person user={user} onClose={onClose} onMessage={onMessage} onAccount={onAccount} />
        ) : (
          answer.state === "failed" && <p role="alert">{explain(answer.error)}</p>
        )}
      </div>
    </Dialog>
  );
}

type PersonProps = Pick<ProfileCardProps, "onClose" | "onMessage" | "onAccount"> & { user: User };

function Person({ user, onClose, onMessage, onAccount }: PersonProps) {
  const me = useMe();
  const { store } = useLive();
  const channels = useChannels();
  const isBlocked = useBlocked().has(user.id);
  const presence = usePresence(user.id);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isMe = user.id === me.id;
  // Nobody writes to who is gone or blocked, but what was said is still there.
  const canWrite = !(user.deactivated || isBlocked) || directWith(channels, user.id, me.id) !== undefined;
  const write = async () => {
    setBusy(true);
    try {
      await onMessage(user.id);
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const block = async () => {
    setBusy(true);
    setFailure(null);
    try {
      // The card changes when our own log says so, like on every device.
      await store.blocks.put(user.id, !isBlocked);
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  const edit = () => {
    onClose();
    onAccount();
  };
  return (
    <>
      <div className={styles.head}>
        <Avatar id={user.id} name={user.displayName} size={64} presence={presence?.state} />
        <div className={styles.words}>
          <p className={styles.name}>
            <bdi>{user.displayName}</bdi>
            {isMe && <span className={styles.you}> ({t.channel.you})</span>}
          </p>
          <p className={styles.username}>
            <bdi>@{user.username}</bdi>
          </p>
        </div>
      </div>
      <ul className={styles.facts}>
        {presence && !user.deactivated && <li>{stateInWords(presence)}</li>}
        {presence && saidInWords(presence) && <li dir="auto">{saidInWords(presence)}</li>}
        {user.deactivated && <li className={styles.gone}>{t.profile.deactivated}</li>}
        {isBlocked && <li className={styles.gone}>{t.blocks.isBlocked}</li>}
        {user.role !== "member" && <li>{t.profile.role[user.role]}</li>}
        <li>{t.profile.since(monthName(user.createdAt))}</li>
      </ul>
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {explain(failure)}
        </p>
      )}
      <div className={styles.actions}>
        {isMe && <Button onClick={edit}>{t.profile.edit}</Button>}
        {canWrite && (
          <Button look="primary" data-autofocus disabled={busy} onClick={write}>
            {isMe ? t.profile.notes : t.profile.message}
          </Button>
        )}
        {!isMe && (
          <Button disabled={busy} onClick={block}>
            {isBlocked ? t.blocks.unblock : t.blocks.block}
          </Button>
        )}
      </div>
    </>
  );
}
