import { useCallback } from "react";
import { exactTime, shortTime } from "../../lib/dates";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { useAnswer } from "../../lib/use-answer";
import { useLive } from "../../live/live-context";
import { Dialog } from "../../ui/Dialog";
import layout from "../../ui/layout.module.css";
import styles from "./History.module.css";
import { MessageText } from "./MessageText";
import { historyOf } from "./timeline-api";

/** What a message has said, the latest first. */
export function History({ id, onClose }: { id: string; onClose: () => void }) {
  const { http } = useLive();
  const answer = useAnswer(useCallback(() => historyOf(http, id), [http, id]));
  const versions = answer.state === "here" ? answer.value.toReversed() : [];
  return (
    <Dialog title={t.timeline.history} onClose={onClose}>
      <div className={layout.body} aria-busy={answer.state === "asking"}>
        {answer.state === "failed" && (
          <p role="alert" className={layout.error}>
            {explain(answer.error)}
          </p>
        )}
        <ol className={styles.versions}>
          {versions.map(({ text, at }, index) => (
            <li key={at + text}>
              <p className={styles.when}>
                <time dateTime={at} title={exactTime(at)}>
                  {shortTime(at)}
                </time>
                {index === 0 && <span>{t.timeline.versionNow}</span>}
                {index === versions.length - 1 && <span>{t.timeline.versionFirst}</span>}
              </p>
              <MessageText text={text} />
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}
