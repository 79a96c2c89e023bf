import { useCallback } from "react";
import { t } from "../../lib/i18n";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useLive, usePeople } from "../../live/live-context";
import type { Message } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Dialog } from "../../ui/Dialog";
import styles from "./SeenBy.module.css";
import { readersOf } from "./timeline-api";

/** Who has read a message, asked for when somebody wants to know. */
export function SeenByDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { http } = useLive();
  const people = usePeople();
  const answer = useAnswer(
    useCallback(() => readersOf(http, message.channel, message.seq), [http, message.channel, message.seq]),
  );
  const readers = shownOf(answer);
  return (
    <Dialog title={t.receipts.title} onClose={onClose}>
      <div className={styles.list} aria-busy={answer.state === "asking"}>
        {answer.state === "failed" && <p role="alert">{t.receipts.off}</p>}
        {answer.state === "here" && readers?.length === 0 && <p>{t.receipts.nobody}</p>}
        <ul>
          {readers?.map(({ user }) => (
            <li key={user} className={styles.reader}>
              <Avatar id={user} name={people.get(user)?.displayName ?? t.timeline.unknown} size={32} />
              <span dir="auto">{people.get(user)?.displayName ?? t.timeline.unknown}</span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
