import { type FormEvent, useState } from "react";
import { explain, fieldErrors } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { lateWords } from "../../lib/late-words";
import { useLive, useMe } from "../../live/live-context";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import layout from "../../ui/layout.module.css";
import styles from "./account.module.css";
import { changeName } from "./account-api";

export function Profile() {
  const { http, store } = useLive();
  const me = useMe();
  const [name, setName] = useState(me.displayName);
  const [state, setState] = useState<"idle" | "busy" | "saved">("idle");
  const [failure, setFailure] = useState<unknown>(null);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setFailure(null);
    try {
      const changed = await changeName(http, name.trim());
      store.accountChanged({ ...me, ...changed });
      setState("saved");
    } catch (error) {
      setFailure(error);
      setState("idle");
    }
  };

  const fieldError = fieldErrors(failure).displayName;
  return (
    <form className={styles.form} onSubmit={save}>
      <div className={styles.who}>
        <Avatar id={me.id} name={name || me.displayName} size={56} />
        <div className={layout.grow}>
          <span className={layout.name} dir="auto" title={`@${me.username}`}>
            @{me.username}
          </span>
          <span className={layout.sub} title={me.email}>
            {[me.email, t.channel.role[me.role]].filter(Boolean).join(" · ")}
          </span>
        </div>
      </div>
      <Field
        label={t.auth.displayName}
        autoComplete="name"
        required
        value={name}
        onChange={setName}
        error={fieldError ?? (failure === null ? undefined : explain(failure))}
      />
      <div className={layout.actions}>
        {state === "saved" && (
          <span role="status" className={layout.lead}>
            {lateWords().account.saved}
          </span>
        )}
        <Button type="submit" look="primary" disabled={state === "busy" || !name.trim()}>
          {lateWords().account.save}
        </Button>
      </div>
    </form>
  );
}
