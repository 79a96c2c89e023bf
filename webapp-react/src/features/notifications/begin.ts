import { navigate } from "wouter/use-browser-location";
import { systemClock } from "../../lib/clock";
import { noticeChoice } from "../../lib/notices";
import { playTone } from "../../lib/tone";
import type { LiveStore } from "../../live/store";
import { systemBoard } from "./board";
import { Notifier } from "./notifier";
import { joinTabs } from "./tabs";

/** Tells of what arrives from now on, until the signal ends it. */
export function beginNotices(store: LiveStore, signal: AbortSignal): void {
  const notifier = new Notifier(store, {
    clock: systemClock,
    board: systemBoard(navigate),
    tabs: joinTabs(store.me.get().id, signal),
    chosen: noticeChoice,
    play: playTone,
  });
  signal.addEventListener("abort", () => notifier.stop());
}
