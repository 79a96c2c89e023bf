import { useEffect, useRef, useState } from "react";
import { t } from "../../lib/i18n";
import { previewOf } from "../../lib/preview";
import { useBlocked, useMe } from "../../live/live-context";
import { namesReader } from "../../live/naming";
import type { Message } from "../../live/wire";

const APART = 1_500;

interface AnnouncerProps {
  messages: readonly Message[];
  me: string;
  nameOf: (id: string) => string;
}

/**
 * Says true arrivals to a screen reader, several at once. It is apart from the list, because rows that a virtual
 * list mounts while scrolling would be read as new messages.
 */
export function Announcer({ messages, me, nameOf }: AnnouncerProps) {
  const { announcements } = useMe().preferences;
  const blocked = useBlocked();
  const [said, setSaid] = useState("");
  const newest = messages.at(-1)?.seq ?? 0;
  const heardUpTo = useRef(newest);
  const latest = useRef({ messages, nameOf, announcements, blocked });
  latest.current = { messages, nameOf, announcements, blocked };
  const timer = useRef<number | undefined>(undefined);

  useEffect(() => {
    if (newest <= heardUpTo.current) return;
    // The first page is history, not news.
    if (heardUpTo.current === 0) {
      heardUpTo.current = newest;
      return;
    }
    if (timer.current !== undefined) return;
    timer.current = window.setTimeout(() => {
      timer.current = undefined;
      const { messages: now, nameOf: name, announcements: wanted, blocked: unheard } = latest.current;
      const arrived = now.filter(
        (m) =>
          m.seq > heardUpTo.current &&
          m.author !== me &&
          !m.deletedAt &&
          !unheard.has(m.author) &&
          (wanted === "all" || (wanted === "mentions" && namesReader(m, me))),
      );
      heardUpTo.current = now.at(-1)?.seq ?? heardUpTo.current;
      const last = arrived.at(-1);
      if (last)
        setSaid(
          t.timeline.announce(
            arrived.length,
            name(last.author),
            previewOf(last.text ?? "", last.attachments),
          ),
        );
    }, APART);
  }, [newest, me]);

  useEffect(() => () => window.clearTimeout(timer.current), []);

  return (
    <div role="log" aria-live="polite" aria-atomic="true" className="hidden-text">
      {said}
    </div>
  );
}
