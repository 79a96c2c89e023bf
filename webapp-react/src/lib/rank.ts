/** "ines" is typed for "Inês". */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** How well a name answers a query; null when not at all. Higher is better. */
export function score(name: string, query: string): number | null {
  const text = plain(name);
  const wanted = plain(query.trim());
  if (!wanted) return 0;
  if (text === wanted) return 100;
  if (text.startsWith(wanted)) return 80;
  const at = text.indexOf(wanted);
  if (at > 0) return /[^\p{L}\p{N}]/u.test(text[at - 1] ?? "") ? 70 : 50;
  let from = 0;
  for (const char of wanted) {
    const found = text.indexOf(char, from);
    if (found < 0) return null;
    from = found + char.length;
  }
  return 20 - Math.min(15, from - wanted.length);
}

/** The best of several names: what is shown, and what one may know somebody by. */
export function bestScore(names: readonly string[], query: string): number | null {
  const points = names.map((name) => score(name, query)).filter((each) => each !== null);
  return points.length > 0 ? Math.max(...points) : null;
}
