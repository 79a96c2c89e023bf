import { type RefObject, useEffect, useRef } from "react";
import { keyed } from "../lib/keys";
import { useChannels, useMe } from "../live/live-context";
import { isNews, sectionsOf } from "../live/naming";

interface Shortcuts {
  region: RefObject<HTMLElement | null>;
  current: string | null;
  onSwitcher: () => void;
  onPeople: () => void;
  onMentions: () => void;
  onThreads: () => void;
  onKeys: () => void;
  onAllRead: () => void;
  /** Everywhere, or in the conversation that is open; false leaves the keys to the browser. */
  onSearch: (everywhere: boolean) => boolean;
  onOpen: (channel: string) => void;
  onDrafts: () => void;
  onSidebar: () => void;
}

const REGION_FOCUS: Record<string, string> = {
  channels: 'a[aria-current="page"]',
  messages: 'article[tabindex="0"], [data-mention]',
  search: "input",
  composer: "textarea",
  thread: 'article[tabindex="0"]',
  reply: "textarea",
  tabs: '[aria-current="page"], [aria-current]',
};

/** The keys that work anywhere in the workspace. Keys that a browser owns are never taken. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const channels = useChannels();
  const me = useMe();
  const latest = useRef({ ...shortcuts, channels, me: me.id });
  latest.current = { ...shortcuts, channels, me: me.id };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const id = keyed("anywhere", event);
      const now = latest.current;
      if (id !== "keys" && document.querySelector("dialog[open]")) return;
      switch (id) {
        case "switcher":
          now.onSwitcher();
          break;
        case "people":
          now.onPeople();
          break;
        case "searchHere":
        case "search":
          if (!now.onSearch(id === "search")) return;
          break;
        case "previous":
        case "previousUnread":
          step(-1, id !== "previous");
          break;
        case "next":
        case "nextUnread":
          step(1, id !== "next");
          break;
        case "region":
        case "regionBack":
          if (now.region.current) cycle(now.region.current, id === "region" ? 1 : -1);
          break;
        case "activity":
          now.onMentions();
          break;
        case "threads":
          now.onThreads();
          break;
        case "drafts":
          now.onDrafts();
          break;
        case "sidebar":
          now.onSidebar();
          break;
        case "keys":
          now.onKeys();
          break;
        case "allRead":
          now.onAllRead();
          break;
        default:
          // Esc goes by what is open, and knows itself.
          return;
      }
      event.preventDefault();
    };
    const step = (by: number, onlyUnread: boolean) => {
      const { channels: all, me: id, current, onOpen } = latest.current;
      const sections = sectionsOf(all, id);
      const list = [...sections.unread, ...sections.favourites, ...sections.channels, ...sections.direct];
      const from = list.findIndex((channel) => channel.id === current);
      for (let n = 1; n <= list.length; n++) {
        const next = list[(from + by * n + list.length * 2) % list.length];
        if (next && next.id !== current && (!onlyUnread || isNews(next))) return onOpen(next.id);
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function cycle(root: HTMLElement, by: number): void {
  const regions = [...root.querySelectorAll<HTMLElement>("[data-region]")].filter(isShown);
  const now = regions.findIndex((each) => each.contains(document.activeElement));
  const next = regions[(now + by + regions.length) % regions.length];
  if (!next) return;
  const wanted = REGION_FOCUS[next.dataset.region ?? ""];
  const inside = (wanted && shown(next, wanted)) || (next.tabIndex < 0 && shown(next, "a, button"));
  (inside || next).focus();
}

/** What is not drawn at this width cannot take the focus, and the next F6 would begin at the same place again. */
const isShown = (each: HTMLElement): boolean => each.checkVisibility({ visibilityProperty: true });

const shown = (region: HTMLElement, what: string): HTMLElement | undefined =>
  [...region.querySelectorAll<HTMLElement>(what)].find(isShown);
