import { closesFence, FENCE } from "./markdown/fences";

/** What is being written, and may stand for somebody or something: "@an", "#gar", ":ta". */
export interface Word {
  sign: "@" | "#" | ":";
  /** Without its sign. */
  query: string;
  from: number;
  /** Its end, which may lie behind the caret. */
  to: number;
}

/** One row of what a word may become. */
export interface Suggestion {
  key: string;
  face: { person: string; name: string } | { emoji: string } | { icon: "hash" | "lock" | "people" };
  title: string;
  detail?: string;
  /** What is to be thought of before it is taken. */
  note?: string;
  insert: string;
}

export const MOST_SUGGESTIONS = 8;

// What stands before is as in `words.ts`. Names of people and channels may be of any script; usernames are not.
const SIGNS = {
  "@": /(?<![\w/@])@([\p{L}\p{M}\p{N}._-]{0,64})$/u,
  "#": /(?<![\w#&/])#([\p{L}\p{M}\p{N}._-]{0,80})$/u,
  // One letter is a face (":D") more often than the beginning of a name.
  ":": /(?<![\w:]):(\+1?|-1?|[a-z0-9][a-z0-9_+-]{1,49})$/iu,
} as const;
const REST = { "@": /^[\w.-]*/u, "#": /^[\p{L}\p{M}\p{N}._-]*/u, ":": /^[\w+-]*/u } as const;
const LONGEST = 100;

/** The word that ends at the caret, unless it stands in code. */
export function wordAt(text: string, caret: number): Word | null {
  const before = text.slice(Math.max(0, caret - LONGEST), caret);
  for (const sign of ["@", "#", ":"] as const) {
    const query = SIGNS[sign].exec(before)?.[1];
    if (query === undefined) continue;
    const rest = REST[sign].exec(text.slice(caret, caret + LONGEST))?.[0] ?? "";
    const from = caret - query.length - 1;
    return isInCode(text.slice(0, from)) ? null : { sign, query, from, to: caret + rest.length };
  }
  return null;
}

const SHORTCODE = /(?<!\w):([a-z0-9_+-]{1,50}):$/iu;

/** The name of an emoji whose second colon has just been written. */
export function closedShortcode(text: string, caret: number): { code: string; from: number } | null {
  const code = SHORTCODE.exec(text.slice(Math.max(0, caret - LONGEST), caret))?.[1];
  if (code === undefined) return null;
  const from = caret - code.length - 2;
  return isInCode(text.slice(0, from)) ? null : { code, from };
}

/** Does what follows this text stand in code? A backtick counts from when it was written until its line ends. */
function isInCode(before: string): boolean {
  const lines = before.split("\n");
  const line = lines.pop() ?? "";
  let fence: string | null = null;
  for (const each of lines) {
    if (fence === null) fence = FENCE.exec(each)?.[1] ?? null;
    else if (closesFence(each, fence)) fence = null;
  }
  if (fence !== null || FENCE.test(line)) return true;
  let open: string | null = null;
  for (const [run] of line.matchAll(/(?<!\\)`+/gu)) {
    if (open === null) open = run;
    else if (open === run) open = null;
  }
  return open !== null;
}
