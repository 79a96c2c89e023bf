import { memo, type ReactNode } from "react";
import { Link } from "wouter";
import { language, t } from "../lib/i18n";
import { isJumbo } from "../lib/markdown/jumbo";
import type { Names } from "../lib/markdown/names";
import type { Align, Block, Inline, Row, Tree } from "../lib/markdown/tree";
import { placeIn } from "../lib/places";
import { useCell } from "../lib/use-cell";
import { CodeBlock } from "./CodeBlock";
import styles from "./Markdown.module.css";
import { scrolling } from "./scrolling";
import { together } from "./together";

interface MarkdownProps {
  tree: Tree;
  names: Names;
  /** Which of the words "channel" and "here" call everybody in this message. */
  calls?: readonly string[];
  /** Follows the last words on their line. */
  after?: ReactNode;
}

/** Draws a message as elements. A link goes to http, https or mailto, and nothing is loaded from anywhere. */
export const Markdown = memo(function Markdown({ tree, names, calls = [], after }: MarkdownProps) {
  useCell(language);
  const drawing = new Drawing(names, calls, after);
  return (
    <div className={isJumbo(tree, names.emojiFor) ? `${styles.markdown} ${styles.jumbo}` : styles.markdown}>
      {drawing.blocks(tree, true)}
    </div>
  );
});

const WORDS = new Set(["channel", "here"]);

class Drawing {
  constructor(
    private readonly names: Names,
    private readonly calls: readonly string[],
    private readonly after: ReactNode,
  ) {}

  blocks(blocks: readonly Block[], outermost = false): ReactNode {
    const last = blocks.length - 1;
    const alone = outermost && this.after && blocks[last]?.kind !== "paragraph";
    const drawn = blocks.map((block, at) =>
      this.block(block, outermost, outermost && at === last ? this.after : null),
    );
    return (
      <>
        {together(drawn)}
        {alone && <p>{this.after}</p>}
      </>
    );
  }

  /** The outermost block finds its direction in all that is inside; one with a direction of its own would not count. */
  private block(block: Block, outermost: boolean, after: ReactNode): ReactNode {
    const dir = outermost ? "auto" : undefined;
    switch (block.kind) {
      case "paragraph":
        return (
          <p dir={dir}>
            {this.inlines(block.inside)}
            {after}
          </p>
        );
      case "quote":
        return <blockquote dir={dir}>{this.blocks(block.inside)}</blockquote>;
      case "list":
        return this.list(block.first, block.items, dir);
      case "codeBlock":
        return <CodeBlock language={block.language} text={block.text} />;
      case "table":
        return this.table(block.align, block.head, block.rows);
      case "rule":
        return <hr />;
    }
  }

  private list(first: number | null, items: readonly (readonly Block[])[], dir?: "auto"): ReactNode {
    const drawn = together(items.map((item) => this.item(item)));
    if (first === null) return <ul dir={dir}>{drawn}</ul>;
    return (
      <ol dir={dir} start={first}>
        {drawn}
      </ol>
    );
  }

  private item(blocks: readonly Block[]): ReactNode {
    return <li>{this.blocks(blocks)}</li>;
  }

  private table(align: readonly Align[], head: Row, rows: readonly Row[]): ReactNode {
    const cell = (inside: readonly Inline[], at: number, Cell: "th" | "td") => (
      <Cell dir="auto" className={styles[align[at] ?? ""]}>
        {this.inlines(inside)}
      </Cell>
    );
    const row = (cells: Row, as: "th" | "td") => (
      <tr>{together(cells.map((inside, at) => cell(inside, at, as)))}</tr>
    );
    return (
      <div className={styles.scroll} role="group" aria-label={t.markdown.table} {...scrolling}>
        <table>
          <thead>{row(head, "th")}</thead>
          <tbody>{together(rows.map((cells) => row(cells, "td")))}</tbody>
        </table>
      </div>
    );
  }

  private inlines(pieces: readonly Inline[]): ReactNode {
    return together(pieces.map((piece) => this.inline(piece)));
  }

  private inline(piece: Inline): ReactNode {
    switch (piece.kind) {
      case "text":
        return piece.text;
      case "strong":
        return <strong>{this.inlines(piece.inside)}</strong>;
      case "emphasis":
        return <em>{this.inlines(piece.inside)}</em>;
      case "strike":
        return <s>{this.inlines(piece.inside)}</s>;
      case "code":
        return (
          <code className={styles.code} dir="ltr">
            {piece.text}
          </code>
        );
      case "link":
        return this.link(piece.href, piece.inside);
      case "shortcode":
        return this.emoji(piece.name);
      case "mention":
        return this.mention(piece.name);
      case "channel":
        return this.channel(piece.name);
    }
  }

  private link(href: string, inside: readonly Inline[]): ReactNode {
    const [only] = inside;
    const place = placeIn(href);
    if (place) {
      return (
        <Link href={place} dir="auto" title={href}>
          {this.inlines(inside)}
        </Link>
      );
    }
    const bare = inside.length === 1 && only?.kind === "text" && /^(?:https?:|www\.)/iu.test(only.text);
    return (
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        dir={bare ? "ltr" : "auto"}
        title={bare ? undefined : href}
      >
        {this.inlines(inside)}
      </a>
    );
  }

  private emoji(shortcode: string): ReactNode {
    const written = `:${shortcode}:`;
    const emoji = this.names.emojiFor(shortcode);
    if (!emoji) return written;
    return (
      <span className={styles.emoji} title={written}>
        {emoji}
      </span>
    );
  }

  private mention(written: string): ReactNode {
    const word = written.toLowerCase();
    if (WORDS.has(word) && this.calls.includes(word))
      return <span className={`${styles.mention} ${styles.mine}`}>@{word}</span>;
    const person = this.names.person(word);
    if (!person) return `@${written}`;
    return (
      <bdi>
        {/* No true button: its words do not wrap, and cannot be copied with the rest. */}
        <span
          role="button"
          tabIndex={0}
          className={person.isMe ? `${styles.mention} ${styles.mine}` : styles.mention}
          title={`@${written}`}
          data-person={person.id}
        >
          @{person.name}
        </span>
      </bdi>
    );
  }

  private channel(name: string): ReactNode {
    const channel = this.names.channel(name);
    if (!channel) return `#${name}`;
    return (
      <Link href={`/c/${channel.id}`} className={styles.mention}>
        #{name}
      </Link>
    );
  }
}
