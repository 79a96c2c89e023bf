import { linkTo } from "../../lib/places";
import type { Message } from "../../live/wire";

/** Where there is no clipboard, or it may not be written, nothing can be done. */
export const copyText = (message: Message): void =>
  void navigator.clipboard?.writeText(message.text ?? "").catch(() => {});

export const copyLink = ({ channel, id }: Message): void =>
  void navigator.clipboard?.writeText(linkTo(channel, id)).catch(() => {});
