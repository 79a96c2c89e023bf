import { createContext, useContext } from "react";
import type { Http } from "../lib/http";
import { useCell } from "../lib/use-cell";
import type { LiveStore } from "./store";
import type { Vault } from "./vault";
import type { ChannelView } from "./views";
import type { Me, User } from "./wire";

export interface Live {
  store: LiveStore;
  vault: Vault;
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
