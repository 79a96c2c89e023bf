import { emojiFor } from "./emoji";
import { plainOf } from "./markdown/plain";
import { treeOf } from "./markdown/reading";

/** The words of a message without its marks, for labels, announcements and short views of it. */
export const previewOf = (text: string): string => plainOf(treeOf(text), emojiFor);
