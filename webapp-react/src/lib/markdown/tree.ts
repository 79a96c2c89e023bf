/** What a message says, once read: blocks that hold inline pieces. There is no HTML in it, and no picture. */
export type Tree = readonly Block[];

export type Block =
  | { kind: "paragraph"; inside: readonly Inline[] }
  | { kind: "quote"; inside: readonly Block[] }
  | { kind: "list"; first: number | null; items: readonly (readonly Block[])[] }
  | { kind: "codeBlock"; language: string | null; text: string }
  | { kind: "table"; align: readonly Align[]; head: Row; rows: readonly Row[] }
  | { kind: "rule" };

export type Align = "left" | "right" | "center" | null;
export type Cell = readonly Inline[];
export type Row = readonly Cell[];

/** A newline in a text is a line break. Names are as written: who or what they mean, the reader's client knows. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "emphasis" | "strike"; inside: readonly Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; inside: readonly Inline[] }
  | { kind: "shortcode"; name: string }
  | { kind: "mention"; name: string }
  | { kind: "channel"; name: string };

/** The emoji of a shortcode, written without its colons. */
export type EmojiFor = (shortcode: string) => string | undefined;
