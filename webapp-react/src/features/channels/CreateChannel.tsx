import { type FormEvent, useState } from "react";
import { explain, fieldErrors } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { useLive } from "../../live/live-context";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import layout from "../../ui/layout.module.css";
import styles from "./channels.module.css";
import { createChannel } from "./channels-api";

interface CreateChannelProps {
  onClose: () => void;
  onOpen: (channel: string) => void;
}

export function CreateChannel({ onClose, onOpen }: CreateChannelProps) {
  const { http, store } = useLive();
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [kind, setKind] = useState<"public" | "private">("public");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const errors = fieldErrors(failure);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const made = await createChannel(http, { kind, name: name.trim(), topic: topic.trim() || undefined });
      store.adopt(made);
      onOpen(made.id);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <Dialog title={t.channel.create} onClose={onClose}>
      <form className={layout.body} onSubmit={submit}>
        {failure !== null && !errors.name && !errors.topic && (
          <p role="alert" className={layout.error}>
            {explain(failure)}
          </p>
        )}
        <Field
          label={t.channel.name}
          hint={t.channel.nameHint}
          error={errors.name}
          required
          maxLength={80}
          autoComplete="off"
          autoFocus
          value={name}
          onChange={setName}
        />
        <Field
          label={t.channel.topic}
          hint={t.channel.topicHint}
          error={errors.topic}
          maxLength={250}
          autoComplete="off"
          value={topic}
          onChange={setTopic}
        />
        <fieldset className={styles.choices}>
          <legend className={styles.legend}>{t.channel.kind}</legend>
          {(["public", "private"] as const).map((each) => (
            <label key={each} className={styles.choice}>
              <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
              <span>{t.channel[each]}</span>
            </label>
          ))}
        </fieldset>
        <div className={layout.actions}>
          <Button onClick={onClose}>{t.channel.cancel}</Button>
          <Button type="submit" look="primary" disabled={busy || !name.trim()}>
            {t.channel.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
