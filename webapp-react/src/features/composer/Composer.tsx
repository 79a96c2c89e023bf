import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { formatByKey } from "../../lib/formatting-keys";
import { t } from "../../lib/i18n";
import { keyed } from "../../lib/keys";
import { isComposing, useAutosize } from "../../lib/use-autosize";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import { TYPING_EVERY } from "../../live/typing";
import { useSuggestions } from "../../live/use-suggestions";
import type { ChannelView } from "../../live/views";
import { IconButton } from "../../ui/Button";
import { late } from "../../ui/late";
import { listOf, Suggestions } from "../../ui/Suggestions";
import { useCompletion, useWord } from "../../ui/use-completion";
import { AttachButtons, type AttachHandle } from "./AttachButtons";
import styles from "./Composer.module.css";
import { DropZone } from "./DropZone";
import { TypingLine } from "./TypingLine";
import { useUploads } from "./use-uploads";

const UploadTray = late(() => import("./UploadTray").then((all) => all.UploadTray));

export interface ComposerHandle {
  focus(): void;
  /** It has the focus, and nothing is written in it. */
  isResting(): boolean;
}

interface ComposerProps {
  channel: ChannelView;
  /** The message that is replied to, where this stands below a thread. */
  thread?: string;
  onEditLast: () => void;
  /** Page keys that the field has no use for scroll what is being answered. */
  onPage: (by: 1 | -1) => void;
  ref?: Ref<ComposerHandle>;
}

const KEEP_AFTER = 400;
/** Early, and before whoever else writes then: of what a page writes while it goes, only what it begins first is sure to be there (Chromium). */
const LEAVING = ["beforeunload", "pagehide", "visibilitychange"];

