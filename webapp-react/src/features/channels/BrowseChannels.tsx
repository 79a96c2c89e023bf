import { useCallback, useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useLive, useMe } from "../../live/live-context";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import layout from "../../ui/layout.module.css";
import styles from "./channels.module.css";
import { admit, discover } from "./channels-api";

interface BrowseChannelsProps {
  onClose: () => void;
  onOpen: (channel: string) => void;
}

export function BrowseChannels({ onClose, onOpen }: BrowseChannelsProps) {
  const { http, store } = useLive();
  const me = useMe();
  const [query, setQuery] = useState("");
  const [failure, setFailure] = useState<unknown>(null);
  const [joining, setJoining] = useState<string | null>(null);
  const ask = useCallback(() => discover(http, query.trim()), [http, query]);
  const answer = useAnswer(ask, query ? 200 : 0);
  const found = shownOf(answer);

  const join = async (channel: string) => {
    setJoining(channel);
    try {
      await admit(http, channel, me.id);
      await store.fetchChannel(channel);
      onOpen(channel);
    } catch (error) {
      setFailure(error);
      setJoining(null);
    }
  };

  const problem = failure ?? (answer.state === "failed" ? answer.error : null);
  return (
    <Dialog title={t.nav.browse} onClose={onClose}>
      <div className={layout.body}>
        <Field
          label={t.channel.find}
          type="search"
          autoFocus
          autoComplete="off"
          value={query}
          onChange={setQuery}
        />
        {problem !== null && (
          <p role="alert" className={layout.error}>
            {explain(problem)}
          </p>
        )}
        <ul className={`${layout.list} ${styles.results}`} aria-busy={answer.state === "asking"}>
          {found?.map((channel) => (
            <li key={channel.id} className={layout.item}>
              <span className={styles.glyph}>
                <Icon name="hash" size={18} />
              </span>
              <span className={layout.grow}>
                <span className={layout.name} dir="auto">
                  {channel.name}
                </span>
                <span className={layout.sub}>
                  {channel.topic
                    ? t.nav.of(t.channel.memberCount(channel.memberCount), channel.topic)
                    : t.channel.memberCount(channel.memberCount)}
                </span>
              </span>
              <Button
                small
                look="primary"
                disabled={joining !== null}
                aria-label={t.channel.joinWho(channel.name ?? "")}
                onClick={() => join(channel.id)}
              >
                {t.channel.join}
              </Button>
            </li>
          ))}
        </ul>
        {found?.length === 0 && <p className={layout.lead}>{t.channel.nothing}</p>}
      </div>
    </Dialog>
  );
}
