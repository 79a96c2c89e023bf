import { chooseLanguage, chosenLanguage } from "../../lib/i18n";
import { LANGUAGES, languages, wantedLanguage } from "../../lib/languages";
import { lateWords } from "../../lib/late-words";
import { chooseTheme, type Theme, theme } from "../../lib/theme";
import { useCell } from "../../lib/use-cell";
import styles from "./account.module.css";

export function Appearance() {
  const chosen = useCell(theme);
  const choices: [Theme, string][] = [
    ["system", lateWords().account.themeSystem],
    ["light", lateWords().account.themeLight],
    ["dark", lateWords().account.themeDark],
  ];
  return (
    <div className={styles.form}>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{lateWords().account.theme}</legend>
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
      <legend className={styles.legend}>{lateWords().account.language}</legend>
      <label className={styles.choice}>
        <input type="radio" name="language" checked={chosen === null} onChange={() => chooseLanguage(null)} />
        {lateWords().account.languageOfBrowser(LANGUAGES[wantedLanguage()])}
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
