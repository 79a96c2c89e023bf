import { useState } from "react";
import { t } from "../../lib/i18n";
import { lateWords } from "../../lib/late-words";
import { useLive, useMe } from "../../live/live-context";
import type { Preferences } from "../../live/wire";
import styles from "./account.module.css";

/** What is the same on all devices. */
export function PreferencesPart() {
  const { store } = useLive();
  const { preferences } = useMe();
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
      {failed && <p role="alert">{lateWords().account.notKept}</p>}
    </div>
  );
}

interface ChoiceProps<T> {
  legend: string;
  name: string;
  chosen: T;
  choices: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
}

function Choice<T extends string | boolean>({ legend, name, chosen, choices, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map(([value, words]) => (
        <label key={String(value)} className={styles.choice}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
