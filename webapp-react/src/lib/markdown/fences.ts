import type { Block } from "./tree";

type Part = { kind: "words"; text: string } | Extract<Block, { kind: "codeBlock" }>;

/** A line that opens a block of code; its marks are the first group. */
export const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/u;

/** Cuts a text at its fenced code, line by line. A fence around nothing stays what was written. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let words: string[] = [];
  let fenced: { fence: string; language: string | null; lines: string[] } | null = null;
  const closeWords = () => {
    if (words.length > 0) parts.push({ kind: "words", text: words.join("\n") });
    words = [];
  };
  const closeCode = (end: number | undefined) => {
    if (!fenced) return;
    const code = fenced.lines.slice(1, end).join("\n");
    if (/\S/u.test(code)) {
      closeWords();
      parts.push({ kind: "codeBlock", language: fenced.language, text: code });
    } else words.push(...fenced.lines);
    fenced = null;
  };
  for (const line of text.split("\n")) {
    if (fenced) {
      fenced.lines.push(line);
      if (closesFence(line, fenced.fence)) closeCode(-1);
      continue;
    }
    const [, fence, language] = FENCE.exec(line) ?? [];
    if (fence) fenced = { fence, language: language || null, lines: [line] };
    else words.push(line);
  }
  closeCode(undefined);
  closeWords();
  return parts;
}

export function closesFence(line: string, fence: string): boolean {
  const end = line.trim();
  return end.length >= fence.length && end === fence.charAt(0).repeat(end.length) && !/^ {4}/u.test(line);
}
