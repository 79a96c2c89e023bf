import { memo, type ReactNode, useState } from "react";
import { Link } from "wouter";
import { briefTime, exactTime } from "../../lib/dates";
import { language, t } from "../../lib/i18n";
import { treeOf } from "../../lib/markdown/reading";
import { placeOf } from "../../lib/places";
import { useCell } from "../../lib/use-cell";
import { useBlocked, usePeople } from "../../live/live-context";
import { useNames } from "../../live/names";
import type { Message } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { FoldedLine } from "../../ui/FoldedLine";
import { Icon } from "../../ui/Icon";
import { Markdown } from "../../ui/Markdown";
import styles from "./keeping.module.css";

interface KeptProps {
  message: Message;
  /** Of the channel, where that is not plain anyway. */
  label?: string;
  onGo?: () => void;
  children: ReactNode;
}

/** A message that is kept at hand. Its link lies over the whole row; what can be pressed within lies over that. */
export const Kept = memo(function Kept({ message, label, onGo, children }: KeptProps) {
  useCell(language);
  const names = useNames();
  const author = usePeople().get(message.author)?.displayName ?? t.timeline.unknown;
  const isBlocked = useBlocked().has(message.author);
  const [shown, setShown] = useState(false);
  const files = message.attachments ?? [];
  return (
    <li className={styles.row}>
      <Avatar id={message.author} name={author} />
      <div className={styles.words}>
        <Link href={placeOf(message.channel, message.id)} className={styles.open} onClick={onGo}>
          <span className="hidden-text">{t.keeping.go}: </span>
          <span className={styles.author} dir="auto">
            {label ? t.keeping.place(author, label) : author}
          </span>
          <time className={styles.time} dateTime={message.at} title={exactTime(message.at)}>
            {briefTime(message.at, Date.now())}
          </time>
        </Link>
        <div className={styles.text}>
          {isBlocked && !shown ? (
            <FoldedLine onShow={() => setShown(true)} />
          ) : (
            <>
              {message.text && (
                <Markdown tree={treeOf(message.text)} names={names} calls={message.mentions} />
              )}
              {files.length > 0 && (
                <p className={styles.files}>
                  <Icon name="attach" size={14} /> {t.files.sent(files.map(({ name }) => name))}
                </p>
              )}
            </>
          )}
        </div>
      </div>
      <div className={styles.deeds}>{children}</div>
    </li>
  );
});
