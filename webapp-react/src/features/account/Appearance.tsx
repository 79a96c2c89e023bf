import { chooseLanguage, chosenLanguage, t } from "../../lib/i18n";
import { LANGUAGES, languages, wantedLanguage } from "../../lib/languages";
import { lateWords } from "../../lib/late-words";
import { contrast, TEXT_SIZES, textSize } from "../../lib/looks";
import { chooseTheme, type Theme, theme } from "../../lib/theme";
import { useCell } from "../../lib/use-cell";
import styles from "./account.module.css";
import { Choice } from "./Choice";

export function Appearance() {
  const words = lateWords();
  const colours = useCell(theme);
  const size = useCell(textSize.chosen);
  const much = useCell(contrast.chosen);
  const themes: [Theme, string][] = [
    ["system", words.account.themeSystem],
    ["light", words.account.themeLight],
    ["dark", words.account.themeDark],
  ];
  return (
    <div className={styles.form}>
      <Choice
        legend={words.account.theme}
        name="theme"
        chosen={colours}
        choices={themes}
        onChoose={chooseTheme}
      />
      <Choice
        legend={words.settings.contrast}
        name="contrast"
        chosen={much}
        choices={[
          ["system", words.account.themeSystem],
          ["more", words.settings.contrastMore],
        ]}
        onChoose={(value) => contrast.choose(value)}
      />
      <Choice
        legend={words.settings.textSize}
        name="text"
        chosen={size}
        choices={TEXT_SIZES.map((each) => [each, t.files.percent(Number(each))])}
        onChoose={(value) => textSize.choose(value)}
      />
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
