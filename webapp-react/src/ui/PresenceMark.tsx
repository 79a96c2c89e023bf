import styles from "./PresenceMark.module.css";

export type PresenceState = "online" | "away" | "dnd" | "offline";

/**
 * How somebody is there, by its shape and not by its colour alone: a disc, a strong ring, a ring with a bar, a thin ring
 * in pieces. The words stand beside the name.
 */
export function PresenceMark({ state, size = 10 }: { state: PresenceState; size?: number }) {
  return (
    <svg
      className={`${styles.mark} ${styles[state]}`}
      data-presence={state}
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 12 12"
    >
      {state === "online" && <circle cx="6" cy="6" r="5" fill="currentColor" />}
      {state === "away" && <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2.6" />}
      {state === "dnd" && (
        <path
          d="M1.600 6a4.400 4.400 0 1 0 8.800 0a4.400 4.400 0 1 0-8.800 0M3.700 6h4.600"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.9"
        />
      )}
      {state === "offline" && (
        <circle
          cx="6"
          cy="6"
          r="4.400"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray="2.300 1.156"
        />
      )}
    </svg>
  );
}
