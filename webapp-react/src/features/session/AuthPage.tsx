import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { Http } from "../../lib/http";
import { chooseLanguage, language, t } from "../../lib/i18n";
import { isLanguage, LANGUAGES, languages } from "../../lib/languages";
import { lateWords } from "../../lib/late-words";
import { isShared, setShared } from "../../lib/this-device";
import { useCell } from "../../lib/use-cell";
import type { Me } from "../../live/wire";
import { Icon } from "../../ui/Icon";
import { Mark } from "../../ui/Mark";
import { SignInForm } from "./SignInForm";
import { SignUpForm } from "./SignUpForm";
import styles from "./session.module.css";

export function AuthPage({ http, onSignedIn }: { http: Http; onSignedIn: (me: Me) => void }) {
  const [path] = useLocation();
  const creating = path === "/sign-up";
  return (
    <main className={styles.page}>
      <Waves />
      <div className={styles.card}>
        <p className={styles.brand}>
          <Mark size={36} />
          <span>{t.app}</span>
        </p>
        <h1 className={styles.title}>{creating ? t.auth.createTitle : t.auth.signInTitle}</h1>
        <p className={styles.lead}>{creating ? t.auth.createLead : t.auth.signInLead}</p>
        {creating ? (
          <SignUpForm http={http} onSignedIn={onSignedIn} />
        ) : (
          <SignInForm http={http} onSignedIn={onSignedIn} />
        )}
        <Shared />
        <p className={styles.other}>
          {creating ? t.auth.toSignIn : t.auth.toCreate}{" "}
          <Link href={creating ? "/sign-in" : "/sign-up"}>
            {creating ? t.auth.signIn : t.auth.createAccount}
          </Link>
        </p>
        <LanguageChoice />
      </div>
    </main>
  );
}

function LanguageChoice() {
  const spoken = useCell(language);
  return (
    <label className={styles.language}>
      <Icon name="globe" size={16} />
      <span className="hidden-text">{lateWords().account.language}</span>
      <select
        value={spoken}
        onChange={({ target }) => isLanguage(target.value) && chooseLanguage(target.value)}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {LANGUAGES[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** On a computer that others use as well, what is said is not to be found when one has gone without signing out. */
function Shared() {
  const [shared, choose] = useState(isShared);
  return (
    <label className={styles.shared}>
      <input
        type="checkbox"
        checked={shared}
        onChange={(event) => {
          setShared(event.target.checked);
          choose(event.target.checked);
        }}
      />
      <span>{t.auth.shared}</span>
    </label>
  );
}

function Waves() {
  const wave =
    "c60-34 120-34 180 0s120 34 180 0 120-34 180 0 120 34 180 0 120-34 180 0 120 34 180 0 120-34 180 0 120 34 180 0";
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      className={styles.waves}
      viewBox="0 0 1440 420"
      preserveAspectRatio="none"
    >
      <path d={`M0 120${wave}V420H0z`} className={styles.deep1} />
      <path d={`M0 120${wave}`} className={styles.waterline} vectorEffect="non-scaling-stroke" />
      <path d={`M-120 230${wave}c60-34 120-34 180 0V420H-120z`} className={styles.deep2} />
    </svg>
  );
}
