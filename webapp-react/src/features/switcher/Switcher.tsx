import { type KeyboardEvent, useId, useState } from "react";
import { t } from "../../lib/en";
import { useChannels, useMe } from "../../live/live-context";
import { isDirect, otherOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import { Avatar } from "../../ui/Avatar";
import { Dialog } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { score } from "./rank";
import styles from "./Switcher.module.css";

const SHOWN = 30;

function ranked(channels: readonly ChannelView[], query: string, me: string): ChannelView[] {
  return channels
    .flatMap((channel) => {
      const points = score(titleOf(channel, me), query.replace(/^[#@]/u, ""));
      return points === null ? [] : [{ channel, points: points + (channel.unread > 0 ? 5 : 0) }];
    })
    .sort((a, b) => b.points - a.points || titleOf(a.channel, me).localeCompare(titleOf(b.channel, me)))
    .slice(0, SHOWN)
    .map(({ channel }) => channel);
}

export function Switcher({ onClose, onOpen }: { onClose: () => void; onOpen: (channel: string) => void }) {
  const me = useMe();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const found = ranked(useChannels(), query, me.id);
  const at = Math.min(chosen, found.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      const next = (at + step + found.length) % found.length;
      setChosen(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    const target = found[at];
    if (event.key === "Enter" && target) {
      event.preventDefault();
      onOpen(target.id);
    }
  };

  return (
    <Dialog title={t.switcher.title} onClose={onClose} hideTitle>
      <div className={styles.head}>
        <Icon name="search" />
        <input
          className={styles.input}
          type="text"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={t.switcher.title}
          placeholder={t.switcher.placeholder}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.list} role="listbox" id={`${id}-list`} aria-label={t.switcher.title}>
        {found.map((channel, index) => {
          const other = isDirect(channel) ? otherOf(channel, me.id) : undefined;
          return (
            <div
              key={channel.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles.option}
              onMouseMove={() => setChosen(index)}
              onMouseDown={(event) => {
                event.preventDefault();
                onOpen(channel.id);
              }}
            >
              <span className={styles.glyph}>
                {other ? (
                  <Avatar id={other.id} name={other.displayName} size={22} />
                ) : (
                  <Icon name={channel.kind === "private" ? "lock" : "hash"} size={17} />
                )}
              </span>
              <span className={styles.name}>{titleOf(channel, me.id)}</span>
              {channel.unread > 0 && <span className={styles.unread}>{t.nav.unread(channel.unread)}</span>}
            </div>
          );
        })}
      </div>
      {found.length === 0 && <p className={styles.none}>{t.switcher.none}</p>}
    </Dialog>
  );
}
