import type { EmojiFor } from "./tree";

/** Who and what is known to the reader. What is not known stays the text that it is. */
export interface Names {
  /** By username, in any case. */
  person(username: string): { id: string; name: string; isMe: boolean } | undefined;
  channel(name: string): { id: string } | undefined;
  emojiFor: EmojiFor;
}
