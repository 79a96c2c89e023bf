import { useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { Dialog } from "../../ui/Dialog";
import styles from "./Switcher.module.css";
import { TargetPicker } from "./TargetPicker";
import type { Target } from "./targets";

interface SwitcherProps {
  /** What is asked at first: "@" is for people alone. */
  begin?: string;
  onClose: () => void;
  onOpen: (channel: string) => void;
  /** Begins a direct conversation and opens it. */
  onPerson: (user: string) => Promise<void>;
}

export function Switcher({ begin, onClose, onOpen, onPerson }: SwitcherProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const choose = (target: Target) => {
    if (target.channel) onOpen(target.channel.id);
    else onPerson(target.other.id).catch(setFailure);
  };
  return (
    <Dialog title={t.switcher.title} onClose={onClose} hideTitle>
      <TargetPicker label={t.switcher.title} begin={begin} onChoose={choose} />
      {failure !== null && (
        <p role="alert" className={styles.none}>
          {explain(failure)}
        </p>
      )}
    </Dialog>
  );
}
