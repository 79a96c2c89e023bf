import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { explain } from "../../lib/failure";
import { formatByKey } from "../../lib/formatting-keys";
import { t } from "../../lib/i18n";
import { parse } from "../../lib/markdown/parse";
import { isComposing, useAutosize } from "../../lib/use-autosize";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe, usePeople } from "../../live/live-context";
import { useNames } from "../../live/names";
import { labelOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { Message } from "../../live/wire";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import layout from "../../ui/layout.module.css";
import { Markdown } from "../../ui/Markdown";
import styles from "./Forward.module.css";
import { forwarded } from "./forwarded";
import { TargetPicker } from "./TargetPicker";
import type { Target } from "./targets";

interface ForwardProps {
  message: Message;
  /** Where it was said. */
  from: ChannelView;
  /** The conversation with somebody, begun if need be. */
  directWith: (user: string) => Promise<string>;
  onSent: (channel: string) => void;
  onClose: () => void;
}

const mayPost = ({ channel }: Target) => !channel?.archived;

/** Says elsewhere what was said here: first where, then with which words of one's own. */
export function Forward({ message, from, directWith, onSent, onClose }: ForwardProps) {
  const { store } = useLive();
  const limit = useCell(store.textLimit);
  const me = useMe();
  const people = usePeople();
  const names = useNames();
  const [target, setTarget] = useState<Target | null>(null);
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useAutosize(field, comment);
  const author = people.get(message.author)?.displayName ?? t.timeline.unknown;
  const shown = useDeferredValue(comment);
  const preview = useMemo(
    () => forwarded(message, author, from, shown, limit),
    [message, author, from, shown, limit],
  );
  const tree = useMemo(() => parse(preview.text), [preview.text]);
  const words = t.forward;

  const send = async () => {
    if (!target || busy) return;
    const { text, over } = forwarded(message, author, from, comment, limit);
    if (over > 0) return;
    setBusy(true);
    try {
      const channel = target.channel ? target.channel.id : await directWith(target.other.id);
      store.send(channel, text);
      onSent(channel);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event) || formatByKey(event)) return;
    const touch = window.matchMedia("(pointer: coarse)").matches;
    const sends = (me.preferences.enterSends && !touch) || event.ctrlKey || event.metaKey;
    if (event.key !== "Enter" || event.shiftKey || !sends) return;
    event.preventDefault();
    void send();
  };

  if (!target) {
    return (
      <Dialog title={words.title} onClose={onClose}>
        <TargetPicker label={words.to} only={mayPost} onChoose={setTarget} />
      </Dialog>
    );
  }
  const to = target.channel ? labelOf(target.channel, me.id) : target.title;
  return (
    <Dialog key="words" title={words.titleTo(to)} onClose={onClose}>
      <div className={layout.body}>
        {failure !== null && (
          <p role="alert" className={layout.error}>
            {explain(failure)}
          </p>
        )}
        {from.kind !== "public" && target.channel?.id !== from.id && (
          <p className={styles.warning}>{words.notPublic(to)}</p>
        )}
        <textarea
          ref={field}
          className={styles.field}
          aria-label={words.comment}
          placeholder={words.comment}
          dir="auto"
          rows={2}
          data-autofocus
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <section className={styles.preview} aria-label={words.preview}>
          <Markdown tree={tree} names={names} />
        </section>
        {preview.isCut && preview.over === 0 && <p className={layout.lead}>{words.isCut}</p>}
        {preview.over > 0 && (
          <p role="alert" className={layout.error}>
            {t.composer.tooLong(preview.over)}
          </p>
        )}
        <div className={layout.actions}>
          <Button onClick={() => setTarget(null)}>{words.elsewhere}</Button>
          <span className={layout.grow} />
          <Button look="primary" disabled={busy || preview.over > 0} onClick={() => void send()}>
            {words.send}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
