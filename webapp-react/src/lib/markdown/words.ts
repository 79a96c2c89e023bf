import { safeHref } from "./links";
import type { Inline } from "./tree";

/**
 * What has a meaning in running text. A username is as the server defines it (1 to 64 letters, digits, dots, hyphens
 * and underscores, the last no punctuation), so the dot that ends a sentence is not part of one; it is found
 * where `mention/Names.java` finds it. Both cases are written out: to a pattern that ignores case the long s and the
 * Kelvin sign are letters of ASCII. The repeats are bounded, and each begins where a word begins: no text makes this
 * slow.
 */
const EMAIL = String.raw`(?<![\w.+-])(?<email>[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w-])`;
const PERSON = String.raw`(?<![\w/])@(?<person>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?)(?![._-]*[A-Za-z0-9_])`;
const CHANNEL = String.raw`(?<![\w#&/])#(?<channel>[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,78}[\p{L}\p{N}_])?)(?![\p{L}\p{N}_#])`;
const SHORTCODE = String.raw`(?<!\w):(?<shortcode>[A-Za-z0-9_+-]{1,50}):(?!\w)`;
const WORD = new RegExp(`${EMAIL}|${PERSON}|${CHANNEL}|${SHORTCODE}`, "gu");

export function wordsOf(text: string): Inline[] {
  const pieces: Inline[] = [];
  let from = 0;
  const plainUpTo = (end: number) => {
    if (end > from) pieces.push({ kind: "text", text: text.slice(from, end) });
  };
  for (const match of text.matchAll(WORD)) {
    const piece = meaningOf(match.groups ?? {});
    if (!piece) continue;
    plainUpTo(match.index);
    pieces.push(piece);
    from = match.index + match[0].length;
  }
  plainUpTo(text.length);
  return pieces;
}

function meaningOf(found: Record<string, string | undefined>): Inline | null {
  if (found.person !== undefined) return { kind: "mention", name: found.person };
  if (found.channel !== undefined) return { kind: "channel", name: found.channel };
  if (found.shortcode !== undefined) return { kind: "shortcode", name: found.shortcode };
  const email = found.email ?? "";
  const href = safeHref(`mailto:${email}`);
  return href === null ? null : { kind: "link", href, inside: [{ kind: "text", text: email }] };
}

const CHANNEL_ALONE = new RegExp(`^${CHANNEL}$`, "u");

/** Can a channel of this name be written as a word? */
export const isChannelWord = (name: string): boolean => CHANNEL_ALONE.test(`#${name}`);
