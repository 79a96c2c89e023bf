import type { Image, Link, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { partsOf } from "./fences";
import { addressesIn, safeHref } from "./links";
import { plainOf } from "./plain";
import { chatSyntax } from "./syntax";
import { isTangled } from "./tangle";
import type { Block, Inline, Tree } from "./tree";
import { wordsOf } from "./words";

/** Reads a message. Every text is one: what is no markup stays the text that it is. */
export function parse(text: string): Tree {
  if (!hasMarks(text)) return paragraphsOf(text);
  if (!isTangled(text)) return grammarOf(text);
  // Mostly a long piece of code: what stands around it may still be read as usual.
  const parts = partsOf(text);
  const around = parts.filter((part) => part.kind === "words");
  const read = isTangled(around.map((part) => part.text).join("\n")) ? paragraphsOf : grammarOf;
  return parts.flatMap((part) => (part.kind === "words" ? read(part.text) : [part]));
}

const grammarOf = (text: string): Tree => new Reading(text).tree();

const hasMarks = (text: string) => /[*_~`[\\<|]|^[ \t]*(?:[>#+-]|\d{1,9}[.)](?:[ \t]|$))/mu.test(text);

/** Without the grammar: paragraphs, and what has a meaning in running text. */
function paragraphsOf(text: string): Tree {
  return text
    .split(/\n(?:[ \t]*\n)+/u)
    .filter((part) => !isBlank(part))
    .map((part) => ({ kind: "paragraph", inside: lineOf(part.replace(/^\n+/u, "").trimEnd()) }));
}

function lineOf(text: string): Inline[] {
  const pieces: Inline[] = [];
  let from = 0;
  for (const span of addressesIn(text)) {
    pieces.push(...wordsOf(text.slice(from, span.from)));
    pieces.push({
      kind: "link",
      href: span.href,
      inside: [{ kind: "text", text: text.slice(span.from, span.to) }],
    });
    from = span.to;
  }
  pieces.push(...wordsOf(text.slice(from)));
  return pieces;
}

const DEEPEST = 8;
const isBlank = (words: string) => !/\S/u.test(words);

/** Turns what the library read into our own tree. What is too deep for a screen loses its frame, never its words. */
class Reading {
  constructor(private readonly text: string) {}

  tree(): Tree {
    const root = fromMarkdown(this.text, chatSyntax(addressesIn(this.text)));
    return this.blocks(root.children, 0);
  }

  private blocks(nodes: readonly RootContent[], depth: number): Block[] {
    return nodes.flatMap((node) => {
      const made = this.block(node, depth);
      // Somebody who writes only "-", "#" or ">" means just that.
      return made.length === 0 || isBlank(plainOf(made)) ? this.paragraphAsWritten(node) : made;
    });
  }

  private block(node: RootContent, depth: number): Block[] {
    switch (node.type) {
      case "paragraph":
        return [{ kind: "paragraph", inside: this.inlines(node.children, 0) }];
      case "heading":
        return node.children.length > 0
          ? [{ kind: "paragraph", inside: [{ kind: "strong", inside: this.inlines(node.children, 1) }] }]
          : [];
      case "thematicBreak":
        return [{ kind: "rule" }];
      case "code":
        return [{ kind: "codeBlock", language: node.lang ?? null, text: node.value }];
      case "blockquote": {
        const inside = this.blocks(node.children, depth + 1);
        return depth < DEEPEST && inside.length > 0 ? [{ kind: "quote", inside }] : inside;
      }
      case "list": {
        const items = node.children.map((item) => this.blocks(item.children, depth + 1));
        if (items.every((item) => item.length === 0)) return [];
        if (depth >= DEEPEST) return items.flat();
        return [{ kind: "list", first: node.ordered ? (node.start ?? 1) : null, items }];
      }
      case "table": {
        const [head = [], ...rows] = node.children.map((row) =>
          row.children.map((cell) => this.inlines(cell.children, 0)),
        );
        return [{ kind: "table", align: node.align ?? [], head, rows }];
      }
      default:
        return this.paragraphAsWritten(node);
    }
  }

  private inlines(nodes: readonly PhrasingContent[], depth: number): Inline[] {
    return nodes.flatMap((node) => this.inline(node, depth));
  }

  private inline(node: PhrasingContent, depth: number): Inline[] {
    switch (node.type) {
      case "text":
        return wordsOf(node.value);
      case "break":
        return [{ kind: "text", text: "\n" }];
      case "inlineCode":
        return [{ kind: "code", text: node.value }];
      case "strong":
      case "emphasis":
      case "delete": {
        const inside = this.inlines(node.children, depth + 1);
        const kind = node.type === "delete" ? "strike" : node.type;
        return depth < DEEPEST ? [{ kind, inside }] : inside;
      }
      case "link":
        return this.link(node, this.inlines(node.children, depth + 1));
      case "image":
        return this.link(node, [{ kind: "text", text: node.alt || node.url }]);
      default:
        return this.asWritten(node);
    }
  }

  private link(node: Link | Image, label: readonly Inline[]): Inline[] {
    const href = safeHref(node.url);
    if (!href) return this.asWritten(node);
    const inside = withoutLinks(label);
    if (isBlank(plainOf([{ kind: "paragraph", inside }]))) return this.asWritten(node);
    const link: Inline = { kind: "link", href, inside };
    const claimed = label.flatMap((piece) => (piece.kind === "link" ? [piece.href] : []));
    if (claimed.every((each) => each === href)) return [link];
    // A label that is an address itself, and another one: the reader sees where the link really leads.
    return [
      ...inside,
      { kind: "text", text: " (" },
      { ...link, inside: [{ kind: "text", text: href }] },
      { kind: "text", text: ")" },
    ];
  }

  private paragraphAsWritten(node: RootContent): Block[] {
    return [{ kind: "paragraph", inside: this.asWritten(node) }];
  }

  private asWritten(node: RootContent): Inline[] {
    const text = this.text.slice(node.position?.start.offset, node.position?.end.offset);
    return [{ kind: "text", text }];
  }
}

/** A link lives in no other link, not even inside something bold. */
function withoutLinks(pieces: readonly Inline[]): Inline[] {
  return pieces.flatMap((piece): Inline[] => {
    switch (piece.kind) {
      case "link":
        return withoutLinks(piece.inside);
      case "strong":
      case "emphasis":
      case "strike":
        return [{ ...piece, inside: withoutLinks(piece.inside) }];
      case "mention":
        return [{ kind: "text", text: `@${piece.name}` }];
      case "channel":
        return [{ kind: "text", text: `#${piece.name}` }];
      default:
        return [piece];
    }
  });
}
