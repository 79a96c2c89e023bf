import { useState } from "react";
import { copy } from "../lib/clipboard";
import { t } from "../lib/i18n";
import { previewOf } from "../lib/preview";
import { useCell } from "../lib/use-cell";
import { useLive } from "../live/live-context";
import { BackLink } from "../ui/BackLink";
import { Button, IconButton } from "../ui/Button";
import { Mark } from "../ui/Mark";
import styles from "./Workspace.module.css";

interface GoneProps {
  channel: string;
  /** What it was called while we were in it. */
  label: string | null;
  onBrowse: () => void;
}

/** A conversation that is not ours, or not any more. What was written there and did not get out can be taken along. */
export function Gone({ channel, label, onBrowse }: GoneProps) {
  const { store, vault } = useLive();
  const { pending } = useCell(store.timeline(channel));
  const draft = useCell(vault.drafts).get(channel);
  const [failed, setFailed] = useState(false);
  const take = (text: string) => {
    setFailed(false);
    copy(text).catch(() => setFailed(true));
  };
  const kept = pending.map(({ clientId, text, files }) => ({
    key: clientId,
    text: text || previewOf("", files),
    drop: () => store.discard(clientId),
  }));
  if (draft) kept.push({ key: "draft", text: draft, drop: () => vault.keepDraft(channel, "") });
  return (
    <div className={styles.nothing}>
      <div className={styles.nothingBack}>
        <BackLink />
      </div>
      <Mark size={56} />
      <h1 className={styles.nothingTitle}>{label ? t.channel.notInIt(label) : t.channel.notHere}</h1>
      <p>{label ? t.channel.notInItLead : t.channel.notHereLead}</p>
      {kept.length > 0 && (
        <section className={styles.kept} aria-label={t.channel.kept}>
          <h2>{t.channel.kept}</h2>
          <ul>
            {kept.map(({ key, text, drop }) => (
              <li key={key}>
                <blockquote dir="auto">{text}</blockquote>
                <IconButton icon="copy" label={t.timeline.copy} onClick={() => take(text)} />
                <IconButton icon="trash" label={t.timeline.discard} onClick={drop} />
              </li>
            ))}
          </ul>
          {failed && <p role="alert">{t.failure.generic}</p>}
        </section>
      )}
      <div className={styles.nothingActions}>
        <Button look="primary" onClick={onBrowse}>
          {t.nav.browse}
        </Button>
      </div>
    </div>
  );
}
