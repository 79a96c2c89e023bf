import styles from "./Avatar.module.css";
import { PresenceMark, type PresenceState } from "./PresenceMark";

const FILLS = ["#0b6b5b", "#7a4a12", "#3d5a9e", "#8a2f5c", "#4c6b1f", "#6a4ba3", "#9c3b2a", "#2a6675"];

function fillFor(id: string): string {
  // FNV-1a: ids made in the same second differ in a few characters only.
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = (hash ^ (hash >>> 15)) >>> 0;
  return FILLS[hash % FILLS.length] ?? "#0b6b5b";
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

interface AvatarProps {
  id: string;
  name: string;
  size?: number;
  /** How the person is there, where that is shown and known. Whoever shows it says it in words too. */
  presence?: PresenceState;
}

export function Avatar({ id, name, size = 36, presence }: AvatarProps) {
  const face = (
    <span
      className={styles.avatar}
      aria-hidden="true"
      style={{
        background: fillFor(id),
        width: size,
        height: size,
        fontSize: size * 0.36,
        borderRadius: size * 0.3,
      }}
    >
      {initials(name)}
    </span>
  );
  if (!presence) return face;
  return (
    <span className={styles.person}>
      {face}
      <span className={styles.presence}>
        <PresenceMark state={presence} size={size < 28 ? 9 : size < 48 ? 11 : 14} />
      </span>
    </span>
  );
}
