import { Link } from "wouter";
import { t } from "../../lib/i18n";
import { previewOf } from "../../lib/preview";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import { IconButton } from "../../ui/Button";
import { Empty, Page } from "../../ui/Page";
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
    <Page title={t.drafts.title}>
      {drafts.length === 0 ? (
        <Empty title={t.drafts.empty} lead={t.drafts.emptyLead} />
      ) : (
        <ul className={styles.list}>
          {drafts.map(({ place, text, root, label, id }) => (
            <li key={place} className={styles.item}>
              <Link href={root ? `/c/${id}/t/${root}` : `/c/${id}`} className={styles.row}>
                <span className={styles.place} dir="auto">
                  {root ? t.drafts.inThread(label) : label}
                </span>
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
    </Page>
  );
}
