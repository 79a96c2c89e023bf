/** How well a name answers a query; null when not at all. Higher is better. */
export function score(name: string, query: string): number | null {
  const text = name.toLocaleLowerCase();
  const wanted = query.trim().toLocaleLowerCase();
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
