import { systemClock } from "../lib/clock";
import type { Http } from "../lib/http";
import { isShared, rememberUser } from "../lib/this-device";
import { Keeper, type Turns } from "../live/keeper";
import type { Live } from "../live/live-context";
import { noticesLater } from "./notices-later";

/** Never, where the browser has no locks: two tabs would spoil what each of them keeps. */
const turnsFor =
  (user: string): Turns =>
  async (signal, run) => {
    await navigator.locks?.request(`confab-${user}`, { signal }, run);
  };

/**
 * Starts what lives as long as the session is on the screen, and brings it the news of the browser: the network, the tab, the
 * end. `onOver`: what this browser has kept is of a session that is over. The answer stops it all.
 */
export function keepGoing(live: Live, http: Http, onOver: () => void): () => void {
  const { store, vault, uploads } = live;
  const { id } = store.me.get();
  const keeper = isShared() ? null : new Keeper(store, vault, systemClock, turnsFor(id));
  store.onStranger = () => {
    rememberUser(null);
    window.location.reload();
  };
  store.start(vault.saved);
  const endNotices = noticesLater(store, systemClock);
  const wake = () => {
    if (document.visibilityState === "visible") store.socket.wake();
    else void keeper?.now();
  };
  const gone = () => store.socket.networkGone();
  const leaving = () => void keeper?.now();
  const ask = (event: BeforeUnloadEvent) => {
    if (uploads.underway > 0) event.preventDefault();
  };
  window.addEventListener("online", wake);
  window.addEventListener("offline", gone);
  window.addEventListener("pagehide", leaving);
  window.addEventListener("beforeunload", ask);
  document.addEventListener("visibilitychange", wake);
  http.onUnauthenticated = () => store.socket.end();
  let hasConnected = false;
  const unsubscribe = store.socket.connection.subscribe(() => {
    const { state } = store.socket.connection.get();
    if (state === "connected") hasConnected = true;
    if (state !== "ended") return;
    void vault.forgetSession();
    // Nobody has seen more of it than what was kept: there is nothing to go on with.
    if (!hasConnected) onOver();
  });
  return () => {
    unsubscribe();
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", gone);
    window.removeEventListener("pagehide", leaving);
    window.removeEventListener("beforeunload", ask);
    document.removeEventListener("visibilitychange", wake);
    http.onUnauthenticated = () => {};
    endNotices();
    keeper?.stop();
    store.stop();
    uploads.stop();
  };
}
