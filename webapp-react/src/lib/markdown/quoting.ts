import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { addressesIn } from "./links";
import { chatSyntax } from "./syntax";
import { isTangled } from "./tangle";

/** Nobody sees it, and between an @ and a name it makes them two things. */
const JOINER = "\u2060";

/** More than names somebody: what is a name on the other side of a mark is one here too. */
const CALL = /(?<![A-Za-z0-9/])@(?=[\p{L}\p{N}])/gu;

/** Every line in a frame of its own: no fence, list or table in it reaches out. */
export const quoted = (text: string): string =>
  text
    .split(/\r\n|\r|\n/u)
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");

/** Words that are nothing but words, on one line, and call nobody. */
export const literal = (words: string): string =>
  words
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[!-/:-@[-`{-~]/gu, "\\$&")
    .replaceAll("@", `@${JOINER}`);

/** The same text, and its mentions call nobody. What calls nobody anyway, code and links, is left alone. */
export function silenced(text: string): string {
  const spans = silentIn(text);
  return text.replace(CALL, (at, offset: number) =>
    spans.some(({ from, to }) => from <= offset && offset < to) ? at : at + JOINER,
  );
}

function silentIn(text: string): { from: number; to: number }[] {
  const addresses = addressesIn(text);
  const found: { from: number; to: number }[] = [...addresses];
  // What has too many marks is drawn without its code.
  if (isTangled(quoted(text))) return found;
  const look = (node: Nodes) => {
    const { start, end } = node.position ?? {};
    const isSilent = ["code", "inlineCode", "link", "image"].includes(node.type);
    if (isSilent) found.push({ from: start?.offset ?? 0, to: end?.offset ?? 0 });
    else if ("children" in node) for (const each of node.children) look(each);
  };
  look(fromMarkdown(text, chatSyntax(addresses)));
  return found;
}
