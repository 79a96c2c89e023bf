import { useEffect, useState } from "react";
import { chooseLanguage, language } from "../../lib/i18n";
import { LANGUAGES, type Language, languages } from "../../lib/languages";
import { chooseTheme, type Theme, theme } from "../../lib/theme";
import { useCell } from "../../lib/use-cell";
import { type Live, LiveContext } from "../../live/live-context";
import styles from "./components.module.css";
import { Messages } from "./Messages";
import { Parts } from "./Parts";

/** What the style sheets have for those who ask their system for more contrast, for all or for them alone. */
function contrastFor(everybody: boolean): void {
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule instanceof CSSMediaRule && /prefers-contrast|^all$/u.test(rule.media.mediaText))
        rule.media.mediaText = everybody ? "all" : "(prefers-contrast: more)";
}

export function ComponentsPage({ world, lost }: { world: Live; lost: Live }) {
  const spoken = useCell(language);
  const chosenTheme = useCell(theme);
  const [contrast, setContrast] = useState(false);
  const [fromTheRight, setFromTheRight] = useState(document.documentElement.dir === "rtl");
  const [compact, setCompact] = useState(false);
  useEffect(() => contrastFor(contrast), [contrast]);
  // After the language, which brings a direction of its own.
  useEffect(() => setFromTheRight(spoken === "ar"), [spoken]);
  useEffect(() => {
    document.documentElement.dir = fromTheRight ? "rtl" : "ltr";
    document.documentElement.dataset.density = compact ? "compact" : "comfortable";
  });
  return (
    <LiveContext value={world}>
      <main className={styles.page}>
        <div className={styles.switches}>
          <label>
            Theme
            <select value={chosenTheme} onChange={(event) => chooseTheme(event.target.value as Theme)}>
              <option value="system">as the system</option>
              <option value="light">light</option>
              <option value="dark">dark</option>
            </select>
          </label>
          <label>
            Language
            <select value={spoken} onChange={(event) => chooseLanguage(event.target.value as Language)}>
              {languages.map((each) => (
                <option key={each} value={each}>
                  {LANGUAGES[each]}
                </option>
              ))}
            </select>
          </label>
          <Switch name="More contrast" on={contrast} turn={setContrast} />
          <Switch name="From the right" on={fromTheRight} turn={setFromTheRight} />
          <Switch name="Compact" on={compact} turn={setCompact} />
        </div>
        <h1>Parts</h1>
        <div className={styles.states}>
          <Parts lost={lost} />
        </div>
        <h2>Messages</h2>
        <div className={styles.states}>
          <Messages />
        </div>
      </main>
    </LiveContext>
  );
}

function Switch({ name, on, turn }: { name: string; on: boolean; turn: (on: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} />
      {name}
    </label>
  );
}
