import { linkTo } from "../../lib/places";
import type { Message } from "../../live/wire";

/** Rejects where there is no clipboard (no TLS), or it may not be written. */
async function copy(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error("There is no clipboard");
  await navigator.clipboard.writeText(text);
}

export const copyText = (message: Message): Promise<void> => copy(message.text ?? "");

export const copyLink = ({ channel, id }: Message): Promise<void> => copy(linkTo(channel, id));
