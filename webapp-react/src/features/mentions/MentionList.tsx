import { type KeyboardEvent, memo, type ReactNode, type UIEvent, useEffect } from "react";
import { Link } from "wouter";
import { briefTime, exactTime } from "../../lib/dates";
import { language, t } from "../../lib/i18n";
import { treeOf } from "../../lib/markdown/reading";
import { placeOf } from "../../lib/places";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe, usePeople } from "../../live/live-context";
import { useNames } from "../../live/names";
import { labelOf } from "../../live/naming";
import type { Message } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Markdown } from "../../ui/Markdown";
import { Empty, Page } from "../../ui/Page";
import styles from "./MentionList.module.css";

const NEAR_THE_END = 600;

/** Where others have named us, the newest first. */
export function MentionList({ tools }: { tools?: ReactNode }) {
  const { store } = useLive();
  const me = useMe();
  const people = usePeople();
  const { messages, reachesEnd, loading, failed } = useCell(store.mentions.view);
  const channels = new Map(useChannels().map((channel) => [channel.id, channel]));

  useEffect(() => store.mentions.open(), [store]);

  const onScroll = ({ currentTarget: list }: UIEvent) => {
    const below = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (below < NEAR_THE_END && !failed) store.mentions.more();
  };

  return (
    <Page title={t.mentions.title} tools={tools} busy={loading} onScroll={onScroll}>
      {reachesEnd && messages.length === 0 && !failed ? (
        <Empty title={t.mentions.empty} lead={t.mentions.emptyLead} />
      ) : (
        <>
          <ul className={styles.list}>
            {messages.map((message) => {
              const channel = channels.get(message.channel);
              return (
                <Mention
                  key={message.id}
                  message={message}
                  author={people.get(message.author)?.displayName ?? t.timeline.unknown}
                  label={channel ? labelOf(channel, me.id) : "…"}
                  fresh={channel !== undefined && message.seq > channel.readSeq}
                />
              );
            })}
          </ul>
          {failed ? (
            <p className={styles.note} role="alert">
              {t.mentions.failed}{" "}
              <Button small onClick={() => store.mentions.more()}>
                {t.failure.retry}
              </Button>
            </p>
          ) : reachesEnd ? (
            <p className={styles.note}>{t.mentions.end}</p>
          ) : loading ? (
            <p className={`${styles.note} ${styles.late}`} role="status">
              {t.mentions.loading}
            </p>
          ) : (
            <p className={styles.note}>
              <Button small onClick={() => store.mentions.more()}>
                {t.mentions.earlier}
              </Button>
            </p>
          )}
        </>
      )}
    </Page>
  );
}

interface MentionProps {
  message: Message;
  author: string;
  label: string;
  fresh: boolean;
}

/** Its link lies over the whole row; the links within the text lie over that. */
const Mention = memo(function Mention({ message, author, label, fresh }: MentionProps) {
  useCell(language);
  const names = useNames();
  return (
    <li className={`${styles.row} ${fresh ? styles.fresh : ""}`}>
      <Avatar id={message.author} name={author} />
      <div className={styles.words}>
        <Link
          href={placeOf(message.channel, message.id)}
          className={styles.open}
          data-mention
          onKeyDown={onKeyDown}
        >
          <span className="hidden-text">
            {t.mentions.place(author, label)}
            {fresh && `, ${t.mentions.fresh}`},{" "}
          </span>
          <span aria-hidden="true" dir="auto" className={styles.author}>
            {author}
          </span>
          <span aria-hidden="true" dir="auto" className={styles.label}>
            {label}
          </span>
          <time className={styles.time} dateTime={message.at} title={exactTime(message.at)}>
            {briefTime(message.at, Date.now())}
          </time>
        </Link>
        <div className={styles.text}>
          <Markdown tree={treeOf(message.text ?? "")} names={names} calls={message.mentions} />
        </div>
      </div>
    </li>
  );
});

function onKeyDown(event: KeyboardEvent<HTMLElement>) {
  const links = [...document.querySelectorAll<HTMLElement>("[data-mention]")];
  const at = links.indexOf(event.currentTarget);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const next = to === undefined ? undefined : links[to];
  if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  next.focus();
}
