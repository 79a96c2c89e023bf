import { t } from "../../lib/i18n";
import { chooseTheme, type Theme, theme } from "../../lib/theme";
import { useCell } from "../../lib/use-cell";
import styles from "./account.module.css";

const CHOICES: [Theme, string][] = [
  ["system", t.account.themeSystem],
  ["light", t.account.themeLight],
  ["dark", t.account.themeDark],
];

export function Appearance() {
  const chosen = useCell(theme);
  return (
    <fieldset className={styles.choices}>
      <legend className="hidden-text">{t.account.appearance}</legend>
      {CHOICES.map(([value, name]) => (
        <label key={value} className={styles.choice}>
          <input type="radio" name="theme" checked={chosen === value} onChange={() => chooseTheme(value)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
