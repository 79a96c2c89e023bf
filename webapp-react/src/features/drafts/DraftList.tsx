import { Link } from "wouter";
import { t } from "../../lib/i18n";
import { previewOf } from "../../lib/preview";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import styles from "./DraftList.module.css";

/** All that is written and not sent, on whatever device. */
export function DraftList() {
  const { vault } = useLive();
  const me = useMe();
  const channels = new Map(useChannels().map((channel) => [channel.id, channel]));
  const drafts = [...useCell(vault.drafts)].flatMap(([place, text]) => {
    const [id = "", root] = place.split("/");
    const channel = channels.get(id);
    return channel ? [{ place, text, root, label: labelOf(channel, me.id), id }] : [];
  });
  return (
    <section className={styles.page} aria-label={t.drafts.title} data-region="messages" tabIndex={-1}>
      <header className={styles.header}>
        <Link href="/" replace className={styles.back} aria-label={t.nav.back}>
          <Icon name="back" />
        </Link>
        <h1 className={styles.title}>{t.drafts.title}</h1>
      </header>
      {drafts.length === 0 ? (
        <div className={styles.empty}>
          <h2>{t.drafts.empty}</h2>
          <p>{t.drafts.emptyLead}</p>
        </div>
      ) : (
        <ul className={styles.list}>
          {drafts.map(({ place, text, root, label, id }) => (
            <li key={place} className={styles.item}>
              <Link href={root ? `/c/${id}/t/${root}` : `/c/${id}`} className={styles.row}>
                <span className={styles.place}>{root ? t.drafts.inThread(label) : label}</span>
                <span className={styles.text} dir="auto">
                  {previewOf(text)}
                </span>
              </Link>
              <IconButton
                icon="trash"
                size={18}
                label={t.drafts.discard(label)}
                onClick={() => vault.keepDraft(place, "")}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
