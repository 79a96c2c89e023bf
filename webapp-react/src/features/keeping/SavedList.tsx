import { useCallback, useState } from "react";
import { Link } from "wouter";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useCell } from "../../lib/use-cell";
import { useChannels, useLive, useMe } from "../../live/live-context";
import { labelOf } from "../../live/naming";
import { Button, IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
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
    <section className={styles.page} aria-label={t.keeping.saved} data-region="messages" tabIndex={-1}>
      <header className={styles.header}>
        <Link href="/" replace className={styles.back} aria-label={t.nav.back}>
          <Icon name="back" />
        </Link>
        <h1 className={styles.title}>{t.keeping.saved}</h1>
      </header>
      {wrong !== null && (
        <p role="alert" className={styles.note}>
          {explain(wrong)}
        </p>
      )}
      {answer.state === "here" && saved?.messages.length === 0 ? (
        <div className={styles.empty}>
          <h2>{t.keeping.noSaved}</h2>
          <p>{t.keeping.noSavedLead}</p>
        </div>
      ) : (
        <div className={styles.scroller} aria-busy={answer.state === "asking"}>
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
        </div>
      )}
    </section>
  );
}
