/**
 * Every key of the app, by the place where it counts: the names are those of `KeyboardEvent.key`, `Mod` is Ctrl or Cmd.
 * Where there are several ways, a blank stands between them. The sheet of keys shows exactly this.
 */
export const KEYS = {
  anywhere: {
    switcher: "Mod-k",
    people: "Mod-Shift-k",
    searchHere: "Mod-f",
    search: "Mod-Shift-f",
    previous: "Alt-ArrowUp",
    next: "Alt-ArrowDown",
    previousUnread: "Alt-Shift-ArrowUp",
    nextUnread: "Alt-Shift-ArrowDown",
    region: "F6 Mod-F6",
    regionBack: "Shift-F6 Mod-Shift-F6",
    activity: "Mod-Shift-m",
    threads: "Mod-Shift-t",
    drafts: "Mod-Shift-d",
    sidebar: "Mod-\\",
    keys: "Mod-/",
    close: "Escape",
    allRead: "Shift-Escape",
  },
  /** Its own, and never taken. */
  browser: {
    back: "Alt-ArrowLeft",
    forward: "Alt-ArrowRight",
  },
  composer: {
    send: "Enter",
    newline: "Shift-Enter",
    sendAlways: "Mod-Enter",
    editLast: "ArrowUp",
    recall: "Mod-ArrowUp",
    bold: "Mod-b",
    italic: "Mod-i",
    code: "Mod-e",
    strike: "Mod-Shift-x",
    codeBlock: "Mod-Shift-c",
    attach: "Mod-u",
    pageUp: "PageUp",
    pageDown: "PageDown",
  },
  row: {
    previous: "ArrowUp",
    next: "ArrowDown",
    pageUp: "PageUp",
    pageDown: "PageDown",
    first: "Home",
    last: "End",
    open: "Enter",
    menu: "ContextMenu Shift-F10",
    thread: "r",
    edit: "e",
    react: "+",
    pin: "p",
    save: "s",
    unread: "u",
    link: "c",
    forward: "f",
    delete: "Delete",
  },
  sidebar: {
    previous: "ArrowUp",
    next: "ArrowDown",
    outwards: "ArrowLeft",
    inwards: "ArrowRight",
    first: "Home",
    last: "End",
  },
} as const;

export type KeyPlace = keyof typeof KEYS;
export type KeyIn<P extends KeyPlace> = keyof (typeof KEYS)[P];

type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

function chordOf(event: Pressed): string {
  let { key } = event;
  // Where letters of another script are typed, the key is known by its place.
  if (/^[^ -~]$/u.test(key)) key = /^Key(.)$/u.exec(event.code)?.[1] ?? key;
  if (key.length === 1) key = key.toLowerCase();
  const isSign = /^[^a-z]$/u.test(key);
  return [
    event.ctrlKey !== event.metaKey && "Mod",
    event.altKey && "Alt",
    // Of a sign it says only where the layout has it.
    event.shiftKey && !isSign && "Shift",
    key,
  ]
    .filter(Boolean)
    .join("-");
}

/** What the pressed key does in a place, if anything. */
export function keyed<P extends KeyPlace>(place: P, event: Pressed): KeyIn<P> | undefined {
  const chord = chordOf(event);
  const ids = Object.keys(KEYS[place]) as KeyIn<P>[];
  return ids.find((id) => String(KEYS[place][id]).split(" ").includes(chord));
}
