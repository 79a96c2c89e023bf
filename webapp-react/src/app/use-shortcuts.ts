import { type RefObject, useEffect, useRef } from "react";
import { useChannels, useMe } from "../live/live-context";
import { isNews, sectionsOf } from "../live/naming";

interface Shortcuts {
  region: RefObject<HTMLElement | null>;
  current: string | null;
  onSwitcher: () => void;
  onPeople: () => void;
  onMentions: () => void;
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
      if (event.isComposing || document.querySelector("dialog[open]")) return;
      const { region, onSwitcher, onPeople, onMentions, onSearch, onDrafts, onSidebar } = latest.current;
      const command = event.ctrlKey || event.metaKey;
      if (command && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (event.shiftKey) onPeople();
        else onSwitcher();
      } else if (command && event.shiftKey && !event.altKey && event.key.toLowerCase() === "m") {
        event.preventDefault();
        onMentions();
      } else if (command && !event.altKey && event.key.toLowerCase() === "f") {
        if (onSearch(event.shiftKey)) event.preventDefault();
      } else if (command && event.shiftKey && !event.altKey && event.key.toLowerCase() === "d") {
        event.preventDefault();
        onDrafts();
      } else if (command && !event.shiftKey && !event.altKey && event.key === "\\") {
        event.preventDefault();
        onSidebar();
      } else if (event.key === "F6") {
        event.preventDefault();
        if (region.current) cycle(region.current, event.shiftKey ? -1 : 1);
      } else if (event.altKey && !command && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        step(event.key === "ArrowUp" ? -1 : 1, event.shiftKey);
      }
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
