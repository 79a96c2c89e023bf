import { treeOf } from "../lib/markdown/reading";
import type { Live } from "../live/live-context";

const MOST = 20;
const AT_ONCE_MS = 8;

/**
 * Reads the words of a conversation that will be seen first. Where rows are drawn they are read in one go, and on a phone
 * that is a tenth of a second in which no finger is heard; here the browser may look after it now and then.
 */
export async function readAhead({ store }: Live, channel: string): Promise<void> {
  let since = performance.now();
  for (const { text } of store.timeline(channel).get().messages.slice(-MOST)) {
    if (text) treeOf(text);
    if (performance.now() - since < AT_ONCE_MS) continue;
    await new Promise((over) => setTimeout(over));
    since = performance.now();
  }
}
