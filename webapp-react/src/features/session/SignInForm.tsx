import { type FormEvent, useState } from "react";
import { explain } from "../../lib/failure";
import { type Http, HttpProblem } from "../../lib/http";
import { t } from "../../lib/i18n";
import type { Me } from "../../live/wire";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { PasswordField } from "./PasswordField";
import styles from "./session.module.css";
import { signIn } from "./session-api";

interface SignInFormProps {
  http: Http;
  knownLogin?: string;
  onSignedIn: (me: Me) => void;
}

export function SignInForm({ http, knownLogin, onSignedIn }: SignInFormProps) {
  const [login, setLogin] = useState(knownLogin ?? "");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      onSignedIn(await signIn(http, login.trim(), password));
    } catch (failure) {
      const wrong = failure instanceof HttpProblem && failure.status === 401;
      setError(wrong ? t.auth.wrong : explain(failure));
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <Field
        label={t.auth.login}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={login}
        onChange={setLogin}
      />
      <PasswordField
        autoComplete="current-password"
        autoFocus={knownLogin !== undefined}
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" look="primary" wide disabled={busy}>
        {busy ? t.auth.working : t.auth.signIn}
      </Button>
    </form>
  );
}
