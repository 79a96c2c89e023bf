import { type FormEvent, useState } from "react";
import { explain, fieldErrors } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { useLive } from "../../live/live-context";
import type { ChannelView } from "../../live/views";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import layout from "../../ui/layout.module.css";
import { changeChannel } from "./channels-api";

export function EditChannel({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { http } = useLive();
  const [name, setName] = useState(channel.name ?? "");
  const [topic, setTopic] = useState(channel.topic ?? "");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const errors = fieldErrors(failure);

  const change = async (what: { name?: string; topic?: string; archived?: boolean }) => {
    setBusy(true);
    try {
      await changeChannel(http, channel.id, what);
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void change({ name: name.trim(), topic: topic.trim() });
  };

  return (
    <Dialog title={t.channel.edit} onClose={onClose}>
      <form className={layout.body} onSubmit={submit}>
        {failure !== null && !errors.name && !errors.topic && (
          <p role="alert" className={layout.error}>
            {explain(failure)}
          </p>
        )}
        <Field
          label={t.channel.name}
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
        <div className={layout.actions}>
          <Button disabled={busy} onClick={() => change({ archived: !channel.archived })}>
            {channel.archived ? t.channel.unarchive : t.channel.archive}
          </Button>
          <span className={layout.grow} />
          <Button onClick={onClose}>{t.channel.cancel}</Button>
          <Button type="submit" look="primary" disabled={busy || !name.trim()}>
            {t.channel.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
