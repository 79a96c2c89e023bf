import { useCallback, useEffect } from "react";
import { t } from "../../lib/en";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe, usePeople } from "../../live/live-context";
import type { Message } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Dialog } from "../../ui/Dialog";
import styles from "./SeenBy.module.css";
import { readersOf } from "./timeline-api";

const FACES = 8;

/** Who has come to one's own last words. The line is there before there is anything in it, so that nothing jumps. */
export function SeenBy({ channel, seq }: { channel: string; seq: number }) {
  const { store } = useLive();
  const people = usePeople();
  const { receipts } = useMe().preferences;
  const seen = useCell(store.receipts.in(channel));
  useEffect(() => (receipts ? store.receipts.open(channel) : undefined), [store, channel, receipts]);
  if (!receipts) return null;
  const readers = [...seen].flatMap(([user, upTo]) => (upTo >= seq ? [user] : []));
  const nameOf = (id: string) => people.get(id)?.displayName ?? t.timeline.unknown;
  return (
    <p className={styles.line}>
      {readers.length > 0 && (
        <>
          <span className={styles.faces}>
            {readers.slice(0, FACES).map((id) => (
              <Avatar key={id} id={id} name={nameOf(id)} size={20} />
            ))}
          </span>
          <span>{t.receipts.by(readers.map(nameOf))}</span>
        </>
      )}
    </p>
  );
}

/** The same for any message, asked for when somebody wants to know. */
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
              {people.get(user)?.displayName ?? t.timeline.unknown}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
