import { noticeState } from "../../lib/notices";

export interface Notice {
  /** What comes with the same tag takes the other's place. */
  tag: string;
  title: string;
  body: string;
  /** The page that it leads to. */
  path: string;
}

/** Where notices are put up, and taken down again. */
export interface Board {
  isOpen(): boolean;
  put(notice: Notice): Promise<void>;
  /** Tags of those that are up, also by a page that is gone. */
  tags(): Promise<string[]>;
  take(tag: string): Promise<void>;
}

const registration = async () => {
  const found = await navigator.serviceWorker?.getRegistration();
  return found?.active ? found : null;
};

/** By the service worker, which outlives the page and knows where a press leads; where there is none, by the page. */
export function systemBoard(go: (path: string) => void): Board {
  const own = new Map<string, Notification>();
  return {
    isOpen: () => noticeState() === "on",
    async put({ tag, title, body, path }) {
      // Whoever wants to hear something hears our tone.
      const options = { tag, body, icon: "/icons/icon-192.png", silent: true };
      const worker = await registration();
      if (worker) return worker.showNotification(title, { ...options, data: path });
      const notice = new Notification(title, options);
      own.set(tag, notice);
      notice.onclick = () => {
        window.focus();
        notice.close();
        go(path);
      };
    },
    async tags() {
      const up = (await (await registration())?.getNotifications()) ?? [];
      return up.map(({ tag }) => tag);
    },
    async take(tag) {
      own.get(tag)?.close();
      own.delete(tag);
      const up = (await (await registration())?.getNotifications({ tag })) ?? [];
      for (const notice of up) notice.close();
    },
  };
}

/** Nothing of what was said stays on the screen of somebody who has signed out. */
export async function clearBoard(): Promise<void> {
  for (const notice of (await (await registration())?.getNotifications()) ?? []) notice.close();
}
