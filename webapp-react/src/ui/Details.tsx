import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../lib/i18n";
import styles from "./Details.module.css";
import { PanelHeader } from "./PanelHeader";

interface DetailsProps {
  title: string;
  place: string;
  up: string;
  busy: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** What there is to be known about a conversation, beside it. It takes the focus when it is opened, as a page would. */
export function Details({ title, place, up, busy, onClose, children }: DetailsProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another title it is another page.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return (
    <>
      <PanelHeader
        ref={heading}
        title={title}
        place={place}
        up={up}
        closing={t.channel.close}
        onClose={onClose}
      />
      <div className={styles.body} data-region="details" tabIndex={-1} aria-busy={busy}>
        {children}
      </div>
    </>
  );
}
