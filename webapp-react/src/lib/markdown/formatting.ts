import type { Change } from "../writing";

export type Format = "bold" | "italic" | "code" | "strike" | "codeBlock";

/** Marks what is selected, or takes the marks away where they are already. */
export function formatted(text: string, from: number, to: number, format: Format): Change {
  const chosen = text.slice(from, to);
  // Marks must touch the words that they mark.
  const begin = chosen.trim() ? from + (chosen.length - chosen.trimStart().length) : from;
  const end = chosen.trim() ? to - (chosen.length - chosen.trimEnd().length) : to;
  const words = text.slice(begin, end);
  const [open, close] = marksFor(format, words, text.slice(0, begin), text.slice(end));
  for (const [before, after] of [
    [open, close],
    ...(format === "italic"
      ? [
          ["*", "*"],
          ["_", "_"],
        ]
      : []),
  ]) {
    const unmarked = before && after && withoutMarks(text, begin, end, before, after);
    if (unmarked) return unmarked;
  }
  const at = begin + open.length;
  return { from: begin, to: end, insert: open + words + close, selection: [at, at + words.length] };
}

function marksFor(format: Format, words: string, before: string, after: string): [string, string] {
  switch (format) {
    case "bold":
      return ["**", "**"];
    case "strike":
      return ["~~", "~~"];
    case "italic": {
      // Within a word, a low line is a part of it.
      const within = /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after);
      return within ? ["*", "*"] : ["_", "_"];
    }
    case "code":
      if (words.includes("\n")) return fences(words, before, after);
      return words.includes("`") ? ["`` ", " ``"] : ["`", "`"];
    case "codeBlock":
      return fences(words, before, after);
  }
}

function fences(words: string, before: string, after: string): [string, string] {
  const longest = Math.max(2, ...[...words.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  if (before.endsWith(`${fence}\n`) && after.startsWith(`\n${fence}`)) return [`${fence}\n`, `\n${fence}`];
  const onOwnLine = before === "" || before.endsWith("\n");
  const alone = after === "" || after.startsWith("\n");
  return [`${onOwnLine ? "" : "\n"}${fence}\n`, `\n${fence}${alone ? "" : "\n"}`];
}

/** The marks may be selected with the words, or stand around the selection. */
function withoutMarks(text: string, from: number, to: number, open: string, close: string): Change | null {
  const words = text.slice(from, to);
  if (isMarked(words, open, close)) {
    const bare = words.slice(open.length, words.length - close.length);
    return { from, to, insert: bare, selection: [from, from + bare.length] };
  }
  const [begin, end] = [from - open.length, to + close.length];
  if (begin < 0 || !isMarked(text.slice(begin, end), open, close)) return null;
  // A single star beside another is half of a bold one.
  if (open.length === 1 && (text[begin - 1] === open || text[end] === close)) return null;
  return { from: begin, to: end, insert: words, selection: [begin, begin + words.length] };
}

const isMarked = (words: string, open: string, close: string) =>
  words.length >= open.length + close.length &&
  words.startsWith(open) &&
  words.endsWith(close) &&
  !(open.length === 1 && words.length > 2 && words[1] === open);
