import type { Http } from "../../src/lib/http";
import { liveApi } from "../../src/live/live-api";
import type { Device } from "./device";
import { countsOf, type History, underOf } from "./history";

export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a device shows, in the form of what the history says of it. */
export function shownOn({ store, name }: Device, history: History) {
  const wrong: unknown[] = [];
  const threads: ReturnType<History["threads"]> = {};
  for (const { root, unread } of store.followed.view.get())
    threads[root.id] = { unread, replies: root.replies?.count ?? 0 };
  let messages = 0;
  for (const { id } of store.channels.get()) {
    const views = [
      store.timeline(id).get().messages,
      store.state().channels.find(({ facts }) => facts.id === id)?.messages,
    ];
    for (const message of views.flatMap((view) => view ?? [])) {
      messages += 1;
      const wanted = history.under(message.id);
      const shown = underOf(message);
      if (!same(wanted, shown)) wrong.push({ who: name, message: message.id, wanted, shown });
    }
  }
  return {
    who: name,
    counts: countsOf(store.channels.get()),
    threads: Object.fromEntries(Object.entries(threads).sort()),
    wrong,
    messages,
  };
}

/** What a device is told that has nothing but REST. */
export async function fresh(http: Http, history: History) {
  const api = liveApi(http);
  const channels = await api.channels();
  const wrong: unknown[] = [];
  let messages = 0;
  for (const { id } of channels) {
    for (const message of (await api.messages(id)).messages) {
      messages += 1;
      const [wanted, shown] = [history.under(message.id), underOf(message)];
      if (!same(wanted, shown)) wrong.push({ who: "REST", message: message.id, wanted, shown });
    }
  }
  // What is followed and has no replies yet is no thread to be shown.
  const threads = (await api.threads())
    .filter(({ message }) => message.replies?.count)
    .map(({ message, unread }) => [message.id, { unread, replies: message.replies?.count ?? 0 }] as const);
  return {
    who: "REST",
    counts: countsOf(channels),
    threads: Object.fromEntries(threads.sort()),
    wrong,
    messages,
  };
}

export const differences = (who: string, wanted: Record<string, unknown>, shown: Record<string, unknown>) =>
  [...new Set([...Object.keys(wanted), ...Object.keys(shown)])]
    .filter((key) => !same(wanted[key], shown[key]))
    .map((key) => ({ who, key, wanted: wanted[key] ?? null, shown: shown[key] ?? null }));

export const sumOf = (counts: ReturnType<History["counts"]>, threads: ReturnType<History["threads"]>) => ({
  unread: Object.values(counts).reduce((sum, { unread }) => sum + unread, 0),
  mentions: Object.values(counts).reduce((sum, { mentions }) => sum + mentions, 0),
  inThreads: Object.values(threads).reduce((sum, { unread }) => sum + unread, 0),
});
