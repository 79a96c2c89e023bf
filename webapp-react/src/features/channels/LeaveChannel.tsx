import { useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { useLive, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import layout from "../../ui/layout.module.css";
import { remove } from "./channels-api";

interface LeaveChannelProps {
  channel: ChannelView;
  onClose: () => void;
  onLeft: () => void;
}

export function LeaveChannel({ channel, onClose, onLeft }: LeaveChannelProps) {
  const { http } = useLive();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const leave = async () => {
    setBusy(true);
    try {
      await remove(http, channel.id, me.id);
      onLeft();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <Dialog size="small" title={t.channel.leaveAsk(labelOf(channel, me.id))} onClose={onClose}>
      <div className={layout.body}>
        <p className={layout.lead}>
          {channel.kind === "public" ? t.channel.leavePublic : t.channel.leavePrivate}
        </p>
        {failure !== null && (
          <p role="alert" className={layout.error}>
            {explain(failure)}
          </p>
        )}
        <div className={layout.actions}>
          <Button onClick={onClose}>{t.channel.cancel}</Button>
          <Button look="danger" disabled={busy} onClick={leave}>
            {t.channel.leave}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
