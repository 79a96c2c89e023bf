import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./Menu.module.css";
import { leftAt } from "./reading";

export interface MenuItem {
  icon: IconName;
  label: string;
  onChoose: () => void;
  /** Where it is to be seen, if that is not everywhere. */
  className?: string;
}

interface MenuProps {
  label: string;
  /** The control that opened it: it is placed there, and the focus goes back to it. */
  beside: HTMLElement;
  items: readonly MenuItem[];
  onClose: () => void;
}

const GAP = 4;

/** What the style sheets leave in sight: what they hide can take no focus. */
const itemsIn = (menu: HTMLElement | null) =>
  [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])].filter(
    (item) => getComputedStyle(item).display !== "none",
  );

/** Below the control if there is room, else above, and always within the window. */
function standAt(menu: HTMLElement, beside: HTMLElement) {
  const at = beside.getBoundingClientRect();
  const below = at.bottom + GAP;
  const fits = below + menu.offsetHeight <= window.innerHeight - GAP;
  menu.style.top = `${fits ? below : Math.max(GAP, at.top - GAP - menu.offsetHeight)}px`;
  const left = Math.min(leftAt(at, menu.offsetWidth), window.innerWidth - menu.offsetWidth - GAP);
  menu.style.left = `${Math.max(GAP, left)}px`;
}

/** A short list of things to do, in the top layer. */
export function Menu({ label, beside, items, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const shown = menu.current;
    if (!shown) return;
    // A browser without popovers shows it in place all the same.
    shown.showPopover?.();
    const place = () => standAt(shown, beside);
    place();
    itemsIn(shown)[0]?.focus();
    window.addEventListener("resize", place);
    return () => window.removeEventListener("resize", place);
  }, [beside]);

  useEffect(() => {
    const outside = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) close.current();
    };
    // What moves elsewhere, as a timeline that follows what is said, is no reason to go.
    const moved = (event: Event) => {
      if ((event.target as Node).contains(beside)) close.current();
    };
    document.addEventListener("pointerdown", outside, { capture: true });
    window.addEventListener("scroll", moved, { capture: true, passive: true });
    return () => {
      document.removeEventListener("pointerdown", outside, { capture: true });
      window.removeEventListener("scroll", moved, { capture: true });
    };
  }, [beside]);

  const leave = () => {
    onClose();
    beside.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const all = itemsIn(menu.current);
    const now = all.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = {
      ArrowDown: (now + 1) % all.length,
      ArrowUp: (now - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    if (event.key === "Escape" || event.key === "Tab") leave();
    else if (to[event.key] !== undefined) all[to[event.key] ?? 0]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      popover="manual"
      className={styles.menu}
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={item.className ? `${styles.item} ${item.className}` : styles.item}
          onClick={() => {
            leave();
            item.onChoose();
          }}
        >
          <Icon name={item.icon} size={18} />
          {item.label}
        </button>
      ))}
    </div>
  );
}
