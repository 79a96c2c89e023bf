import { type FunctionComponent, type KeyboardEvent, useState } from "react";
import { lateWords } from "../../lib/late-words";
import { Dialog } from "../../ui/Dialog";
import { onOrBack } from "../../ui/reading";
import { Appearance } from "./Appearance";
import styles from "./account.module.css";
import { Blocked } from "./Blocked";
import { NotificationsPart } from "./NotificationsPart";
import { Password } from "./Password";
import { PreferencesPart } from "./PreferencesPart";
import { Profile } from "./Profile";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";

const PARTS = {
  profile: Profile,
  appearance: Appearance,
  preferences: PreferencesPart,
  notifications: NotificationsPart,
  blocked: Blocked,
  password: Password,
  sessions: Sessions,
  tokens: Tokens,
};
type Part = keyof typeof PARTS;
const names = Object.keys(PARTS) as Part[];
const SHOWN: Record<Part, FunctionComponent<{ onKeys: () => void }>> = PARTS;

interface AccountDialogProps {
  onClose: () => void;
  /** Opens the sheet of keys. */
  onKeys: () => void;
}

export function AccountDialog({ onClose, onKeys }: AccountDialogProps) {
  const [part, setPart] = useState<Part>("profile");
  const Shown = SHOWN[part];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = onOrBack(event.key) || { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = names[(names.indexOf(part) + step + names.length) % names.length];
    if (!next) return;
    setPart(next);
    document.getElementById(`account-tab-${next}`)?.focus();
  };

  return (
    <Dialog title={lateWords().account.title} size="large" onClose={onClose}>
      <div className={styles.parts}>
        <div
          className={styles.tabs}
          role="tablist"
          tabIndex={-1}
          aria-label={lateWords().account.title}
          onKeyDown={onKeyDown}
        >
          {names.map((name) => (
            <button
              key={name}
              id={`account-tab-${name}`}
              type="button"
              role="tab"
              className={styles.tab}
              aria-selected={name === part}
              aria-controls="account-part"
              tabIndex={name === part ? 0 : -1}
              onClick={() => setPart(name)}
            >
              {lateWords().account[name]}
            </button>
          ))}
        </div>
        <div
          id="account-part"
          className={styles.part}
          role="tabpanel"
          aria-labelledby={`account-tab-${part}`}
        >
          <Shown onKeys={onKeys} />
        </div>
      </div>
    </Dialog>
  );
}
