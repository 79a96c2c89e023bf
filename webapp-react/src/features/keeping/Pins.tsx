import { useCallback, useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useLive, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { IconButton } from "../../ui/Button";
import { Details } from "../../ui/Details";
import layout from "../../ui/layout.module.css";
import { Kept } from "./Kept";
import styles from "./keeping.module.css";
import { pinsOf, unpin } from "./keeping-api";

/** What the channel keeps at hand. */
export function Pins({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { http } = useLive();
  const me = useMe();
  const [failure, setFailure] = useState<unknown>(null);
  // `pinsVersion` is part of the question: when something is pinned, unpinned or edited, ask again.
  const ask = useCallback(
    () => (channel.pinsVersion >= 0 ? pinsOf(http, channel.id) : Promise.resolve([])),
    [http, channel.id, channel.pinsVersion],
  );
  const answer = useAnswer(ask);
  const pins = shownOf(answer)?.filter(({ deletedAt }) => !deletedAt);
  const wrong = answer.state === "failed" ? answer.error : failure;
  return (
    <Details
      title={t.keeping.pins}
      place={labelOf(channel, me.id)}
      up={`/c/${channel.id}`}
      busy={answer.state === "asking"}
      onClose={onClose}
    >
      {wrong !== null && (
        <p role="alert" className={layout.error}>
          {explain(wrong)}
        </p>
      )}
      {pins?.length === 0 && <p className={layout.lead}>{t.keeping.noPins}</p>}
      <ul className={styles.pins}>
        {pins?.map((message) => (
          <Kept key={message.id} message={message}>
            {!channel.archived && (
              <IconButton
                icon="close"
                size={16}
                label={t.keeping.unpin}
                onClick={() => void unpin(http, message.id).catch(setFailure)}
              />
            )}
          </Kept>
        ))}
      </ul>
    </Details>
  );
}
