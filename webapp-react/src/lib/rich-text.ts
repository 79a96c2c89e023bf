export type Piece =
  | { kind: "text"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "code"; text: string };

const PATTERN = /`([^`\n]+)`|https?:\/\/[^\s<>"'`]+/giu;
const TRAILING = /[.,;:!?]+$/u;

/** A closing bracket belongs to the link only if the link opened it. */
function trimLink(raw: string): string {
  let link = raw;
  for (;;) {
    const before = link;
    link = link.replace(TRAILING, "");
    for (const [open, close] of ["()", "[]", "{}"]) {
      if (open && close && link.endsWith(close) && link.split(close).length > link.split(open).length) {
        link = link.slice(0, -1);
      }
    }
    if (link === before) return link;
  }
}

/** Only http and https ever become a link; the rest stays the text that it is. */
function safeHref(raw: string): string | null {
  try {
    const url = new URL(raw);
    return (url.protocol === "https:" || url.protocol === "http:") && url.hostname ? url.href : null;
  } catch {
    return null;
  }
}

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const plainUpTo = (end: number) => {
    if (end > from) pieces.push({ kind: "text", text: text.slice(from, end) });
  };
  for (const match of text.matchAll(PATTERN)) {
    const at = match.index;
    if (match[1] !== undefined) {
      plainUpTo(at);
      pieces.push({ kind: "code", text: match[1] });
      from = at + match[0].length;
      continue;
    }
    const shown = trimLink(match[0]);
    const href = safeHref(shown);
    if (!href) continue;
    plainUpTo(at);
    pieces.push({ kind: "link", text: shown, href });
    from = at + shown.length;
  }
  plainUpTo(text.length);
  return pieces;
}
