import { useCallback, useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import { Button, IconButton } from "../../ui/Button";
import { Empty, Page } from "../../ui/Page";
import { Kept } from "./Kept";
import styles from "./keeping.module.css";
import { savedPages } from "./keeping-api";

/** What we have put aside, the latest first. */
export function SavedList() {
  const { http, store } = useLive();
  const me = useMe();
  const channels = new Map(useChannels().map((channel) => [channel.id, channel]));
  const ids = useCell(store.saved.ids);
  const [pages, setPages] = useState(1);
  const [failure, setFailure] = useState<unknown>(null);
  // `ids` is part of the question: when something is saved or no longer, here or on another device, ask again.
  const ask = useCallback(
    () => (ids ? savedPages(http, pages) : Promise.resolve({ messages: [], more: false })),
    [http, pages, ids],
  );
  const answer = useAnswer(ask);
  const saved = shownOf(answer);
  const wrong = answer.state === "failed" ? answer.error : failure;
  return (
    <Page title={t.keeping.saved} busy={answer.state === "asking"}>
      {wrong !== null && (
        <p role="alert" className={styles.note}>
          {explain(wrong)}
        </p>
      )}
      {answer.state === "here" && saved?.messages.length === 0 ? (
        <Empty title={t.keeping.noSaved} lead={t.keeping.noSavedLead} />
      ) : (
        <>
          <ul className={styles.list}>
            {saved?.messages.map((message) => {
              const channel = channels.get(message.channel);
              return (
                <Kept key={message.id} message={message} label={channel ? labelOf(channel, me.id) : "…"}>
                  <IconButton
                    icon="close"
                    size={16}
                    label={t.keeping.unsave}
                    onClick={() => void store.saved.put(message.id, false).catch(setFailure)}
                  />
                </Kept>
              );
            })}
          </ul>
          {saved?.more && (
            <p className={styles.note}>
              <Button small disabled={answer.state === "asking"} onClick={() => setPages(pages + 1)}>
                {t.keeping.earlier}
              </Button>
            </p>
          )}
        </>
      )}
    </Page>
  );
}
