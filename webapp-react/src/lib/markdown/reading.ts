import { parse } from "./parse";
import type { Tree } from "./tree";

const KEPT = 500;
const kept = new Map<string, Tree>();

/**
 * The tree of a text, read once however often its row comes and goes while scrolling. The oldest of what is kept goes
 * first; an edit is another text.
 */
export function treeOf(text: string): Tree {
  const known = kept.get(text);
  if (known) return known;
  const tree = parse(text);
  kept.set(text, tree);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return tree;
}
