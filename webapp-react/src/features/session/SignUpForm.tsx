import { type FormEvent, useState } from "react";
import { explain, fieldErrors } from "../../lib/failure";
import type { Http } from "../../lib/http";
import { t } from "../../lib/i18n";
import type { Me } from "../../live/wire";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { PasswordField } from "./PasswordField";
import styles from "./session.module.css";
import { createAccount, type NewAccount } from "./session-api";

const EMPTY: NewAccount = { username: "", email: "", displayName: "", password: "" };

export function SignUpForm({ http, onSignedIn }: { http: Http; onSignedIn: (me: Me) => void }) {
  const [account, setAccount] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const set = (field: keyof NewAccount) => (value: string) =>
    setAccount((old) => ({ ...old, [field]: value }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    setErrors({});
    try {
      const { username, email, displayName, password } = account;
      onSignedIn(
        await createAccount(http, {
          username: username.trim(),
          email: email.trim(),
          displayName: displayName.trim(),
          password,
        }),
      );
    } catch (failure) {
      const found = fieldErrors(failure);
      setErrors(found);
      setError(Object.keys(found).length > 0 ? null : explain(failure));
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
        label={t.auth.displayName}
        autoComplete="name"
        required
        value={account.displayName}
        onChange={set("displayName")}
        error={errors.displayName}
      />
      <Field
        label={t.auth.username}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        hint={t.auth.usernameHint}
        value={account.username}
        onChange={set("username")}
        error={errors.username}
      />
      <Field
        label={t.auth.email}
        type="email"
        autoComplete="email"
        required
        value={account.email}
        onChange={set("email")}
        error={errors.email}
      />
      <PasswordField
        autoComplete="new-password"
        hint={t.auth.passwordHint}
        value={account.password}
        onChange={set("password")}
        error={errors.password}
      />
      <Button type="submit" look="primary" wide disabled={busy}>
        {busy ? t.auth.working : t.auth.createAccount}
      </Button>
    </form>
  );
}
