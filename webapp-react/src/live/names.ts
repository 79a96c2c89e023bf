import { useMemo, useSyncExternalStore } from "react";
import { emojiIn, emojiSet } from "../lib/emoji";
import type { Names } from "../lib/markdown/names";

import { useCell } from "../lib/use-cell";
import { useLive, useMe, usePeople } from "./live-context";
import type { ChannelView } from "./views";
import type { User } from "./wire";

type Index<T> = ReadonlyMap<string, T>;

/** One index for all rows of a timeline: it is made when the list is another one, not once a row. */
function indexed<From extends object, T>(make: (from: From) => Index<T>): (from: From) => Index<T> {
  const made = new WeakMap<From, Index<T>>();
  return (from) => {
    const known = made.get(from) ?? make(from);
    made.set(from, known);
    return known;
  };
}

const byUsername = indexed<ReadonlyMap<string, User>, User>(
  (people) => new Map([...people.values()].map((user) => [user.username.toLowerCase(), user])),
);

const idsByName = indexed<readonly ChannelView[], string>(
  (channels) =>
    new Map(channels.flatMap(({ name, id }) => (name === null ? [] : [[name.toLowerCase(), id] as const]))),
);

let lastIds: Index<string> = new Map();

/** Keeps its identity while only counts change, so that a new message does not draw all others again. */
function byName(channels: readonly ChannelView[]): Index<string> {
  const now = idsByName(channels);
  const same = now.size === lastIds.size && [...now].every(([name, id]) => lastIds.get(name) === id);
  if (!same) lastIds = now;
  return lastIds;
}

/** What the names in a message mean to this reader, as far as this client knows. */
export function useNames(): Names {
  const { store } = useLive();
  const me = useMe();
  const people = usePeople();
  const channels = useSyncExternalStore(store.channels.subscribe, () => byName(store.channels.get()));
  const set = useCell(emojiSet);
  return useMemo(
    () => ({
      person(username) {
        const user = byUsername(people).get(username.toLowerCase());
        return user && { id: user.id, name: user.displayName, isMe: user.id === me.id };
      },
      channel(name) {
        const id = channels.get(name.toLowerCase());
        return id === undefined ? undefined : { id };
      },
      emojiFor: (shortcode) => emojiIn(set, shortcode),
    }),
    [people, channels, me.id, set],
  );
}
