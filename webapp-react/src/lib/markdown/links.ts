export interface Span {
  from: number;
  to: number;
  href: string;
}

const ADDRESS = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"'`|]+/giu;
const TRAILING = /[.,;:!?*_~]/u;
const OPENER: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** Only http, https and mailto ever become a link; the rest stays the text that it is. */
export function safeHref(raw: string): string | null {
  if (!URL.canParse(raw)) return null;
  const url = new URL(raw);
  if (!SCHEMES.has(url.protocol)) return null;
  return url.protocol === "mailto:" || url.hostname ? url.href : null;
}

/** A closing bracket belongs to the address only if the address opened it; the sentence's punctuation never does. */
function withoutTheSentence(raw: string): string {
  const open: string[] = [];
  let end = raw.length;
  for (let at = 0; at < end; at++) {
    const letter = raw.charAt(at);
    if ("([{".includes(letter)) open.push(letter);
    else if (OPENER[letter] && open.pop() !== OPENER[letter]) end = at;
  }
  while (end > 0 && TRAILING.test(raw.charAt(end - 1))) end--;
  return raw.slice(0, end);
}

/** The addresses that are written out in a text, in order. Each character is looked at a bounded number of times. */
export function addressesIn(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const shown = withoutTheSentence(match[0]);
    const href = safeHref(/^www\./iu.test(shown) ? `http://${shown}` : shown);
    if (href && shown.length > "www.".length)
      found.push({ from: match.index, to: match.index + shown.length, href });
  }
  return found;
}
