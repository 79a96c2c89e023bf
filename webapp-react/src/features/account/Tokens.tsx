import { type FormEvent, useCallback, useState } from "react";
import { shortTime } from "../../lib/dates";
import { explain, fieldErrors } from "../../lib/failure";
import { lateWords } from "../../lib/late-words";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useLive } from "../../live/live-context";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import layout from "../../ui/layout.module.css";
import styles from "./account.module.css";
import { createToken, revokeToken, tokens } from "./account-api";

export function Tokens() {
  const { http } = useLive();
  const [round, setRound] = useState(0);
  const [name, setName] = useState("");
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = useCallback(() => (round >= 0 ? tokens(http) : Promise.resolve([])), [http, round]);
  const answer = useAnswer(ask);
  const again = () => setRound((n) => n + 1);
  const all = shownOf(answer);

  const create = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    try {
      setMade((await createToken(http, name.trim())).token);
      setName("");
      again();
    } catch (error) {
      setFailure(error);
    }
  };

  const problem = failure ?? (answer.state === "failed" ? answer.error : null);
  return (
    <div className={styles.form}>
      <p className={layout.lead}>{lateWords().account.tokensLead}</p>
      {problem !== null && (
        <p role="alert" className={layout.error}>
          {explain(problem)}
        </p>
      )}
      {made && (
        <div role="status" className={styles.token}>
          <strong>{lateWords().account.tokenOnce}</strong>
          <code>{made}</code>
        </div>
      )}
      <form className={styles.inline} onSubmit={create}>
        <Field
          label={lateWords().account.tokenName}
          required
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={setName}
          error={fieldErrors(failure).name}
        />
        <Button type="submit" look="primary" disabled={!name.trim()}>
          {lateWords().account.createToken}
        </Button>
      </form>
      <ul className={layout.list} aria-busy={answer.state === "asking"}>
        {all?.map((token) => (
          <li key={token.id} className={layout.item}>
            <span className={layout.grow}>
              <span className={layout.name} dir="auto">
                {token.name}
              </span>
              <span className={layout.sub}>
                {token.lastUsedAt
                  ? lateWords().account.lastUsed(shortTime(token.lastUsedAt))
                  : lateWords().account.neverUsed}
              </span>
            </span>
            <Button
              small
              aria-label={lateWords().account.revokeWho(token.name)}
              onClick={() => revokeToken(http, token.id).then(again, setFailure)}
            >
              {lateWords().account.revoke}
            </Button>
          </li>
        ))}
      </ul>
      {all?.length === 0 && <p className={layout.lead}>{lateWords().account.noTokens}</p>}
    </div>
  );
}
