import type { Options } from "mdast-util-from-markdown";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Code, Construct, Extension } from "micromark-util-types";
import type { Span } from "./links";

declare module "micromark-util-types" {
  interface TokenTypeMap {
    address: "address";
  }
}

/**
 * HTML and entities are shown as they were typed, a line of dashes under a sentence is no heading, and what is
 * indented is no code: nobody means these in chat.
 */
const CHAT: Extension = {
  disable: {
    null: [
      "htmlFlow",
      "htmlText",
      "characterReference",
      "setextUnderline",
      "codeIndented",
      "definition",
      "hardBreakEscape",
    ],
  },
};

const LETTERS = [..."hHwW"].map((letter) => letter.charCodeAt(0));

/** Takes an address as one word before anything else can see stars or underscores in it. */
function addresses(spans: readonly Span[]): Extension {
  const endOf = new Map(spans.map((span) => [span.from, span.to]));
  const address: Construct = {
    name: "address",
    tokenize(effects, ok, nok) {
      const now = this.now;
      let end = 0;
      const inside = (code: Code) => {
        if (now().offset >= end) {
          effects.exit("address");
          return ok(code);
        }
        effects.consume(code);
        return inside;
      };
      return (code) => {
        end = endOf.get(now().offset) ?? 0;
        if (end === 0) return nok(code);
        effects.enter("address");
        return inside(code);
      };
    },
  };
  return { text: Object.fromEntries(LETTERS.map((letter) => [letter, address])) };
}

/** The grammar of a message in which these addresses are written out. */
export function chatSyntax(spans: readonly Span[]): Options {
  const hrefOf = new Map(spans.map((span) => [span.from, span.href]));
  return {
    extensions: [CHAT, gfmStrikethrough(), gfmTable(), ...(spans.length > 0 ? [addresses(spans)] : [])],
    mdastExtensions: [
      gfmStrikethroughFromMarkdown(),
      gfmTableFromMarkdown(),
      {
        enter: {
          address(token) {
            const url = hrefOf.get(token.start.offset) ?? "";
            this.enter({ type: "link", url, title: null, children: [] }, token);
          },
          // The indentation of a line within a paragraph: chat keeps it.
          linePrefix(token) {
            const around = this.stack.at(-1);
            if (!around || !this.config.canContainEols.includes(around.type)) return;
            this.config.enter.data?.call(this, token);
            this.config.exit.data?.call(this, token);
          },
        },
        exit: {
          address(token) {
            this.config.enter.data?.call(this, token);
            this.config.exit.data?.call(this, token);
            this.exit(token);
          },
        },
      },
    ],
  };
}
