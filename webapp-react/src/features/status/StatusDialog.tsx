import { type FormEvent, useId, useRef, useState } from "react";
import { briefTime } from "../../lib/dates";
import { explain } from "../../lib/failure";
import { lateWords } from "../../lib/late-words";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe } from "../../live/live-context";
import type { Status } from "../../live/wire";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { late } from "../../ui/late";
import layout from "../../ui/layout.module.css";
import { PresenceMark } from "../../ui/PresenceMark";
import { CHOICES, type End, endOf } from "./ends";
import styles from "./StatusDialog.module.css";
import { sayStatus } from "./status-api";

const EmojiPicker = late(() => import("../../ui/EmojiPicker").then((all) => all.EmojiPicker));

const STATES = ["online", "away", "dnd"] as const;
const LONGEST_TEXT = 100;

const startOf = (kept: string | undefined): End => ({ choice: kept ? "kept" : "never", at: "" });

export function StatusDialog({ onClose }: { onClose: () => void }) {
  const { http, store } = useLive();
  const me = useMe();
  // As it was when the dialog opened: another device's change must not pull the form away.
  const [before] = useState(useCell(store.status.now));
  const [state, setState] = useState(before.state);
  const [until, setUntil] = useState(startOf(before.until));
  const [emoji, setEmoji] = useState(before.emoji ?? "");
  const [text, setText] = useState(before.text ?? "");
  const [textUntil, setTextUntil] = useState(startOf(before.textUntil));
  const [picking, setPicking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [isPast, setPast] = useState({ until: false, textUntil: false });
  const [failure, setFailure] = useState<unknown>(null);
  const opener = useRef<HTMLDivElement>(null);
  const said = text.trim();
  const hasWords = said !== "" || emoji !== "";

  const say = async (status: Status) => {
    setBusy(true);
    try {
      store.status.heard(await sayStatus(http, status));
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const now = Date.now();
    const end = state === "online" ? undefined : endOf(until, before.until, now);
    const textEnd = hasWords ? endOf(textUntil, before.textUntil, now) : undefined;
    setPast({ until: end === null, textUntil: textEnd === null });
    if (end === null || textEnd === null) return;
    void say({
      state,
      ...(end && { until: end }),
      ...(emoji && { emoji }),
      ...(said && { text: said }),
      ...(textEnd && { textUntil: textEnd }),
    });
  };

  return (
    <Dialog title={lateWords().status.title} onClose={onClose}>
      <form className={layout.body} onSubmit={submit}>
        {failure !== null && (
          <p role="alert" className={layout.error}>
            {explain(failure)}
          </p>
        )}
        <fieldset className={styles.part}>
          <legend className={styles.legend}>{lateWords().status.how}</legend>
          {STATES.map((each) => (
            <label key={each} className={styles.choice}>
              <input
                type="radio"
                name="state"
                checked={state === each}
                data-autofocus={state === each || undefined}
                onChange={() => setState(each)}
              />
              <PresenceMark state={each} size={12} />
              {lateWords().status.as[each]}
            </label>
          ))}
          {state === "dnd" && <p className={layout.lead}>{lateWords().status.dndHint}</p>}
          {state !== "online" && (
            <Ends
              label={lateWords().status.ends}
              kept={before.until}
              end={until}
              isPast={isPast.until}
              onChange={setUntil}
            />
          )}
        </fieldset>
        <fieldset className={styles.part}>
          <legend className={styles.legend}>{lateWords().status.words}</legend>
          <div className={styles.words} ref={opener}>
            {emoji ? (
              <button
                type="button"
                className={styles.emoji}
                aria-label={`${lateWords().status.emoji}: ${emoji}`}
                onClick={() => setPicking(true)}
              >
                {emoji}
              </button>
            ) : (
              <IconButton icon="smile" label={lateWords().status.emoji} onClick={() => setPicking(true)} />
            )}
            <span className={layout.grow}>
              <Field
                label={lateWords().status.text}
                hint={lateWords().status.textHint}
                maxLength={LONGEST_TEXT}
                autoComplete="off"
                value={text}
                onChange={setText}
              />
            </span>
            {emoji && (
              <IconButton icon="close" label={lateWords().status.noEmoji} onClick={() => setEmoji("")} />
            )}
          </div>
          {hasWords && (
            <Ends
              label={lateWords().status.textEnds}
              kept={before.textUntil}
              end={textUntil}
              isPast={isPast.textUntil}
              onChange={setTextUntil}
            />
          )}
        </fieldset>
        <div className={layout.actions}>
          <Button disabled={busy} onClick={() => void say({ state: "online" })}>
            {lateWords().status.clear}
          </Button>
          <span className={layout.grow} />
          <Button type="submit" look="primary" disabled={busy}>
            {lateWords().status.save}
          </Button>
        </div>
      </form>
      {picking && (
        <EmojiPicker
          user={me.id}
          beside={opener.current}
          onPick={setEmoji}
          onClose={() => setPicking(false)}
        />
      )}
    </Dialog>
  );
}

interface EndsProps {
  label: string;
  /** An end that was set before, and may stay. */
  kept: string | undefined;
  end: End;
  isPast: boolean;
  onChange: (end: End) => void;
}

function Ends({ label, kept, end, isPast, onChange }: EndsProps) {
  const id = useId();
  return (
    <div className={styles.ends}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={end.choice}
        onChange={(event) => onChange({ ...end, choice: event.target.value as End["choice"] })}
      >
        {kept && <option value="kept">{briefTime(kept, Date.now())}</option>}
        {CHOICES.map((each) => (
          <option key={each} value={each}>
            {lateWords().status.end[each]}
          </option>
        ))}
      </select>
      {end.choice === "custom" && (
        <Field
          label={lateWords().status.at}
          type="datetime-local"
          required
          error={isPast ? lateWords().status.past : undefined}
          value={end.at}
          onChange={(at) => onChange({ ...end, at })}
        />
      )}
    </div>
  );
}
