import { type ReactNode, useCallback, useMemo, useState } from "react";
import { explain } from "../../lib/failure";
import { useLive } from "../../live/live-context";
import type { Message } from "../../live/wire";
import type { Place } from "../../ui/Dialog";
import { late } from "../../ui/late";
import { copyLink, copyText } from "./copy-text";
import type { May, RowActions } from "./deeds";
import styles from "./Timeline.module.css";
import { pin, unpin } from "./timeline-api";
import { useReacting } from "./use-reacting";

const ConfirmDelete = late(() => import("./ConfirmDelete").then((all) => all.ConfirmDelete));
const MessageMenu = late(() => import("./MessageMenu").then((all) => all.MessageMenu));
const History = late(() => import("./History").then((all) => all.History));

type Layer =
  | { kind: "menu"; message: Message; may: May; beside: Place }
  | { kind: "history"; id: string }
  | { kind: "remove"; message: Message }
  | null;

interface Ways extends Pick<RowActions, "thread" | "edit" | "seen" | "dates" | "forward"> {
  unread?(message: Message): Promise<void>;
}

/** What a timeline and a thread do alike with their messages. `layer` is what has opened for it. */
export function useActions({ thread, edit, unread, seen, dates, forward }: Ways): {
  actions: RowActions;
  layer: ReactNode;
} {
  const { http, store } = useLive();
  const { toggle, pick, layer: picking } = useReacting();
  const [open, setOpen] = useState<Layer>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const close = useCallback(() => setOpen(null), []);
  // The row changes when the log says so, like everybody's: what fails is said.
  const say = useCallback((done: Promise<void>) => {
    setFailure(null);
    done.catch(setFailure);
  }, []);
  const actions = useMemo<RowActions>(
    () => ({
      thread,
      edit,
      unread: unread && ((message) => say(unread(message))),
      seen,
      dates,
      forward,
      toggle,
      pick,
      copy: (message) => say(copyText(message)),
      link: (message) => say(copyLink(message)),
      remove: (message) => setOpen({ kind: "remove", message }),
      history: (id) => setOpen({ kind: "history", id }),
      menu: (message, may, beside) => setOpen((old) => old ?? { kind: "menu", message, may, beside }),
      pin: (message) => say((message.pinnedAt ? unpin : pin)(http, message.id)),
      save: (message, on) => say(store.saved.put(message.id, on)),
    }),
    [thread, edit, unread, seen, dates, forward, toggle, pick, say, http, store],
  );
  const layer = (
    <>
      {picking}
      {failure !== null && (
        <p className={styles.failed} role="alert">
          {explain(failure)}
        </p>
      )}
      {open?.kind === "menu" && <MessageMenu {...open} actions={actions} onClose={close} />}
      {open?.kind === "history" && <History id={open.id} onClose={close} />}
      {open?.kind === "remove" && <ConfirmDelete message={open.message} onClose={close} />}
    </>
  );
  return { actions, layer };
}
