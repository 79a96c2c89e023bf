import { chooseLanguage, chosenLanguage, t } from "../../lib/i18n";
import { LANGUAGES, languages, wantedLanguage } from "../../lib/languages";
import { chooseTheme, type Theme, theme } from "../../lib/theme";
import { useCell } from "../../lib/use-cell";
import styles from "./account.module.css";

export function Appearance() {
  const chosen = useCell(theme);
  const choices: [Theme, string][] = [
    ["system", t.account.themeSystem],
    ["light", t.account.themeLight],
    ["dark", t.account.themeDark],
  ];
  return (
    <div className={styles.form}>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t.account.theme}</legend>
        {choices.map(([value, name]) => (
          <label key={value} className={styles.choice}>
            <input type="radio" name="theme" checked={chosen === value} onChange={() => chooseTheme(value)} />
            {name}
          </label>
        ))}
      </fieldset>
      <LanguageChoice />
    </div>
  );
}

function LanguageChoice() {
  const chosen = useCell(chosenLanguage);
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{t.account.language}</legend>
      <label className={styles.choice}>
        <input type="radio" name="language" checked={chosen === null} onChange={() => chooseLanguage(null)} />
        {t.account.languageOfBrowser(LANGUAGES[wantedLanguage()])}
      </label>
      {languages.map((language) => (
        <label key={language} className={styles.choice}>
          <input
            type="radio"
            name="language"
            checked={chosen === language}
            onChange={() => chooseLanguage(language)}
          />
          <bdi lang={language}>{LANGUAGES[language]}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
