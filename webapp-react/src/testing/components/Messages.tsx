import { type ComponentProps, useState } from "react";
import { ChannelStart } from "../../features/timeline/ChannelStart";
import type { RowActions } from "../../features/timeline/deeds";
import { MessageRow } from "../../features/timeline/MessageRow";
import { PendingRow } from "../../features/timeline/PendingRow";
import { Skeleton } from "../../features/timeline/Skeleton";
import { useChannels } from "../../live/live-context";
import type { Message } from "../../live/wire";
import styles from "./components.module.css";
import { CODE, files, LONG_NAME, LONG_WORD, message, pending } from "./made";
import { State } from "./State";

const NAMES: Record<string, string> = {
  ann: "Ann Underwood",
  bob: "Bob Okafor",
  cem: "Cem Yıldız",
  dua: "دعاء",
};
const names = (id: string) => NAMES[id] ?? id;
const nothing = () => {};
const actions: RowActions = {
  thread: nothing,
  toggle: nothing,
  pick: nothing,
  edit: nothing,
  remove: nothing,
  copy: nothing,
  link: nothing,
  forward: nothing,
  pin: nothing,
  save: nothing,
  unread: nothing,
  history: nothing,
  dates: nothing,
  menu: nothing,
};

type More = Partial<ComponentProps<typeof MessageRow>>;

const STATES: [string, Message, More?][] = [
  ["first of a group", message("m1")],
  ["grouped", message("m2"), { head: false }],
  ["first of a day", message("m3"), { day: "2026-02-27T09:00:00.000Z" }],
  ["below the waterline", message("m4"), { waterline: true }],
  ["a mention of one's own", message("m5", { text: "@ann, can you bring the shears?", mentions: ["ann"] })],
  ["a call to everybody", message("m6", { text: "@channel lunch is ready", mentions: ["channel"] })],
  ["edited", message("m7", { editedAt: "2026-03-01T09:02:00.000Z" })],
  ["deleted", message("m8", { text: undefined, deletedAt: "2026-03-01T09:02:00.000Z" })],
  ["pinned", message("m9", { pinnedAt: "2026-03-01T09:02:00.000Z", pinnedBy: "cem" })],
  ["saved", message("m10"), { saved: true }],
  [
    "with reactions",
    message("m11", {
      reactions: [
        { emoji: "🌹", users: ["ann", "bob"] },
        { emoji: "👍", users: ["cem"] },
        { emoji: "🎉", users: Array.from({ length: 120 }, (_, n) => `p${n}`) },
      ],
    }),
  ],
  [
    "with a thread",
    message("m12", {
      replies: { count: 4, participants: ["ann", "cem", "dua"], lastAt: "2026-03-01T11:00:00.000Z" },
    }),
  ],
  ["a picture", message("m13", { attachments: files.picture })],
  ["a tall picture", message("m14", { text: undefined, attachments: files.tall })],
  ["many pictures", message("m15", { attachments: files.grid })],
  ["files", message("m16", { attachments: files.other })],
  ["sound and film", message("m17", { attachments: [...files.sound, ...files.film] })],
  ["code", message("m18", { text: CODE })],
  ["a quote", message("m19", { text: "> Who has the key of the shed?\n\nI do." })],
  ["a reply in the channel", message("m20", { parent: "m1", inChannel: true })],
  ["of somebody who is blocked", message("m21"), { fold: "folded" }],
  ["of somebody who is blocked, shown", message("m22"), { fold: "open" }],
  ["emoji alone", message("m23", { text: "🌹🌷🌻" })],
  [
    "read from the right",
    message("m24", { author: "dua", text: "تفتّحت الورود على طول الجدار، و@ann تعرف." }),
  ],
  ["both ways", message("m25", { text: "The label says وردة دمشقية, in 12 copies." })],
  ["a very long word", message("m26", { text: LONG_WORD })],
  ["a very long name", message("m27"), { name: LONG_NAME }],
  ["gone to", message("m28"), { lit: true }],
  ["being edited", message("m29", { author: "ann" }), { editing: true, own: true }],
];

export function Messages() {
  const [channel] = useChannels();
  const [at] = useState(() => new Date().toISOString());
  const own = { me: "ann", name: names("ann"), head: true, day: null, active: false, position: 1, size: 1 };
  return (
    <>
      {STATES.map(([name, each, more]) => (
        <State key={name} name={name}>
          <div role="feed" aria-label={name}>
            <MessageRow
              rowKey={each.id}
              message={each}
              name={names(each.author)}
              me="ann"
              names={names}
              own={false}
              moderates={false}
              head
              day={null}
              waterline={false}
              active={false}
              editing={false}
              position={1}
              size={1}
              actions={actions}
              {...more}
            />
          </div>
        </State>
      ))}
      <State name="on its way">
        <div role="feed" aria-label="on its way">
          <PendingRow {...own} pending={pending("sending")} connected onRetry={nothing} onDiscard={nothing} />
        </div>
      </State>
      <State name="not taken by the server">
        <div role="feed" aria-label="not taken by the server">
          <PendingRow
            {...own}
            pending={pending("sending")}
            connected
            stalled
            onRetry={nothing}
            onDiscard={nothing}
          />
        </div>
      </State>
      <State name="sent too fast">
        <div role="feed" aria-label="sent too fast">
          <PendingRow
            {...own}
            pending={pending("sending", { isTooFast: true })}
            connected
            onRetry={nothing}
            onDiscard={nothing}
          />
        </div>
      </State>
      <State name="waiting for the network">
        <div role="feed" aria-label="waiting for the network">
          <PendingRow
            {...own}
            pending={pending("sending", { at })}
            connected={false}
            onRetry={nothing}
            onDiscard={nothing}
          />
        </div>
      </State>
      <State name="failed">
        <div role="feed" aria-label="failed">
          <PendingRow {...own} pending={pending("failed")} connected onRetry={nothing} onDiscard={nothing} />
        </div>
      </State>
      {channel && (
        <State name="the beginning of a channel">
          <div role="feed" aria-label="the beginning of a channel">
            <ChannelStart
              channel={channel}
              empty
              active={false}
              position={1}
              size={1}
              onAddPeople={nothing}
              onWrite={nothing}
            />
          </div>
        </State>
      )}
      <State name="not there yet">
        <div className={styles.tall}>
          <Skeleton />
        </div>
      </State>
    </>
  );
}
