import { useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { previewOf } from "../../lib/preview";
import { useLive } from "../../live/live-context";
import type { Message } from "../../live/wire";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import layout from "../../ui/layout.module.css";
import styles from "./Timeline.module.css";
import { deleteMessage } from "./timeline-api";

export function ConfirmDelete({ message, onClose }: { message: Message; onClose: () => void }) {
  const { http } = useLive();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const confirm = async () => {
    setBusy(true);
    try {
      await deleteMessage(http, message.id);
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Dialog size="small" title={t.timeline.deleteAsk} onClose={onClose}>
      <div className={layout.body}>
        <blockquote className={styles.quote} dir="auto">
          {previewOf(message.text ?? "", message.attachments)}
        </blockquote>
        <p className={layout.lead}>{t.timeline.deleteLead}</p>
        {failure !== null && (
          <p role="alert" className={layout.error}>
            {explain(failure)}
          </p>
        )}
        <div className={layout.actions}>
          <Button onClick={onClose}>{t.channel.cancel}</Button>
          <Button look="danger" disabled={busy} onClick={confirm}>
            {t.timeline.delete}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
