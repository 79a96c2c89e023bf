const MOST = 8;
const LONGEST = 256;
const keyOf = (user: string) => `confab.searches.${user}`;

/** What somebody looked for last in this browser, the latest first. */
export function recentOf(user: string): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(user)) ?? "[]");
    return (Array.isArray(found) ? found : [])
      .filter((each): each is string => typeof each === "string" && each !== "" && each.length <= LONGEST)
      .slice(0, MOST);
  } catch {
    return [];
  }
}

export function remember(user: string, query: string): void {
  const asked = query.trim();
  if (!asked) return;
  const all = [asked, ...recentOf(user).filter((each) => each !== asked)].slice(0, MOST);
  try {
    localStorage.setItem(keyOf(user), JSON.stringify(all));
  } catch {
    // A browser that keeps nothing remembers nothing.
  }
}

/** Also for signing out: nothing of a person stays on a computer that others use. */
export function forgetSearches(user: string): void {
  try {
    localStorage.removeItem(keyOf(user));
  } catch {
    // Nothing was kept.
  }
}
