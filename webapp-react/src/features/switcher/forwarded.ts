import { longDay } from "../../lib/dates";
import { t } from "../../lib/i18n";
import { parse } from "../../lib/markdown/parse";
import { literal, quoted, silenced } from "../../lib/markdown/quoting";
import { isChannelWord } from "../../lib/markdown/words";
import { linkTo } from "../../lib/places";
import { isDirect } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { Message } from "../../live/wire";

export interface Forwarded {
  text: string;
  /** The words of the original did not find room, not all of them. */
  isCut: boolean;
  /** So many characters too long, although nothing of the original is in it. */
  over: number;
}

const lengthOf = (text: string) => [...text].length;

/** Where it was said, in words that every reader may know: of what is not public, no name. */
function placeOf({ id, kind, name }: ChannelView): string {
  if (kind !== "public" || !name) return isDirect({ kind }) ? t.forward.inDirect : t.forward.inPrivate;
  const label = isChannelWord(name) ? `#${name}` : `[#${literal(name)}](${window.location.origin}/c/${id})`;
  return t.forward.inChannel(label);
}

/**
 * A message of ours that says what somebody else has said elsewhere: our own words, who it was and the link to it, and
 * the words themselves as a quote, as many as there is room for. The quote calls nobody, and is the end of it.
 */
export function forwarded(
  original: Message,
  author: string,
  from: ChannelView,
  comment: string,
  limit: number,
): Forwarded {
  const said = (original.text ?? "").trim();
  const files = (original.attachments ?? []).map(({ name }) => literal(name));
  const head = [`**${literal(author)}** ${placeOf(from)}, ${longDay(original.at)}`];
  const link = `[${t.forward.original}](${linkTo(original.channel, original.id)})`;
  const write = (words: string, isCut: boolean) => {
    const line = [...head, ...(isCut ? [t.forward.shortened] : []), link].join(" · ");
    const inside = [
      ...(files.length > 0 ? [t.forward.files(files)] : []),
      ...(words ? [silenced(words)] : []),
    ];
    const body = `${line}\n${quoted(inside.join("\n\n"))}`;
    return together(comment.trim(), body);
  };
  const whole = write(said, false);
  if (lengthOf(whole) <= limit) return { text: whole, isCut: false, over: 0 };
  const letters = [...said];
  let kept = Math.min(letters.length, limit);
  for (;;) {
    const text = write(`${letters.slice(0, kept).join("").trimEnd()}…`, true);
    const length = lengthOf(text);
    const over = length - limit;
    if (over <= 0 || kept === 0) return { text, isCut: true, over: Math.max(0, over) };
    // Marks and frames grow with the words.
    kept -= Math.max(1, Math.ceil((over * kept) / length));
  }
}

/** What we add comes first, unless it would take the quote in: a block of code that does not end. */
function together(comment: string, body: string): string {
  if (!comment) return body;
  const above = `${comment}\n\n${body}`;
  return parse(above).at(-1)?.kind === "quote" ? above : `${body}\n\n${comment}`;
}
