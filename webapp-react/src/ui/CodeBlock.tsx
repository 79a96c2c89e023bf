import { type ReactNode, useEffect, useState } from "react";
import { copy } from "../lib/clipboard";
import { t } from "../lib/i18n";
import { IconButton } from "./Button";
import styles from "./CodeBlock.module.css";
import type { Colours } from "./code-colours";
import { scrolling } from "./scrolling";

/** Longer code is shown without colours: finding them would hold up the screen. */
const LONGEST = 5_000;
const COPIED_FOR = 2_000;

/** Code as it was written. It scrolls by itself, and the colours come when their part of the app is there. */
export function CodeBlock({ language, text }: { language: string | null; text: string }) {
  const colours = useColours(language !== null && text.length <= LONGEST);
  const [copied, setCopied] = useState<boolean | null>(null);

  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), COPIED_FOR);
    return () => clearTimeout(timer);
  }, [copied]);

  const take = () =>
    copy(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );

  const drawn: ReactNode = (language && colours?.coloured(language, text)) ?? text;
  return (
    <div className={styles.block} dir="ltr">
      <pre className={styles.code} role="group" aria-label={t.markdown.code(language)} {...scrolling}>
        <code>{drawn}</code>
      </pre>
      <div className={styles.copy}>
        <IconButton
          icon={copied === null ? "copy" : copied ? "check" : "alert"}
          size={16}
          label={copied === null ? t.markdown.copyCode : copied ? t.timeline.copied : t.failure.generic}
          onClick={take}
        />
        {copied === false && (
          <span className="hidden-text" role="alert">
            {t.failure.generic}
          </span>
        )}
      </div>
    </div>
  );
}

let known: Colours | null = null;

function useColours(wanted: boolean): Colours | null {
  const [colours, setColours] = useState(known);
  useEffect(() => {
    if (!wanted || colours) return;
    let gone = false;
    import("./code-colours").then(
      (part) => {
        known = part.colours;
        if (!gone) setColours(part.colours);
      },
      // Code without colours is still the code; the next block tries again.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted, colours]);
  return wanted ? colours : null;
}
