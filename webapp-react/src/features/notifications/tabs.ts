import { hasAttention, onAttention } from "../../lib/use-attention";

/** What the tabs of one person know of each other. */
export interface Tabs {
  /** One of them tells what there is to tell. */
  leads(): boolean;
  /** Whether one of them is looked at. */
  isLooked(): Promise<boolean>;
}

/** By locks: they go with their tab, however it ends. Without them each tab is taken for the only one. */
export function joinTabs(
  user: string,
  signal: AbortSignal,
  locks = navigator.locks as LockManager | undefined,
): Tabs {
  if (!locks) return { leads: () => true, isLooked: async () => hasAttention() };
  let leads = false;
  const turn = () =>
    new Promise<void>((over) => {
      leads = true;
      signal.addEventListener("abort", () => over());
    });
  // Rejects when it is stopped while it waits.
  locks.request(`confab-notices-${user}`, { signal }, turn).catch(() => {});

  const looked = `confab-looked-${user}`;
  let release: (() => void) | null = null;
  const look = () => {
    const isLooked = hasAttention() && !signal.aborted;
    if (isLooked === (release !== null)) return;
    if (!isLooked) {
      release?.();
      release = null;
      return;
    }
    const away = new Promise<void>((go) => {
      release = go;
    });
    void locks.request(looked, { mode: "shared" }, () => away);
  };
  const stop = onAttention(look);
  look();
  signal.addEventListener("abort", () => {
    stop();
    look();
  });
  return {
    leads: () => leads,
    isLooked: async () =>
      hasAttention() || ((await locks.query()).held ?? []).some(({ name }) => name === looked),
  };
}
