import { isShared } from "./this-device";

/** Whether this browser may show notifications; `unsupported` where it has none to show. */
export type NoticeState = "unsupported" | "off" | "denied" | "on";

/** What somebody wants to be told of on this device. */
export interface NoticeChoice {
  of: "called" | "all" | "nothing";
  sound: boolean;
  /** Whether a notification shows what was written, or only by whom. */
  words: boolean;
}

const KEY = "confab.notices";
const OF = new Set<unknown>(["called", "all", "nothing"]);

/** Others look at a shared device as well. */
const standard = (): NoticeChoice => ({ of: "called", sound: false, words: !isShared() });

export function noticeChoice(): NoticeChoice {
  const otherwise = standard();
  let kept: Partial<Record<keyof NoticeChoice, unknown>> | null = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    // A browser that keeps nothing, or something that is not ours.
  }
  return {
    of: OF.has(kept?.of) ? (kept?.of as NoticeChoice["of"]) : otherwise.of,
    sound: typeof kept?.sound === "boolean" ? kept.sound : otherwise.sound,
    words: typeof kept?.words === "boolean" ? kept.words : otherwise.words,
  };
}

/** False: this browser keeps nothing, and the choice cannot hold. */
export function chooseNotices(choice: NoticeChoice): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
    return true;
  } catch {
    return false;
  }
}

const STATES = { default: "off", denied: "denied", granted: "on" } as const;

export const noticeState = (): NoticeState =>
  "Notification" in window && window.isSecureContext ? STATES[Notification.permission] : "unsupported";

/** Only after somebody has pressed something: otherwise browsers refuse it, some of them for good. */
export async function askForNotices(): Promise<NoticeState> {
  await Notification.requestPermission();
  return noticeState();
}

/** Tells of what is changed in the browser's own settings, where the browser tells it. */
export function onNoticeState(listener: () => void): () => void {
  const over = new AbortController();
  const { signal } = over;
  const listen = (status: PermissionStatus) => status.addEventListener("change", listener, { signal });
  // Where it is not told, it shows when the page is opened again.
  navigator.permissions?.query({ name: "notifications" }).then(listen, () => {});
  return () => over.abort();
}
