import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "../lib/i18n";
import { IconButton } from "./Button";
import styles from "./Dialog.module.css";

/** Where on the screen something is. */
export type Place = Pick<HTMLElement, "getBoundingClientRect">;

interface DialogProps {
  title: string;
  children: ReactNode;
  /** Absent: it cannot be dismissed, only answered. */
  onClose?: () => void;
  closeLabel?: string;
  /** A sheet comes up from the bottom edge, where a thumb is. */
  size?: "small" | "medium" | "large" | "sheet";
  hideTitle?: boolean;
  /** On wide screens it stands beside this and leaves the page as it looks; on narrow ones it is a sheet. */
  beside?: Place | null;
}

/** The browser's own modal dialog: it traps focus, makes the rest inert and gives focus back. */
export function Dialog({
  title,
  children,
  onClose,
  closeLabel = t.channel.close,
  size = "medium",
  hideTitle,
  beside,
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

  // After it is shown, which gives it its size, and in the same moment.
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || !beside) return;
    const place = () => standBeside(dialog, beside);
    place();
    window.addEventListener("resize", place);
    return () => window.removeEventListener("resize", place);
  }, [beside]);

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
      className={`${styles.dialog} ${beside ? styles.beside : styles[size]}`}
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

const GAP = 8;

/** Below it if there is room, else above, and always within the window. A sheet's own rules overrule this. */
function standBeside(dialog: HTMLElement, target: Place) {
  const at = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const below = at.bottom + GAP;
  const top = below + height + GAP <= window.innerHeight ? below : at.top - GAP - height;
  const within = (value: number, most: number) => Math.max(GAP, Math.min(value, most - GAP));
  dialog.style.top = `${within(top, window.innerHeight - height)}px`;
  // It opens towards the middle.
  const left = at.left + at.right > window.innerWidth ? at.right - width : at.left;
  dialog.style.left = `${within(left, window.innerWidth - width)}px`;
}
