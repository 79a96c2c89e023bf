import { useState } from "react";
import { Link } from "wouter";
import { briefTime, exactTime } from "../../lib/dates";
import { t } from "../../lib/i18n";
import { placeOf } from "../../lib/places";
import { useBlocked, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { User } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { FoldedLine } from "../../ui/FoldedLine";
import { together } from "../../ui/together";
import styles from "./SearchPage.module.css";
import type { Hit, Segment } from "./search-api";

interface HitRowProps {
  hit: Hit;
  author: User | undefined;
  channel: ChannelView | undefined;
  onOpen: (message: string) => void;
}

export function HitRow({ hit: { message, snippet }, author, channel, onOpen }: HitRowProps) {
  const me = useMe();
  const isBlocked = useBlocked().has(message.author);
  const [shown, setShown] = useState(false);
  if (isBlocked && !shown) {
    return (
      <li className={styles.folded}>
        <FoldedLine onShow={() => setShown(true)} />
      </li>
    );
  }
  const name = author?.displayName ?? t.timeline.unknown;
  return (
    <li>
      <Link
        href={placeOf(message.channel, message.id)}
        className={styles.row}
        data-hit={message.id}
        onClick={() => onOpen(message.id)}
      >
        <Avatar id={message.author} name={name} />
        <span className={styles.words}>
          <span className={styles.place}>
            <span className={styles.author} dir="auto">
              {name}
            </span>
            {channel && <span>{t.threads.in(labelOf(channel, me.id))}</span>}
            {message.parent && <span>{t.search.inThread}</span>}
            <time dateTime={message.at} title={exactTime(message.at)}>
              {briefTime(message.at, Date.now())}
            </time>
          </span>
          <span className={styles.text} dir="auto">
            {together(snippet.map(piece))}
          </span>
        </span>
      </Link>
    </li>
  );
}

const piece = ({ text, hit }: Segment) => (hit ? <mark className={styles.mark}>{text}</mark> : text);
