/// <reference lib="webworker" />
import { isPage } from "./pages";
import { pushOf } from "./push";

declare const self: ServiceWorkerGlobalScope;
/** Paths of all that the app consists of, and a name for exactly these files; filled in by the build. */
declare const __SHELL__: readonly string[];
declare const __VERSION__: string;

const PREFIX = "confab-shell-";
const CACHE = PREFIX + __VERSION__;
const shell = new Set(__SHELL__);
/** As many are fetched at a time. All at once, they would stand in the way of what the person in front of it waits for. */
const AT_A_TIME = 4;

// All of one version or none: what belongs together is never mixed.
self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    // Those with a hash in their names are what they were when the page has fetched them.
    const fresh = (path: string) =>
      path.startsWith("/assets/") ? path : new Request(path, { cache: "reload" });
    for (let from = 0; from < __SHELL__.length; from += AT_A_TIME)
      await cache.addAll(__SHELL__.slice(from, from + AT_A_TIME).map(fresh));
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  };
  event.waitUntil(clear());
});

// The person in front of the screen has asked for the new version.
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const path = request.mode === "navigate" && isPage(pathname) ? "/" : pathname;
  if (shell.has(path)) event.respondWith(kept(path, request));
});

self.addEventListener("push", (event) => {
  const { title, path, ...more } = pushOf(event.data?.text());
  const icon = "/icons/icon-192.png";
  event.waitUntil(self.registration.showNotification(title, { ...more, icon, data: path }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(String(event.notification.data)));
});

/** In the window that there is, without loading it anew: there may be half a thought in it. */
async function show(path: string): Promise<void> {
  const [window] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!window) return void (await self.clients.openWindow(path));
  await window.focus();
  window.postMessage({ open: path });
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
