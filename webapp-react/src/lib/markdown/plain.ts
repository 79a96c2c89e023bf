import type { Block, EmojiFor, Inline, Tree } from "./tree";

/** The words of a message on the lines that are drawn, for labels, announcements and previews. */
export function plainOf(tree: Tree, emojiFor: EmojiFor = () => undefined): string {
  const inline = (piece: Inline): string => {
    switch (piece.kind) {
      case "text":
      case "code":
        return piece.text;
      case "shortcode":
        return emojiFor(piece.name) ?? `:${piece.name}:`;
      case "mention":
        return `@${piece.name}`;
      case "channel":
        return `#${piece.name}`;
      default:
        return line(piece.inside);
    }
  };
  const line = (pieces: readonly Inline[]) => pieces.map(inline).join("");
  const block = (part: Block): string => {
    switch (part.kind) {
      case "paragraph":
        return line(part.inside);
      case "quote":
        return lines(part.inside);
      case "list":
        return part.items
          .map((item, n) => `${part.first === null ? "•" : `${part.first + n}.`} ${lines(item)}`)
          .join("\n");
      case "codeBlock":
        return part.text;
      case "table":
        return [part.head, ...part.rows].map((row) => row.map(line).join(" | ")).join("\n");
      case "rule":
        return "---";
    }
  };
  const lines = (parts: readonly Block[]): string => parts.map(block).join("\n");
  return lines(tree);
}
