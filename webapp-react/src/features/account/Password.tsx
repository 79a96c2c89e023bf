import { type FormEvent, useState } from "react";
import { explain, fieldErrors } from "../../lib/failure";
import { HttpProblem } from "../../lib/http";
import { t } from "../../lib/i18n";
import { lateWords } from "../../lib/late-words";
import { useLive, useMe } from "../../live/live-context";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import layout from "../../ui/layout.module.css";
import styles from "./account.module.css";
import { changePassword } from "./account-api";

export function Password() {
  const { http } = useLive();
  const me = useMe();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [state, setState] = useState<"idle" | "busy" | "saved">("idle");
  const [failure, setFailure] = useState<unknown>(null);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setFailure(null);
    try {
      await changePassword(http, current, password);
      setCurrent("");
      setPassword("");
      setState("saved");
    } catch (error) {
      setFailure(error);
      setState("idle");
    }
  };

  const wrong = failure instanceof HttpProblem && failure.status === 403;
  const fieldError = fieldErrors(failure).password;
  return (
    <form className={styles.form} onSubmit={save}>
      {failure !== null && !wrong && !fieldError && (
        <p role="alert" className={layout.error}>
          {explain(failure)}
        </p>
      )}
      <input type="text" hidden readOnly autoComplete="username" value={me.username} />
      <Field
        label={lateWords().account.currentPassword}
        type="password"
        autoComplete="current-password"
        required
        value={current}
        onChange={setCurrent}
        error={wrong ? lateWords().account.passwordWrong : undefined}
      />
      <Field
        label={lateWords().account.newPassword}
        type="password"
        autoComplete="new-password"
        required
        hint={t.auth.passwordHint}
        value={password}
        onChange={setPassword}
        error={fieldError}
      />
      <div className={layout.actions}>
        {state === "saved" && (
          <span role="status" className={layout.lead}>
            {lateWords().account.passwordChanged}
          </span>
        )}
        <Button type="submit" look="primary" disabled={state === "busy" || !current || !password}>
          {lateWords().account.changePassword}
        </Button>
      </div>
    </form>
  );
}
