import { type FormEvent, useState } from "react";
import { dayBefore, dayName, dayOf, longDay, written } from "../../lib/dates";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { useLive } from "../../live/live-context";
import type { ChannelView } from "../../live/views";
import type { Message } from "../../live/wire";
import { byArrows } from "../../ui/arrows";
import { Button } from "../../ui/Button";
import { Dialog, type Place } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import layout from "../../ui/layout.module.css";
import styles from "./JumpToDate.module.css";
import { messageAt } from "./timeline-api";

interface JumpToDateProps {
  channel: ChannelView;
  /** The line of a day, if it was opened there. */
  beside: Place | null;
  onJump: (message: Message) => void;
  onClose: () => void;
}

/** To what was said on a day, as far back as it is. A day is the reader's own, from midnight where they are. */
export function JumpToDate({ channel, beside, onJump, onClose }: JumpToDateProps) {
  const { http } = useLive();
  const [now] = useState(Date.now);
  const [date, setDate] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const words = t.dates;

  const jump = async (to: Date) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const message = await messageAt(http, channel.id, to);
      if (message) return onJump(message);
      setFailure(words.nothing);
    } catch (error) {
      setFailure(explain(error));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = dayOf(date);
    setWrong(day === null);
    if (day) void jump(day);
  };

  const days = [
    { label: words.today, day: dayBefore(now, {}) },
    { label: words.yesterday, day: dayBefore(now, { days: 1 }) },
    { label: words.week, day: dayBefore(now, { days: 7 }) },
    { label: words.month, day: dayBefore(now, { months: 1 }) },
  ];
  return (
    <Dialog title={words.title} size="small" beside={beside} onClose={onClose}>
      {failure !== null && (
        <p role="alert" className={`${layout.error} ${styles.failure}`}>
          {failure}
        </p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows go from button to button */}
      <ul className={styles.days} aria-busy={busy} onKeyDown={byArrows}>
        {days.map(({ label, day }, at) => (
          <li key={label}>
            <button type="button" data-autofocus={at === 0 || undefined} onClick={() => void jump(day)}>
              <span className={styles.label}>{label}</span>
              <span className={styles.when}>{longDay(day.toISOString())}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => void jump(new Date(0))}>
            <span className={styles.label}>{words.beginning}</span>
            <span className={styles.when}>{dayName(channel.createdAt, now)}</span>
          </button>
        </li>
      </ul>
      <form className={styles.date} noValidate onSubmit={submit}>
        <Field
          label={words.date}
          type="date"
          max={written(new Date(now))}
          error={isWrong ? words.noDate : undefined}
          value={date}
          onChange={setDate}
        />
        <Button type="submit" look="primary" disabled={busy}>
          {words.go}
        </Button>
      </form>
    </Dialog>
  );
}
