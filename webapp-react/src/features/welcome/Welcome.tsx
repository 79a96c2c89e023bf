import { useState } from "react";
import { t } from "../../lib/i18n";
import { lateWords } from "../../lib/late-words";
import { Button } from "../../ui/Button";
import { Mark } from "../../ui/Mark";
import styles from "./Welcome.module.css";

interface WelcomeProps {
  user: string;
  /** There is no conversation yet: the first steps are shown until they are skipped. */
  isNew: boolean;
  onBrowse: () => void;
  onCreate: () => void;
  onAccount: () => void;
}

const keyOf = (user: string) => `confab.welcomed.${user}`;

function isSkipped(user: string): boolean {
  try {
    return localStorage.getItem(keyOf(user)) !== null;
  } catch {
    return false;
  }
}

/** Where no conversation is open. */
export function Welcome({ user, isNew, onBrowse, onCreate, onAccount }: WelcomeProps) {
  const [skipped, setSkipped] = useState(() => isSkipped(user));
  const skip = () => {
    setSkipped(true);
    try {
      localStorage.setItem(keyOf(user), "yes");
    } catch {
      // Then they are shown the next time as well.
    }
  };
  const ways = (
    <div className={styles.ways}>
      <Button look="primary" onClick={onBrowse}>
        {t.nav.browse}
      </Button>
      <Button onClick={onCreate}>{t.nav.createChannel}</Button>
    </div>
  );
  if (!isNew || skipped) {
    return (
      <div className={styles.welcome}>
        <Mark size={56} />
        <h1 className={styles.title}>{t.welcome.title}</h1>
        <p>{t.welcome.lead}</p>
        {ways}
      </div>
    );
  }
  const words = lateWords().first;
  return (
    <section className={styles.card} aria-labelledby="first-steps">
      <h1 id="first-steps" className={styles.title}>
        {words.title}
      </h1>
      <ol className={styles.steps}>
        <li>
          <h2>{words.join}</h2>
          <p>{words.joinLead}</p>
          {ways}
        </li>
        <li>
          <h2>{words.invite}</h2>
          <p>{words.inviteLead}</p>
          <p>
            <input className={styles.address} readOnly aria-label={words.invite} value={location.origin} />
          </p>
        </li>
        <li>
          <h2>{words.own}</h2>
          <p>{words.ownLead}</p>
          <div className={styles.ways}>
            <Button onClick={onAccount}>{t.nav.account}</Button>
          </div>
        </li>
      </ol>
      <Button onClick={skip}>{words.skip}</Button>
    </section>
  );
}
