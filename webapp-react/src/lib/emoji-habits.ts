import type { Tone } from "./emoji-data";

/** What somebody picked last in this browser, and in which skin tone. */
export interface Habits {
  readonly recent: readonly string[];
  readonly tone: Tone;
}

export const RECENT = 24;
/** As the server bounds it, in UTF-16. */
const LONGEST = 48;
const NONE: Habits = { recent: [], tone: 0 };
const keyOf = (user: string) => `confab.emoji.${user}`;

/** Whatever else has written there, or wrote it long ago, is passed over. */
function read(text: string | null): Habits {
  const found: unknown = JSON.parse(text ?? "null");
  if (typeof found !== "object" || found === null) return NONE;
  const { recent, tone } = found as Record<string, unknown>;
  const isTone = typeof tone === "number" && Number.isInteger(tone) && tone >= 0 && tone <= 5;
  return {
    recent: (Array.isArray(recent) ? recent : [])
      .filter((each): each is string => typeof each === "string" && each !== "" && each.length <= LONGEST)
      .slice(0, RECENT),
    tone: isTone ? (tone as Tone) : 0,
  };
}

export function habitsOf(user: string): Habits {
  try {
    return read(localStorage.getItem(keyOf(user)));
  } catch {
    return NONE;
  }
}

function keep(user: string, habits: Habits): Habits {
  try {
    localStorage.setItem(keyOf(user), JSON.stringify(habits));
  } catch {
    // A browser that keeps nothing has no habits.
  }
  return habits;
}

export function pickedEmoji(user: string, emoji: string): Habits {
  const { recent, tone } = habitsOf(user);
  return keep(user, { recent: [emoji, ...recent.filter((each) => each !== emoji)].slice(0, RECENT), tone });
}

export const chooseTone = (user: string, tone: Tone): Habits => keep(user, { ...habitsOf(user), tone });

/** For signing out: nothing of a person stays on a computer that others use. */
export function forgetHabits(user: string): void {
  try {
    localStorage.removeItem(keyOf(user));
  } catch {
    // Nothing was kept.
  }
}
