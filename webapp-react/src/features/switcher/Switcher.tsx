import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { t } from "../../lib/en";
import { explain } from "../../lib/failure";
import { useChannels, useMe, usePeople } from "../../live/live-context";
import { isDirect, otherOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { User } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Dialog } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { bestScore } from "../../lib/rank";
import styles from "./Switcher.module.css";

const SHOWN = 30;

type Target = { key: string; title: string; names: string[]; unread: number } & (
  | { channel: ChannelView; other?: User }
  | { channel: null; other: User }
);

/** The conversations that are there, and after them the people whom one has not written to yet. */
function targetsOf(channels: readonly ChannelView[], people: Iterable<User>, me: string): Target[] {
  const met = new Set<string>();
  const conversations = channels.map((channel): Target => {
    const other = isDirect(channel) ? otherOf(channel, me) : undefined;
    if (channel.kind === "direct" && other) met.add(other.id);
    const title = titleOf(channel, me);
    return {
      key: channel.id,
      title,
      names: [title, ...(isDirect(channel) ? channel.people.map(({ username }) => username) : [])],
      unread: channel.unread,
      channel,
      other,
    };
  });
  const strangers = [...people]
    .filter((user) => user.id !== me && !user.deactivated && !met.has(user.id))
    .map(
      (other): Target => ({
        key: other.id,
        title: other.displayName,
        names: [other.displayName, other.username],
        unread: 0,
        channel: null,
        other,
      }),
    );
  return [...conversations, ...strangers];
}

function ranked(targets: readonly Target[], query: string): Target[] {
  const wanted = query.replace(/^[#@]/u, "");
  return targets
    .flatMap((target) => {
      // Somebody new is only offered by name: the empty question lists what is there.
      const points = target.channel || wanted.trim() ? bestScore(target.names, wanted) : null;
      if (points === null) return [];
      return [{ target, points: points + (target.unread > 0 ? 5 : 0) - (target.channel ? 0 : 1) }];
    })
    .sort((a, b) => b.points - a.points || a.target.title.localeCompare(b.target.title))
    .slice(0, SHOWN)
    .map(({ target }) => target);
}

interface SwitcherProps {
  onClose: () => void;
  onOpen: (channel: string) => void;
  /** Begins a direct conversation and opens it. */
  onPerson: (user: string) => Promise<void>;
}

export function Switcher({ onClose, onOpen, onPerson }: SwitcherProps) {
  const me = useMe();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const [failure, setFailure] = useState<unknown>(null);
  const channels = useChannels();
  const people = usePeople();
  const targets = useMemo(() => targetsOf(channels, people.values(), me.id), [channels, people, me.id]);
  const found = useMemo(() => ranked(targets, query), [targets, query]);
  const choose = (target: Target) => {
    if (target.channel) onOpen(target.channel.id);
    else onPerson(target.other.id).catch(setFailure);
  };
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
      choose(target);
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
        {found.map((target, index) => {
          const { channel, other } = target;
          return (
            <div
              key={target.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles.option}
              onMouseMove={() => setChosen(index)}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(target);
              }}
            >
              <span className={styles.glyph}>
                {other ? (
                  <Avatar id={other.id} name={other.displayName} size={22} />
                ) : (
                  <Icon
                    name={
                      channel?.kind === "group" ? "people" : channel?.kind === "private" ? "lock" : "hash"
                    }
                    size={17}
                  />
                )}
              </span>
              <span className={styles.name}>
                {target.title}
                {other && <span className={styles.username}> @{other.username}</span>}
              </span>
              {target.unread > 0 && <span className={styles.unread}>{t.nav.unread(target.unread)}</span>}
            </div>
          );
        })}
      </div>
      {failure !== null && (
        <p role="alert" className={styles.none}>
          {explain(failure)}
        </p>
      )}
      {found.length === 0 && <p className={styles.none}>{t.switcher.none}</p>}
    </Dialog>
  );
}
