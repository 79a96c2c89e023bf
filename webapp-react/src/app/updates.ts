import { navigate } from "wouter/use-browser-location";
import { Cell } from "../lib/cell";
import { idle } from "../lib/idle";

/** Puts a new version in the place of the one that is running, when there is one. */
export const update = new Cell<(() => void) | null>(null);

const HOUR = 60 * 60 * 1000;
const PATIENCE = 5_000;

let isKept = false;

/**
 * The service worker keeps the app itself in the browser, so that it opens at once, and without a network. A new version
 * waits until somebody asks for it: nobody loses what they are doing. To be called when what was asked for is drawn: it
 * fetches much that is not needed for it.
 */
export async function keepApp(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker || isKept) return;
  isKept = true;
  await idle();
  // With a first one, nothing is replaced.
  let isFirst = !serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    if (!isFirst) update.set(() => window.location.reload());
    if (isAsked) window.location.reload();
    isFirst = false;
  });
  let isAsked = false;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (typeof data?.open === "string") navigate(data.open);
  });
  const registration = await serviceWorker.register(trusted("/sw.js") as string, { updateViaCache: "none" });
  const offer = () => {
    const { waiting } = registration;
    if (!waiting || !serviceWorker.controller) return;
    update.set(() => {
      isAsked = true;
      waiting.postMessage("take over");
      // Whatever keeps the old one: who has asked is not left waiting.
      setTimeout(() => window.location.reload(), PATIENCE);
    });
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  const look = () => void registration.update().catch(() => {});
  setInterval(look, HOUR);
  window.addEventListener("online", look);
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

/** The one script that is named at run time; the page's policy lets no other pass. */
function trusted(url: string): unknown {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy("confab", { createScriptURL: (own) => own }).createScriptURL(url) ?? url;
}
