import { type ReactNode, useCallback, useState } from "react";
import { t } from "../../lib/i18n";
import { useLive, useMe } from "../../live/live-context";
import type { Message } from "../../live/wire";
import type { Place } from "../../ui/Dialog";
import { late } from "../../ui/late";
import styles from "./Timeline.module.css";
import { react, unreact } from "./timeline-api";

const EmojiPicker = late(() => import("../../ui/EmojiPicker").then((all) => all.EmojiPicker));

export interface Reacting {
  toggle(message: Message, emoji: string): void;
  pick(message: Message, beside: Place): void;
  /** The picker while it is open, and what went wrong. */
  layer: ReactNode;
}

export const hasReacted = (message: Message, emoji: string, me: string): boolean =>
  (message.reactions ?? []).some((each) => each.emoji === emoji && each.users.includes(me));

/** The pills change when the log says so, like everybody's: what fails is said. */
export function useReacting(): Reacting {
  const { http } = useLive();
  const me = useMe();
  const [picking, setPicking] = useState<{ message: Message; beside: Place } | null>(null);
  const [failed, setFailed] = useState(false);
  const say = useCallback((done: Promise<void>) => {
    done.then(
      () => setFailed(false),
      () => setFailed(true),
    );
  }, []);
  const toggle = useCallback(
    (message: Message, emoji: string) => {
      const does = hasReacted(message, emoji, me.id) ? unreact : react;
      say(does(http, message.id, emoji));
    },
    [http, me.id, say],
  );
  const pick = useCallback((message: Message, beside: Place) => setPicking({ message, beside }), []);
  const close = useCallback(() => setPicking(null), []);
  const layer = (
    <>
      {failed && (
        <p className={styles.failed} role="alert">
          {t.reactions.failed}
        </p>
      )}
      {picking && (
        <EmojiPicker
          user={me.id}
          beside={picking.beside}
          onPick={(emoji) => say(react(http, picking.message.id, emoji))}
          onClose={close}
        />
      )}
    </>
  );
  return { toggle, pick, layer };
}
