import { useState } from "react";
import { t } from "../../lib/i18n";
import { lateWords } from "../../lib/late-words";
import { hasLetters, setLetters } from "../../lib/this-device";
import { useLive, useMe } from "../../live/live-context";
import type { Preferences } from "../../live/wire";
import { Button } from "../../ui/Button";
import styles from "./account.module.css";
import { Choice } from "./Choice";

/** What is the same on all devices; only what single letters do is kept on this one. */
export function PreferencesPart({ onKeys }: { onKeys: () => void }) {
  const { store } = useLive();
  const { preferences } = useMe();
  const [letters, chooseLetters] = useState(hasLetters);
  const words = lateWords().settings;
  const [failed, setFailed] = useState(false);
  const choose = (change: Partial<Preferences>) => {
    setFailed(false);
    store.choose(change).catch(() => setFailed(true));
  };
  return (
    <div className={styles.form}>
      <Choice
        legend={lateWords().account.enterKey}
        name="enter"
        chosen={preferences.enterSends}
        choices={[
          [true, lateWords().account.enterSends],
          [false, lateWords().account.enterBreaks],
        ]}
        onChoose={(enterSends) => choose({ enterSends })}
      />
      <Choice
        legend={t.receipts.label}
        name="receipts"
        chosen={preferences.receipts}
        choices={[
          [true, t.receipts.on],
          [false, t.receipts.hidden],
        ]}
        onChoose={(receipts) => choose({ receipts })}
      />
      <Choice
        legend={lateWords().account.density}
        name="density"
        chosen={preferences.density}
        choices={[
          ["comfortable", lateWords().account.comfortable],
          ["compact", lateWords().account.compact],
        ]}
        onChoose={(density) => choose({ density })}
      />
      <Choice
        legend={lateWords().account.announcements}
        name="announcements"
        chosen={preferences.announcements}
        choices={[
          ["all", lateWords().account.announceAll],
          ["mentions", lateWords().account.announceMentions],
          ["off", lateWords().account.announceOff],
        ]}
        onChoose={(announcements) => choose({ announcements })}
      />
      <Choice
        legend={words.letters}
        name="letters"
        chosen={letters}
        choices={[
          [true, words.lettersOn],
          [false, words.lettersOff],
        ]}
        onChoose={(on) => {
          chooseLetters(on);
          setLetters(on);
        }}
      />
      <p>
        <Button small onClick={onKeys}>
          {lateWords().keys.open}
        </Button>
      </p>
      {failed && <p role="alert">{lateWords().account.notKept}</p>}
    </div>
  );
}
