import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./Button";
import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  children: ReactNode;
  /** Absent: it cannot be dismissed, only answered. */
  onClose?: () => void;
  closeLabel?: string;
  size?: "small" | "medium" | "large";
  hideTitle?: boolean;
}

/** The browser's own modal dialog: it traps focus, makes the rest inert and gives focus back. */
export function Dialog({
  title,
  children,
  onClose,
  closeLabel = "Close",
  size = "medium",
  hideTitle,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) {
      dialog.showModal();
      // React's autoFocus came while the dialog was closed, when nothing in it could take the focus.
      dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    }
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const onBackdrop = (event: MouseEvent) => {
    if (event.target === ref.current) onClose?.();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the backdrop; Esc is the key for it
    <dialog
      ref={ref}
      className={`${styles.dialog} ${styles[size]}`}
      aria-labelledby={titleId}
      onMouseDown={onBackdrop}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div className={styles.inside}>
        <header className={hideTitle ? "hidden-text" : styles.head}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {onClose && !hideTitle && <IconButton icon="close" label={closeLabel} onClick={onClose} />}
        </header>
        {children}
      </div>
    </dialog>
  );
}
