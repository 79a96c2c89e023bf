import type { ReactNode } from "react";
import { Link } from "wouter";
import { briefTime } from "../../lib/dates";
import { t } from "../../lib/i18n";
import { previewOf } from "../../lib/preview";
import { useCell } from "../../lib/use-cell";
import { useBlocked, useChannels, useLive, useMe, usePeople } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import { Avatar } from "../../ui/Avatar";
import { Empty, Page } from "../../ui/Page";
import styles from "./ThreadList.module.css";

/** All threads that we follow, the latest reply first. */
export function ThreadList({ tools }: { tools?: ReactNode }) {
  const { store } = useLive();
  const me = useMe();
  const people = usePeople();
  const blocked = useBlocked();
  const followed = useCell(store.followed.view);
  const channels = new Map(useChannels().map((channel) => [channel.id, channel]));
  const nameOf = (id: string) => people.get(id)?.displayName ?? t.timeline.unknown;
  return (
    <Page title={t.threads.title} tools={tools}>
      {followed.length === 0 ? (
        <Empty title={t.threads.empty} lead={t.threads.emptyLead} />
      ) : (
        <ul className={styles.list}>
          {followed.map(({ root, unread }) => {
            const channel = channels.get(root.channel);
            return (
              <li key={root.id}>
                <Link
                  href={`/c/${root.channel}/t/${root.id}`}
                  className={`${styles.row} ${unread > 0 ? styles.unread : ""}`}
                >
                  <Avatar id={root.author} name={nameOf(root.author)} />
                  <span className={styles.words}>
                    <span className={styles.place}>
                      <span className={styles.author} dir="auto">
                        {nameOf(root.author)}
                      </span>
                      {channel && <span>{t.threads.in(labelOf(channel, me.id))}</span>}
                    </span>
                    <span className={styles.text} dir="auto">
                      {root.deletedAt
                        ? t.timeline.deleted
                        : blocked.has(root.author)
                          ? t.blocks.folded
                          : previewOf(root.text ?? "", root.attachments)}
                    </span>
                    <span className={styles.place}>
                      {t.timeline.replies(root.replies?.count ?? 0)}
                      {root.replies && <span>{briefTime(root.replies.lastAt, Date.now())}</span>}
                    </span>
                  </span>
                  {unread > 0 && <span className={styles.badge}>{t.threads.unread(unread)}</span>}
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Page>
  );
}
