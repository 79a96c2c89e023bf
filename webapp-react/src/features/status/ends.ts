/** When something that we say of ourselves shall be over. */
export interface End {
  choice: "kept" | "never" | "half" | "hour" | "tomorrow" | "custom";
  /** For `custom`: as the browser's field has it, in local time. */
  at: string;
}

export const CHOICES = ["never", "half", "hour", "tomorrow", "custom"] as const;
const MINUTE = 60_000;
const MORNING = 9;

/** Null when it is no time, or over already. */
export function endOf({ choice, at }: End, kept: string | undefined, now: number): string | undefined | null {
  switch (choice) {
    case "never":
      return undefined;
    case "kept":
      return kept;
    case "half":
      return new Date(now + 30 * MINUTE).toISOString();
    case "hour":
      return new Date(now + 60 * MINUTE).toISOString();
    case "tomorrow": {
      const morning = new Date(now);
      morning.setDate(morning.getDate() + 1);
      morning.setHours(MORNING, 0, 0, 0);
      return morning.toISOString();
    }
    case "custom": {
      const end = Date.parse(at);
      return Number.isNaN(end) || end <= now ? null : new Date(end).toISOString();
    }
  }
}
