import { useState, useSyncExternalStore } from "react";
import { lateWords } from "../../lib/late-words";
import {
  askForNotices,
  chooseNotices,
  type NoticeChoice,
  noticeChoice,
  noticeState,
  onNoticeState,
} from "../../lib/notices";
import { playTone } from "../../lib/tone";
import { Button } from "../../ui/Button";
import styles from "./account.module.css";
import { Choice } from "./Choice";

/** All of it is of this device: what one is told of at a desk is not what one wants in a pocket. */
export function NotificationsPart() {
  const words = lateWords().notices;
  const state = useSyncExternalStore(onNoticeState, noticeState);
  // Not every browser tells it to those who listen: an answer draws it anew.
  const [, setAnswered] = useState(state);
  const [choice, setChoice] = useState(noticeChoice);
  const [isKept, setKept] = useState(true);
  const choose = (change: Partial<NoticeChoice>) => {
    const after = { ...choice, ...change };
    setChoice(after);
    setKept(chooseNotices(after));
    if (change.sound) playTone();
  };
  const ask = () => void askForNotices().then(setAnswered);
  return (
    <div className={styles.form}>
      <div className={styles.choices}>
        <h3 className={styles.legend}>{words.state}</h3>
        <p role="status">{words[state]}</p>
        {state === "off" && (
          <p>
            <Button small onClick={ask}>
              {words.ask}
            </Button>
          </p>
        )}
      </div>
      <Choice
        legend={words.of}
        name="notices"
        chosen={choice.of}
        choices={[
          ["called", words.called],
          ["all", words.all],
          ["nothing", words.nothing],
        ]}
        onChoose={(of) => choose({ of })}
      />
      <Choice
        legend={words.sound}
        name="sound"
        chosen={choice.sound}
        choices={[
          [true, words.soundOn],
          [false, words.soundOff],
        ]}
        onChoose={(sound) => choose({ sound })}
      />
      <Choice
        legend={words.words}
        name="words"
        chosen={choice.words}
        choices={[
          [true, words.wordsOn],
          [false, words.wordsOff],
        ]}
        onChoose={(shown) => choose({ words: shown })}
      />
      {!isKept && <p role="alert">{lateWords().account.notKept}</p>}
    </div>
  );
}
