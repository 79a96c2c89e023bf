import { createContext, useContext, useEffect } from "react";
import { Cell } from "../lib/cell";
import type { Http } from "../lib/http";
import { useCell } from "../lib/use-cell";
import type { LiveStore } from "./store";
import type { Uploads } from "./uploads";
import type { Vault } from "./vault";
import type { ChannelView } from "./views";
import type { Me, Presence, User } from "./wire";

export interface Live {
  store: LiveStore;
  vault: Vault;
  uploads: Uploads;
  http: Http;
}

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("There is no session here");
  return live;
}

export const useMe = (): Me => useCell(useLive().store.me);

export const useChannels = (): readonly ChannelView[] => useCell(useLive().store.channels);

export const usePeople = (): ReadonlyMap<string, User> => useCell(useLive().store.people.known);

/** Whom we have blocked. */
export const useBlocked = (): ReadonlySet<string> => useCell(useLive().store.blocks.users);

const NOBODY = new Cell<Presence | null>(null);

/**
 * How somebody is there whom the caller draws, for as long as it does; null while that is not known, and of whom we have
 * blocked.
 */
export function usePresence(person: string | undefined): Presence | null {
  const { store } = useLive();
  const blocked = useBlocked();
  const user = person && !blocked.has(person) ? person : undefined;
  useEffect(() => (user ? store.presences.show(user) : undefined), [store, user]);
  return useCell(user ? store.presences.of(user) : NOBODY);
}

/** Whether we have asked not to be disturbed, and that is not over. */
export const useIsQuiet = (): boolean => useCell(useLive().store.status.now).state === "dnd";