/** The words live here while they are written; the vault gets them after a pause and when the channel changes. */
export function Composer({ channel, thread, onEditLast, onPage, ref }: ComposerProps) {
  const { store, vault } = useLive();
  const me = useMe();
  const { enterSends } = me.preferences;
  const place = thread ? `${channel.id}/${thread}` : channel.id;
  const [text, setText] = useState(() => vault.draft(place));
  const [inChannel, setInChannel] = useState(false);
  const note = useId();
  const section = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const attach = useRef<AttachHandle>(null);
  const latest = useRef(text);
  const toldTyping = useRef(0);
  latest.current = text;
  // What another device has written, unless something is being written here.
  const kept = useCell(vault.drafts).get(place) ?? "";
  const known = useRef(kept);
  useEffect(() => {
    if (kept === known.current) return;
    const isUntouched = latest.current === known.current;
    known.current = kept;
    if (isUntouched) setText(kept);
  }, [kept]);
  useAutosize(field, text);
  const writing = useWord(field, me.id, text);
  const found = useSuggestions(writing.word, channel);
  const completion = useCompletion(field, me.id, writing, found);
  useImperativeHandle(
    ref,
    () => ({
      focus: () => field.current?.focus(),
      isResting: () => document.activeElement === field.current && latest.current === "",
    }),
    [],
  );

  // What was not written here is not kept anew: meanwhile another device may have sent it.
  const keep = useCallback(() => {
    if (latest.current !== known.current) vault.keepDraft(place, latest.current);
  }, [vault, place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the pause anew.
  useEffect(() => {
    const timer = setTimeout(keep, KEEP_AFTER);
    return () => clearTimeout(timer);
  }, [keep, text]);

  useEffect(() => {
    for (const event of LEAVING) window.addEventListener(event, keep, true);
    return () => {
      for (const event of LEAVING) window.removeEventListener(event, keep, true);
      keep();
    };
  }, [keep]);

  useEffect(() => {
    // On a touch screen the keyboard would cover what the reader came for.
    if (window.matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);

  const emptied = useCallback(() => {
    setText("");
    latest.current = "";
    setInChannel(false);
    vault.keepDraft(place, "");
    toldTyping.current = 0;
  }, [vault, place]);
  const files = useUploads(place, emptied);
  const { sending } = files.tray;

  const limit = useCell(store.textLimit);
  const over = [...text.trim()].length - limit;
  const sendable = (text.trim().length > 0 || files.isReady) && over <= 0 && !files.isStuck;
  const send = () => {
    const words = latest.current.trim();
    if (sending || files.isStuck || [...words].length > limit) return;
    const parcel = {
      channel: channel.id,
      text: words,
      ...(thread && { reply: { parent: thread, inChannel } }),
    };
    field.current?.focus();
    if (files.isReady) return files.send(parcel);
    if (!words) return;
    store.send(channel.id, words, parcel.reply);
    emptied();
  };

  const write = (words: string) => {
    setText(words);
    const now = Date.now();
    if (words && now - toldTyping.current > TYPING_EVERY) {
      toldTyping.current = now;
      store.typingIn(channel.id, thread);
    }
  };

  const recall = () => {
    const { pending, messages } = (
      thread ? store.thread(channel.id, thread) : store.timeline(channel.id)
    ).get();
    const last = pending.at(-1) ?? messages.findLast((each) => each.author === me.id && each.text);
    write(last?.text ?? "");
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    const key = keyed("composer", event);
    if (key !== "sendAlways" && (completion.onKeyDown(event) || formatByKey(event))) return;
    const touch = window.matchMedia("(pointer: coarse)").matches;
    const overflows = event.currentTarget.scrollHeight > event.currentTarget.clientHeight;
    if (key === "attach") attach.current?.choose();
    else if (key === "sendAlways" || (key === "send" && enterSends && !touch)) send();
    else if (!overflows && (key === "pageUp" || key === "pageDown")) onPage(key === "pageUp" ? -1 : 1);
    else if (text === "" && key === "editLast") onEditLast();
    else if (text === "" && key === "recall") recall();
    else return;
    event.preventDefault();
  };

  const hint = enterSends ? t.composer.hint : t.composer.hintEnterBreaks;
  const label = thread ? t.threads.reply : t.composer.label(labelOf(channel, me.id));
  if (channel.archived) return <p className={styles.archived}>{t.channel.isArchived}</p>;
  return (
    <section
      ref={section}
      className={styles.composer}
      aria-label={thread ? t.timeline.reply : t.composer.region}
      data-region={thread ? "reply" : "composer"}
    >
      <DropZone inside={section} onDrop={files.drop} />
      {(files.tray.uploads.length > 0 || files.tray.over > 0) && <UploadTray files={files} />}
      <div className={styles.box}>
        <AttachButtons ref={attach} onFiles={files.add} />
        <textarea
          ref={field}
          className={styles.field}
          aria-label={label}
          aria-describedby={note}
          placeholder={label}
          dir="auto"
          rows={1}
          enterKeyHint="send"
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={files.paste}
          readOnly={sending}
          {...listOf(completion, found)}
          {...completion.handlers}
        />
        <Suggestions field={field} completion={completion} found={found} />
        {sending ? (
          <IconButton icon="clock" label={t.files.hold} onClick={files.hold} />
        ) : (
          <IconButton icon="send" label={t.composer.send} disabled={!sendable} onClick={send} />
        )}
      </div>
      {thread && (
        <div className={styles.foot}>
          <TypingLine channel={channel.id} thread={thread} />
        </div>
      )}
      <div className={styles.foot}>
        {thread ? (
          <label className={styles.also} title={t.threads.alsoInChannel(labelOf(channel, me.id))}>
            <input
              type="checkbox"
              checked={inChannel}
              onChange={(event) => setInChannel(event.target.checked)}
            />
            <span>{t.threads.alsoInChannel(labelOf(channel, me.id))}</span>
          </label>
        ) : (
          <TypingLine channel={channel.id} />
        )}
        <span id={note} className={over > 0 ? styles.over : styles.hint}>
          {over > 0 ? t.composer.tooLong(over) : sending ? t.files.goes : text ? hint : ""}
        </span>
      </div>
    </section>
  );
}
