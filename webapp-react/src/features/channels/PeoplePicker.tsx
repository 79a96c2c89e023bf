import { type ReactNode, useCallback, useState } from "react";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useLive } from "../../live/live-context";
import type { User } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Field } from "../../ui/Field";
import layout from "../../ui/layout.module.css";
import styles from "./channels.module.css";
import { findPeople } from "./channels-api";

/** People by name, each with an action beside it. */
export function PeoplePicker({ action }: { action: (user: User) => ReactNode }) {
  const { http } = useLive();
  const [query, setQuery] = useState("");
  const ask = useCallback(() => findPeople(http, query.trim()), [http, query]);
  const answer = useAnswer(ask, query ? 200 : 0);
  const found = shownOf(answer)?.filter((user) => !user.deactivated);
  return (
    <>
      <Field
        label={t.channel.findPeople}
        type="search"
        autoFocus
        autoComplete="off"
        value={query}
        onChange={setQuery}
      />
      {answer.state === "failed" && (
        <p role="alert" className={layout.error}>
          {explain(answer.error)}
        </p>
      )}
      <ul className={`${layout.list} ${styles.results}`} aria-busy={answer.state === "asking"}>
        {found?.map((user) => (
          <li key={user.id} className={layout.item}>
            <Avatar id={user.id} name={user.displayName} size={32} />
            <span className={layout.grow}>
              <span className={layout.name} dir="auto">
                {user.displayName}
              </span>
              <span className={layout.sub} dir="auto">
                @{user.username}
              </span>
            </span>
            {action(user)}
          </li>
        ))}
      </ul>
      {found?.length === 0 && <p className={layout.lead}>{t.channel.nobody}</p>}
    </>
  );
}
