const MARKS = 1_000;
const LINES = 400;
const DEPTH = 10;
const INDENT = 40;

const MARK = /[*_~`[\]<|\\]/gu;
const FRAME = /[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/uy;

/**
 * Whether a text has more marks, lines or frames within frames than anybody writes. The library's time grows with the
 * square of these and its stack with their depth, so such a text is read without it. One look at each character.
 */
export function isTangled(text: string): boolean {
  const lines = text.split("\n");
  if (lines.length > LINES) return true;
  let marks = text.match(MARK)?.length ?? 0;
  for (const line of lines) {
    const depth = framesOf(line);
    marks += depth;
    if (marks > MARKS || depth > DEPTH) return true;
    if (depth > 0 && line.search(/[^ \t]/u) > INDENT) return true;
  }
  return false;
}

function framesOf(line: string): number {
  FRAME.lastIndex = 0;
  let depth = 0;
  while (depth <= DEPTH && FRAME.test(line)) depth++;
  return depth;
}
