import { useCallback, useState } from "react";
import { t } from "../../lib/i18n";
import { useBlocked, useLive, useMe } from "../../live/live-context";
import { otherOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { IconButton } from "../../ui/Button";
import { late } from "../../ui/late";
import type { MenuItem } from "../../ui/Menu";
import { Refusal } from "../../ui/Refusal";

const Menu = late(async () => (await import("../../ui/Menu")).Menu);

interface ChannelMenuProps {
  channel: ChannelView;
  size?: number;
  /** What stands before it where there is more to do. */
  more?: readonly MenuItem[];
  /** What stands behind it. */
  last?: readonly MenuItem[];
  /** Whether the button is among the stops of Tab. */
  isStop?: boolean;
  /** Where it is open, if whoever draws it can open it elsewhere than at its button. */
  at?: [beside: HTMLElement | null, set: (beside: HTMLElement | null) => void];
}

/** What one can make of a channel for oneself: the same in its header and in its row of the sidebar. */
export function ChannelMenu({ channel, size, more = [], last = [], isStop = true, at }: ChannelMenuProps) {
  const { store } = useLive();
  const me = useMe();
  const own = useState<HTMLElement | null>(null);
  const [beside, setBeside] = at ?? own;
  const [failed, setFailed] = useState(false);
  const forget = useCallback(() => setFailed(false), []);
  const name = titleOf(channel, me.id);
  const other = channel.kind === "direct" ? otherOf(channel, me.id) : undefined;
  const isBlocked = useBlocked().has(other?.id ?? "");
  const block = (user: string) => {
    setFailed(false);
    store.blocks.put(user, !isBlocked).catch(() => setFailed(true));
  };
  const mark = (change: { muted?: boolean; favourite?: boolean }) => {
    setFailed(false);
    store.markChannel(channel.id, change).catch(() => setFailed(true));
  };
  return (
    <>
      <IconButton
        icon="more"
        size={size}
        label={t.nav.more(name)}
        tabIndex={isStop ? undefined : -1}
        aria-haspopup="menu"
        aria-expanded={beside !== null}
        onClick={(event) => setBeside(beside ? null : event.currentTarget)}
      />
      {failed && <Refusal onOver={forget}>{t.nav.notMarked}</Refusal>}
      {beside && (
        <Menu
          label={t.nav.more(name)}
          beside={beside}
          onClose={() => setBeside(null)}
          items={[
            ...more,
            {
              icon: "star",
              label: channel.favourite ? t.nav.unfavourite : t.nav.favourite,
              onChoose: () => mark({ favourite: !channel.favourite }),
            },
            {
              icon: channel.muted ? "bell" : "bellOff",
              label: channel.muted ? t.nav.unmute : t.nav.mute,
              onChoose: () => mark({ muted: !channel.muted }),
            },
            ...(other && other.id !== me.id
              ? [
                  {
                    icon: "block" as const,
                    label: isBlocked
                      ? t.blocks.unblockWho(other.displayName)
                      : t.blocks.blockWho(other.displayName),
                    onChoose: () => block(other.id),
                  },
                ]
              : []),
            ...last,
          ]}
        />
      )}
    </>
  );
}
