import { useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { useBlocked, useLive, usePeople } from "../../live/live-context";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import layout from "../../ui/layout.module.css";
import styles from "./account.module.css";

/** Whom we have blocked, the latest first; the same on all devices. */
export function Blocked() {
  const { store } = useLive();
  const people = usePeople();
  const blocked = [...useBlocked()].reverse();
  const [failure, setFailure] = useState<unknown>(null);
  const unblock = (user: string) => {
    setFailure(null);
    store.blocks.put(user, false).catch(setFailure);
  };
  return (
    <div className={styles.form}>
      <p className={layout.lead}>{blocked.length > 0 ? t.blocks.about : t.blocks.nobody}</p>
      {failure !== null && (
        <p role="alert" className={layout.error}>
          {explain(failure)}
        </p>
      )}
      <ul className={layout.list}>
        {blocked.map((id) => {
          const person = people.get(id);
          const name = person?.displayName ?? t.timeline.unknown;
          return (
            <li key={id} className={layout.item}>
              <Avatar id={id} name={name} size={32} />
              <span className={layout.grow}>
                <span className={layout.name} dir="auto">
                  {name}
                </span>
                {person && (
                  <span className={layout.sub} dir="auto">
                    @{person.username}
                  </span>
                )}
              </span>
              <Button small aria-label={t.blocks.unblockWho(name)} onClick={() => unblock(id)}>
                {t.blocks.unblock}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
