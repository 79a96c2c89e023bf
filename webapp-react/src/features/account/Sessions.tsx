import { useCallback, useState } from "react";
import { shortTime } from "../../lib/dates";
import { explain } from "../../lib/failure";
import { lateWords } from "../../lib/late-words";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useLive } from "../../live/live-context";
import { Button } from "../../ui/Button";
import layout from "../../ui/layout.module.css";
import styles from "./account.module.css";
import { endSession, sessions } from "./account-api";
import { deviceOf } from "./device";

export function Sessions() {
  const { http } = useLive();
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = useCallback(() => (round >= 0 ? sessions(http) : Promise.resolve([])), [http, round]);
  const answer = useAnswer(ask);
  const end = (id: string) => endSession(http, id).then(() => setRound((n) => n + 1), setFailure);
  const problem = failure ?? (answer.state === "failed" ? answer.error : null);
  return (
    <div className={styles.form}>
      {problem !== null && (
        <p role="alert" className={layout.error}>
          {explain(problem)}
        </p>
      )}
      <ul className={layout.list} aria-busy={answer.state === "asking"}>
        {shownOf(answer)?.map((session) => (
          <li key={session.id} className={layout.item}>
            <span className={layout.grow}>
              <span className={layout.name} dir="auto">
                {deviceOf(session.userAgent)}
              </span>
              <span className={layout.sub}>
                {[session.address, lateWords().account.lastSeen(shortTime(session.lastSeenAt))]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            {session.current ? (
              <span className={layout.lead}>{lateWords().account.thisSession}</span>
            ) : (
              <Button
                small
                aria-label={lateWords().account.endSessionWho(deviceOf(session.userAgent))}
                onClick={() => end(session.id)}
              >
                {lateWords().account.endSession}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
