import { clockTime, exactTime, gutterTime } from "../lib/dates";
import { treeOf } from "../lib/markdown/reading";
import { nextTask } from "../lib/next-task";
import type { Live } from "../live/live-context";

const MOST = 20;
const AT_ONCE_MS = 5;

const TIMES = [clockTime, gutterTime, exactTime];

/**
 * Reads the words of a conversation that will be seen first. Where rows are drawn they are read in one go, and on a phone
 * that is a tenth of a second in which no finger is heard; here the browser may look after it now and then. Likewise each
 * way to write a time, of which the first is slow.
 */
export async function readAhead({ store }: Live, channel: string): Promise<void> {
  const messages = store.timeline(channel).get().messages.slice(-MOST);
  const at = messages.at(-1)?.at;
  for (const write of at ? TIMES : []) {
    await nextTask();
    write(at as string);
  }
  await nextTask();
  let since = performance.now();
  for (const { text } of messages) {
    if (text) treeOf(text);
    if (performance.now() - since < AT_ONCE_MS) continue;
    await nextTask();
    since = performance.now();
  }
}
