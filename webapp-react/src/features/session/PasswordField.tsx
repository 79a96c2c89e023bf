import { useState } from "react";
import { t } from "../../lib/i18n";
import { Field } from "../../ui/Field";
import styles from "./session.module.css";

interface PasswordFieldProps {
  autoComplete: "current-password" | "new-password";
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
  hint?: string;
  error?: string;
}

export function PasswordField({ autoComplete, value, onChange, autoFocus, hint, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className={styles.password}>
      <Field
        label={t.auth.password}
        name="password"
        type={shown ? "text" : "password"}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus={autoFocus}
        value={value}
        onChange={onChange}
        hint={hint}
        error={error}
      />
      <button type="button" className={styles.reveal} onClick={() => setShown(!shown)}>
        {shown ? t.auth.hide : t.auth.show}
      </button>
    </div>
  );
}
