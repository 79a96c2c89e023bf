import { copy } from "../../lib/clipboard";
import { linkTo } from "../../lib/places";
import type { Message } from "../../live/wire";

export const copyText = (message: Message): Promise<void> => copy(message.text ?? "");

export const copyLink = ({ channel, id }: Message): Promise<void> => copy(linkTo(channel, id));
