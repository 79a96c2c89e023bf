import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Cell } from "../lib/cell";
import { MOST_SUGGESTIONS, type Suggestion, type Word } from "../lib/completion";
import { emojiSet, loadEmoji } from "../lib/emoji";
import { habitsOf } from "../lib/emoji-habits";
import { shownOf, useAnswer } from "../lib/use-answer";
import { useCell } from "../lib/use-cell";
import { useChannels, useLive, useMe, usePeople } from "./live-context";
import { isDirect } from "./naming";
import { channelsBegun, membersOf, peopleBegun } from "./suggest-api";
import type { ChannelView } from "./views";
import type { DiscoveredChannel } from "./wire";

const PAUSE = 150;
const RECENT = 50;
const NOTHING: readonly Suggestion[] = [];

type Finders = typeof import("./suggesting");

/** Of use to who begins a word that can be completed, and fetched by the first of them. */
const finders = new Cell<Finders | null>(null);

export async function loadFinders(): Promise<void> {
  if (!finders.get()) finders.set(await import("./suggesting"));
}
const NO_CHANNELS: DiscoveredChannel[] = [];

/** What a word that is being written here may become: by what is known, and by what the server adds to it. */
export function useSuggestions(word: Word | null, channel: ChannelView): readonly Suggestion[] {
  const { store } = useLive();
  const me = useMe();
  const people = usePeople();
  const channels = useChannels();
  const set = useCell(emojiSet);
  const find = useCell(finders);
  const isMember = useMembership(channel, word?.sign === "@");
  const [others, setOthers] = useState<readonly DiscoveredChannel[]>(NO_CHANNELS);

  const found = useMemo(() => {
    if (!find) return NOTHING;
    switch (word?.sign) {
      case "@": {
        const said = store.timeline(channel.id).get().messages.slice(-RECENT);
        const recent = [...new Set(said.map(({ author }) => author).reverse())];
        const isForAll = channel.kind !== "direct";
        return find.suggestPeople(word.query, {
          me: me.id,
          people: people.values(),
          isMember,
          recent,
          isForAll,
        });
      }
      case "#":
        return find.suggestChannels(word.query, channels, others, window.location.origin);
      case ":":
        return find.suggestEmoji(word.query, set, habitsOf(me.id).tone);
      default:
        return NOTHING;
    }
  }, [word, store, channel.id, channel.kind, me.id, people, isMember, channels, others, set, find]);

  useEffect(() => {
    // Without them the common ones have to do.
    if (word?.sign === ":") loadEmoji().catch(() => {});
    // The next word tries again.
    if (word) loadFinders().catch(() => {});
  }, [word?.sign, word]);

  useFurther(word, found.length < MOST_SUGGESTIONS, setOthers);

  const last = useRef<{ word: Word | null; shown: readonly Suggestion[] }>({ word: null, shown: NOTHING });
  const shown = useMemo(
    () => (find && last.current.word === word ? find.steady(last.current.shown, found) : found),
    [find, word, found],
  );
  useEffect(() => {
    last.current = { word, shown };
  }, [word, shown]);
  return shown;
}

/** Asks the server when what is known is not enough; an answer to an older word only adds to what is known. */
function useFurther(
  word: Word | null,
  isWanted: boolean,
  onChannels: (found: readonly DiscoveredChannel[]) => void,
): void {
  const { http, store } = useLive();
  const sign = word?.sign;
  const query = word?.query ?? "";
  const asks = isWanted && query !== "";
  const ask = useCallback(async () => {
    if (asks && sign === "@") store.people.learn(await peopleBegun(http, query));
    if (asks && sign === "#") onChannels(await channelsBegun(http, query));
  }, [asks, sign, query, http, store, onChannels]);
  useAnswer(ask, PAUSE);
}

/** Whether somebody is in the channel; asked for once somebody is to be named, and again when people come or go. */
function useMembership(channel: ChannelView, isWanted: boolean): (user: string) => boolean | null {
  const { http, store } = useLive();
  const direct = isDirect(channel);
  const [asks, setAsks] = useState(false);
  if (isWanted && !asks && !direct) setAsks(true);
  const { id, membersVersion } = channel;
  const ask = useCallback(async () => {
    if (!asks || membersVersion < 0) return null;
    const { members, isAll } = await membersOf(http, id);
    store.people.learn(members);
    return { ids: new Set(members.map((user) => user.id)), isAll };
  }, [asks, http, store, id, membersVersion]);
  const known = shownOf(useAnswer(ask));
  return useCallback(
    (user) => {
      if (direct) return channel.people.some((each) => each.id === user);
      if (!known) return null;
      return known.ids.has(user) || (known.isAll ? false : null);
    },
    [direct, channel.people, known],
  );
}
