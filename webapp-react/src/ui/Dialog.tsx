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
  const leaving = useRef(false);

  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    leaving.current = false;
    if (dialog) show(dialog);
    return () => {
      leaving.current = true;
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  // The browser may refuse to be refused: a second Esc, or Back on a phone, closes without `cancel`.
  const onClosed = () => {
    if (leaving.current || ref.current?.open) return;
    if (onClose) onClose();
    else if (ref.current) show(ref.current);
  };

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
      onClose={onClosed}
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

function show(dialog: HTMLDialogElement) {
  if (dialog.open) return;
  dialog.showModal();
  // React's autoFocus came while the dialog was closed, when nothing in it could take the focus.
  dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
}
