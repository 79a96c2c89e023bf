export type PushState = "unsupported" | "denied" | "off" | "on";

/** Where there is no service worker (no TLS), or on an iPhone before it is on the Home Screen, there is no push. */
const manager = async (): Promise<PushManager | null> => {
  if (!navigator.serviceWorker?.controller || !("PushManager" in window)) return null;
  return (await navigator.serviceWorker.ready).pushManager;
};

export async function pushState(): Promise<PushState> {
  const pushes = await manager();
  if (!pushes) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return (await pushes.getSubscription()) ? "on" : "off";
}

/**
 * Asks the person, and then the browser, to be told of what happens while no window is open. Browsers let it be asked only
 * after somebody has pressed something. `publicKey`: the server's own, VAPID (RFC 8292), in base64url. Null: it was not
 * allowed, or cannot be had here.
 */
export async function subscribeToPush(publicKey: string): Promise<PushSubscriptionJSON | null> {
  const pushes = await manager();
  if (!pushes || (await Notification.requestPermission()) !== "granted") return null;
  const subscription = await pushes.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  return subscription.toJSON();
}

/** The endpoint that is told of no more, for the server to forget; null: there was none. */
export async function unsubscribeFromPush(): Promise<string | null> {
  const subscription = await (await manager())?.getSubscription();
  if (!subscription || !(await subscription.unsubscribe())) return null;
  return subscription.endpoint;
}
