import { t } from "../../lib/i18n";
import { KEYS } from "../../lib/keys";
import type { Message } from "../../live/wire";
import type { Place } from "../../ui/Dialog";
import type { IconName } from "../../ui/Icon";

/** What can be done with a message; who draws the row says how. */
export interface RowActions {
  /** Absent where the thread is on the screen already. */
  thread?(message: Message): void;
  toggle(message: Message, emoji: string): void;
  /** Opens the picker beside the button. */
  pick(message: Message, beside: Place): void;
  edit(id: string | null): void;
  remove(message: Message): void;
  copy(message: Message): void;
  link(message: Message): void;
  /** Absent where nothing can be said elsewhere. */
  forward?(message: Message): void;
  pin(message: Message): void;
  save(message: Message, on: boolean): void;
  /** Absent where there is no read mark that could go back. */
  unread?(message: Message): void;
  /** Who has read it; absent where that is shown, or is not to be known. */
  seen?(message: Message): void;
  history(id: string): void;
  /** Opens the way to another day; absent where only one is shown. */
  dates?(beside: Place): void;
  menu(message: Message, may: May, beside: Place): void;
}

/** Whether an author may still change it, as far as this device's clock can tell; `window` is in seconds, null for ever. */
export const isChangeable = ({ at }: Pick<Message, "at">, window: number | null, now: number): boolean =>
  window === null || now <= Date.parse(at) + window * 1_000;

/** What the reader may do, and has done, with it. */
export interface May {
  edit: boolean;
  delete: boolean;
  saved: boolean;
}

export interface Deed {
  what:
    | "react"
    | "thread"
    | "save"
    | "pin"
    | "unread"
    | "seen"
    | "edit"
    | "link"
    | "forward"
    | "copy"
    | "delete";
  icon: IconName;
  label: string;
  /** Counts while the row itself has the focus. */
  key?: string;
  do(beside: Place): void;
}

/** All that can be done with a message, in the order of the menu. The bar and the keys are taken from it. */
export function deedsOf(message: Message, may: May, actions: RowActions): Deed[] {
  const { thread, unread, seen, forward } = actions;
  const pinned = Boolean(message.pinnedAt);
  const words = t.timeline;
  const deeds: (Deed | false | undefined)[] = [
    {
      what: "react",
      icon: "smile",
      label: words.react,
      do: (beside) => actions.pick(message, beside),
    },
    thread && {
      what: "thread",
      icon: "thread",
      label: words.reply,
      do: () => thread(message),
    },
    {
      what: "save",
      icon: may.saved ? "saved" : "save",
      label: may.saved ? words.unsave : words.save,
      do: () => actions.save(message, !may.saved),
    },
    {
      what: "pin",
      icon: "pin",
      label: pinned ? words.unpin : words.pin,
      do: () => actions.pin(message),
    },
    unread && {
      what: "unread",
      icon: "unread",
      label: words.markUnread,
      do: () => unread(message),
    },
    may.edit && seen && { what: "seen", icon: "eye", label: t.receipts.title, do: () => seen(message) },
    may.edit && {
      what: "edit",
      icon: "edit",
      label: words.edit,
      do: () => actions.edit(message.id),
    },
    { what: "link", icon: "link", label: words.link, do: () => actions.link(message) },
    forward && {
      what: "forward",
      icon: "forward",
      label: t.forward.deed,
      do: () => forward(message),
    },
    Boolean(message.text) && {
      what: "copy",
      icon: "copy",
      label: words.copy,
      do: () => actions.copy(message),
    },
    may.delete && {
      what: "delete",
      icon: "trash",
      label: words.delete,
      do: () => actions.remove(message),
    },
  ];
  const keys: Partial<Record<Deed["what"], string>> = KEYS.row;
  return deeds
    .filter((deed) => deed !== false && deed !== undefined)
    .map((deed) => ({ ...deed, key: keys[deed.what] }));
}
