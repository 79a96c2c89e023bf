import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { explain } from "../../lib/failure";
import { formatByKey } from "../../lib/formatting-keys";
import { t } from "../../lib/i18n";
import { isComposing, useAutosize } from "../../lib/use-autosize";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe } from "../../live/live-context";
import { useSuggestions } from "../../live/use-suggestions";
import type { ChannelView } from "../../live/views";
import type { Message } from "../../live/wire";
import { Button } from "../../ui/Button";
import { listOf, Suggestions } from "../../ui/Suggestions";
import { useCompletion, useWord } from "../../ui/use-completion";
import styles from "./MessageRow.module.css";
import { editMessage } from "./timeline-api";

interface EditMessageProps {
  message: Message;
  onDone: () => void;
}

export function EditMessage({ message, onDone }: EditMessageProps) {
  const channel = useChannels().find(({ id }) => id === message.channel);
  // Nobody edits in a channel that they have just left.
  return channel ? <Editor channel={channel} message={message} onDone={onDone} /> : null;
}

function Editor({ channel, message, onDone }: EditMessageProps & { channel: ChannelView }) {
  const { http, store } = useLive();
  const me = useMe();
  const limit = useCell(store.textLimit);
  const [text, setText] = useState(message.text ?? "");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useAutosize(field, text);
  const writing = useWord(field, me.id, text);
  const found = useSuggestions(writing.word, channel);
  const completion = useCompletion(field, me.id, writing, found);

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const fits = text.trim().length > 0 && [...text.trim()].length <= limit;
  const save = async () => {
    if (!fits || busy) return;
    if (text.trim() === message.text) return onDone();
    setBusy(true);
    try {
      // The row changes when the log says so, like everybody's.
      await editMessage(http, message.id, text.trim());
      onDone();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event) || completion.onKeyDown(event) || formatByKey(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      onDone();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };

  return (
    <div className={styles.editing}>
      <div className={styles.editBox}>
        <textarea
          ref={field}
          className={styles.editField}
          aria-label={t.composer.edit}
          dir="auto"
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          {...listOf(completion, found)}
          {...completion.handlers}
        />
        <Suggestions field={field} completion={completion} found={found} />
      </div>
      {failure !== null && (
        <p role="alert" className={styles.editError}>
          {explain(failure)}
        </p>
      )}
      <div className={styles.editActions}>
        <Button small look="primary" disabled={busy || !fits} onClick={save}>
          {t.composer.saveEdit}
        </Button>
        <Button small onClick={onDone}>
          {t.composer.cancelEdit}
        </Button>
        <span>{t.composer.editHint}</span>
      </div>
    </div>
  );
}
