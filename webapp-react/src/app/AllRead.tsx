import { useCallback, useEffect, useState } from "react";
import { t } from "../lib/i18n";
import { lateWords } from "../lib/late-words";
import { asksAllRead, setAsksAllRead } from "../lib/this-device";
import { useLive } from "../live/live-context";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import layout from "../ui/layout.module.css";

/** Marks every conversation as read; asks before, unless this device was told not to. */
export function AllRead({ onClose }: { onClose: () => void }) {
  const { store } = useLive();
  const [asks] = useState(asksAllRead);
  const [unasked, setUnasked] = useState(false);
  const mark = useCallback(() => {
    for (const { id, head } of store.channels.get()) store.markRead(id, head);
    onClose();
  }, [store, onClose]);

  useEffect(() => {
    if (!asks) mark();
  }, [asks, mark]);

  if (!asks) return null;
  const words = lateWords().allRead;
  return (
    <Dialog size="small" title={words.title} onClose={onClose}>
      <div className={layout.body}>
        <p className={layout.lead}>{words.lead}</p>
        <label className={layout.check}>
          <input type="checkbox" checked={unasked} onChange={(event) => setUnasked(event.target.checked)} />
          {words.unasked}
        </label>
        <div className={layout.actions}>
          <Button onClick={onClose}>{t.channel.cancel}</Button>
          <Button
            look="primary"
            data-autofocus
            onClick={() => {
              if (unasked) setAsksAllRead(false);
              mark();
            }}
          >
            {words.do}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
