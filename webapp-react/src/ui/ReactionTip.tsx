import { useEffect, useLayoutEffect, useRef } from "react";
import styles from "./Reactions.module.css";
import { leftAt } from "./reading";

const GAP = 6;

interface ReactionTipProps {
  pill: HTMLElement;
  emoji: string;
  name: string;
  who: string;
  onEnter: () => void;
  onLeave: () => void;
  onGone: () => void;
}

/** In the top layer, so that no scrolled list cuts it off. The pill's own label says the same to who cannot see it. */
export function ReactionTip({ pill, emoji, name, who, onEnter, onLeave, onGone }: ReactionTipProps) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const tip = ref.current;
    if (!tip) return;
    // A browser without popovers shows it in place all the same.
    tip.showPopover?.();
    const at = pill.getBoundingClientRect();
    const above = at.top - GAP - tip.offsetHeight;
    tip.style.top = `${above >= GAP ? above : at.bottom + GAP}px`;
    tip.style.left = `${Math.max(GAP, Math.min(leftAt(at, tip.offsetWidth), window.innerWidth - tip.offsetWidth - GAP))}px`;
  });

  useEffect(() => {
    window.addEventListener("scroll", onGone, { capture: true, passive: true, once: true });
    return () => window.removeEventListener("scroll", onGone, { capture: true });
  });

  return (
    <div
      ref={ref}
      role="tooltip"
      popover="manual"
      className={styles.tip}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
    >
      <span className={styles.tipEmoji} aria-hidden="true">
        {emoji}
      </span>
      <span className={styles.tipText}>
        <span className={styles.who}>{who}</span>
        {name && <span className={styles.tipName}>{name}</span>}
      </span>
    </div>
  );
}
