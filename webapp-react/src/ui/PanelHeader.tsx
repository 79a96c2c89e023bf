import type { ReactNode, Ref } from "react";
import { BackLink } from "./BackLink";
import { IconButton } from "./Button";
import styles from "./PanelHeader.module.css";

interface PanelHeaderProps {
  title: string;
  /** To take the focus, by what opens the panel. */
  ref?: Ref<HTMLHeadingElement>;
  /** In words, what it belongs to. */
  place: string;
  /** The address of what it belongs to. */
  up: string;
  closing: string;
  onClose: () => void;
  children?: ReactNode;
}

/** The head of what stands beside a conversation, or in its place on a phone. */
export function PanelHeader({ title, ref, place, up, closing, onClose, children }: PanelHeaderProps) {
  return (
    <header className={styles.header}>
      <BackLink up={up} />
      <div className={styles.words}>
        <h1 ref={ref} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        <p className={styles.place} dir="auto" title={place}>
          {place}
        </p>
      </div>
      {children}
      <span className={styles.close}>
        <IconButton icon="close" label={closing} onClick={onClose} />
      </span>
    </header>
  );
}
