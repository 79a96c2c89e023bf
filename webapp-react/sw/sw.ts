/// <reference lib="webworker" />
import { isPage } from "./pages";

declare const self: ServiceWorkerGlobalScope;
/** Paths of all that the app consists of, and a name for exactly these files; filled in by the build. */
declare const __SHELL__: readonly string[];
declare const __VERSION__: string;

const PREFIX = "confab-shell-";
const CACHE = PREFIX + __VERSION__;
const shell = new Set(__SHELL__);

// All of one version or none: what belongs together is never mixed.
self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    // Those with a hash in their names are what they were when the page has fetched them.
    const fresh = (path: string) =>
      path.startsWith("/assets/") ? path : new Request(path, { cache: "reload" });
    await cache.addAll(__SHELL__.map(fresh));
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

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
