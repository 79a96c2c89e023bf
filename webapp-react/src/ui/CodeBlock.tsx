import { type ReactNode, useEffect, useState } from "react";
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
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_FOR);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = () => {
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };

  const drawn: ReactNode = (language && colours?.coloured(language, text)) ?? text;
  return (
    <div className={styles.block} dir="ltr">
      <pre className={styles.code} role="group" aria-label={t.markdown.code(language)} {...scrolling}>
        <code>{drawn}</code>
      </pre>
      <div className={styles.copy}>
        <IconButton
          icon={copied ? "check" : "copy"}
          size={16}
          label={copied ? t.timeline.copied : t.markdown.copyCode}
          onClick={copy}
        />
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
