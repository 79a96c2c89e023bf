import type { EmojiFor, Inline, Tree } from "./tree";

const MOST = 3;
const EMOJI =
  /^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|\p{Emoji_Presentation}.*|\p{Extended_Pictographic}\uFE0F.*|\p{Extended_Pictographic}\u200D.*)$/u;
/** Of all emoji only ℹ is one, and nearly every message has some. */
const LETTER = /[^ℹ\P{L}]/u;
// Made when it is needed: that takes longer than all else that is done before the first message is drawn.
let letters: Intl.Segmenter | undefined;

/** Whether a message is nothing but one to three emoji, which are drawn large. */
export function isJumbo(tree: Tree, emojiFor: EmojiFor): boolean {
  const [only, more] = tree;
  if (only?.kind !== "paragraph" || more) return false;
  let seen = 0;
  for (const piece of only.inside) {
    const count = emojiIn(piece, emojiFor);
    if (count === null) return false;
    seen += count;
    if (seen > MOST) return false;
  }
  return seen > 0;
}

/** Null if there is anything else in it. */
function emojiIn(piece: Inline, emojiFor: EmojiFor): number | null {
  if (piece.kind === "shortcode") return emojiFor(piece.name) ? 1 : null;
  // The longest emoji are families of some thirty units; three of them and blanks are still short.
  if (piece.kind !== "text" || piece.text.length > 120 || LETTER.test(piece.text)) return null;
  letters ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let count = 0;
  for (const { segment } of letters.segment(piece.text)) {
    if (/^\s+$/u.test(segment)) continue;
    if (!EMOJI.test(segment)) return null;
    count++;
  }
  return count;
}
