import { type KeyboardEvent, useCallback, useId, useMemo, useState } from "react";
import { t } from "../../lib/i18n";
import { useAnswer } from "../../lib/use-answer";
import { useChannels, useLive, useMe, usePeople } from "../../live/live-context";
import { peopleBegun } from "../../live/suggest-api";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import styles from "./Switcher.module.css";
import { answersTo, offered, type Target, targetsOf } from "./targets";

const PAUSE = 150;

interface TargetPickerProps {
  label: string;
  /** What is asked at first: "@" is for people alone. */
  begin?: string;
  /** Which of them are offered; all, if it is not said. Keeps its identity. */
  only?: (target: Target) => boolean;
  onChoose: (target: Target) => void;
}

/** A field, and the conversations and people that answer to what stands in it. */
export function TargetPicker({ label, begin = "", only, onChoose }: TargetPickerProps) {
  const { vault } = useLive();
  const me = useMe();
  const [query, setQuery] = useState(begin);
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const channels = useChannels();
  const people = usePeople();
  usePeopleElsewhere(query.trim());
  const targets = useMemo(() => {
    const all = targetsOf(channels, people.values(), me.id);
    return only ? all.filter(only) : all;
  }, [channels, people, me.id, only]);
  const [visited] = useState(vault.recent);
  const sections = useMemo(() => {
    if (query.trim()) return [{ title: null, targets: answersTo(query.trim(), targets) }];
    const { unread, rest } = offered(targets, visited);
    return [
      { title: t.switcher.unread, targets: unread },
      { title: t.switcher.recent, targets: rest },
    ].filter((section) => section.targets.length > 0);
  }, [targets, query, visited]);
  const found = useMemo(() => sections.flatMap((section) => section.targets), [sections]);
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
      onChoose(target);
    }
  };

  return (
    <>
      <div className={styles.head}>
        <Icon name="search" />
        <input
          className={styles.input}
          type="text"
          dir="auto"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={label}
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
      <div className={styles.list} role="listbox" id={`${id}-list`} aria-label={label}>
        {sections.map(({ title, targets: inside }) => {
          const rows = inside.map((target) => {
            const index = found.indexOf(target);
            return (
              <Option
                key={target.key}
                id={`${id}-${index}`}
                target={target}
                chosen={index === at}
                onHover={() => setChosen(index)}
                onChoose={() => onChoose(target)}
              />
            );
          });
          if (title === null) return rows;
          return (
            <div key={title} role="group" aria-label={title}>
              <div className={styles.heading} aria-hidden="true">
                {title}
              </div>
              {rows}
            </div>
          );
        })}
      </div>
      {found.length === 0 && <p className={styles.none}>{t.switcher.none}</p>}
      {query === "" && <p className={styles.hint}>{t.switcher.hint}</p>}
    </>
  );
}

/** Of many people only some are known here from the start: whoever the server knows by that name is one of them then. */
function usePeopleElsewhere(query: string): void {
  const { http, store } = useLive();
  const name = query.startsWith("#") ? "" : query.replace(/^@/u, "");
  const ask = useCallback(async () => {
    if (name) store.people.learn(await peopleBegun(http, name));
  }, [name, http, store]);
  useAnswer(ask, PAUSE);
}

interface OptionProps {
  id: string;
  target: Target;
  chosen: boolean;
  onHover: () => void;
  onChoose: () => void;
}

function Option({ id, target, chosen, onHover, onChoose }: OptionProps) {
  const { channel, other, title, unread, mentions } = target;
  const glyph = channel?.kind === "group" ? "people" : channel?.kind === "private" ? "lock" : "hash";
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={styles.option}
      onMouseMove={onHover}
      onMouseDown={(event) => {
        event.preventDefault();
        onChoose();
      }}
    >
      <span className={styles.glyph}>
        {other ? (
          <Avatar id={other.id} name={other.displayName} size={22} />
        ) : (
          <Icon name={glyph} size={17} />
        )}
      </span>
      <span className={styles.name} dir="auto" title={other ? `${title} @${other.username}` : title}>
        {title}
        {other && <span className={styles.username}> @{other.username}</span>}
      </span>
      {mentions > 0 && <span className={styles.unread}>{t.nav.mentions(mentions)}</span>}
      {unread > 0 && mentions === 0 && <span className={styles.unread}>{t.nav.unread(unread)}</span>}
    </div>
  );
}
