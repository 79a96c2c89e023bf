import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from "react";
import { t } from "../../lib/i18n";
import { useChannels, useMe, usePeople } from "../../live/live-context";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { wordAt } from "./query";
import styles from "./SearchField.module.css";
import { type Suggestion, suggest } from "./suggest";

export interface SearchFieldHandle {
  focus: () => void;
  /** Goes on with this filter at the end of the query. */
  begin: (key: string) => void;
}

interface SearchFieldProps {
  ref: Ref<SearchFieldHandle>;
  query: string;
  recent: readonly string[];
  onQuery: (query: string) => void;
  /** Enter: this is what is meant. */
  onDone: () => void;
  onDown: () => void;
  onForget: () => void;
}

interface Option extends Suggestion {
  /** The whole query once it is taken. */
  query: string;
  isRecent: boolean;
}

/** The words, with suggestions for the filter that is being typed, or what was looked for before. */
export function SearchField({ ref, query, recent, onQuery, onDone, onDown, onForget }: SearchFieldProps) {
  const me = useMe();
  const people = usePeople();
  const channels = useChannels();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(query.length);
  const [chosen, setChosen] = useState<number | null>(null);
  const [open, setOpen] = useState(false);

  const word = wordAt(query, Math.min(caret, query.length));
  const options: Option[] =
    query.trim() === ""
      ? recent.map((text) => ({ text, label: text, hint: "", query: text, isRecent: true }))
      : suggest(word, { people: people.values(), channels, me, now: Date.now() }).map((each) => ({
          ...each,
          query: `${query.slice(0, word.start)}${each.text}${each.text.endsWith(":") ? "" : " "}${query.slice(caret).trimStart()}`,
          isRecent: false,
        }));
  const shown = open && options.length > 0;
  // A filter is only something once it has a value: the best one is a key press away.
  const at = !shown ? -1 : (chosen ?? (word.key && query.trim() !== "" ? 0 : -1));

  const put = (text: string, end: number) => {
    onQuery(text);
    setCaret(end);
    setChosen(null);
    setOpen(true);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(end, end);
    });
  };
  const take = (option: Option) => {
    if (option.isRecent) {
      put(option.query, option.query.length);
      setOpen(false);
      return;
    }
    put(option.query, word.start + option.text.length + (option.text.endsWith(":") ? 0 : 1));
  };

  useImperativeHandle(ref, () => ({
    focus: () => {
      input.current?.focus();
      input.current?.select();
    },
    begin: (key) => {
      const text = `${query.trimEnd()}${query.trim() ? " " : ""}${key}:`;
      put(text, text.length);
    },
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const option = options[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (shown) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        const next = Math.min(at + step, options.length - 1);
        setChosen(next < -1 ? options.length - 1 : next);
        document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
      } else if (event.key === "ArrowDown") onDown();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (option) take(option);
      else {
        setOpen(false);
        onDone();
      }
    } else if (event.key === "Tab" && !event.shiftKey && shown && query.trim() !== "") {
      const best = options[Math.max(at, 0)];
      if (best) {
        event.preventDefault();
        take(best);
      }
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      setOpen(false);
    }
  };

  const follow = () => {
    setCaret(input.current?.selectionStart ?? query.length);
    setChosen(null);
  };

  return (
    <div role="search" className={styles.field}>
      <Icon name="search" />
      <input
        ref={input}
        className={styles.input}
        type="text"
        dir="auto"
        role="combobox"
        inputMode="search"
        enterKeyHint="search"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={options[at] ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        aria-label={t.search.field}
        placeholder={t.search.placeholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={256}
        value={query}
        onChange={(event) => {
          setOpen(true);
          setChosen(null);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          onQuery(event.target.value);
        }}
        onClick={() => {
          setOpen(true);
          follow();
        }}
        onFocus={() => query.trim() === "" && setOpen(true)}
        onKeyUp={(event) => (event.key === "ArrowLeft" || event.key === "ArrowRight") && follow()}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {query !== "" && (
        <IconButton icon="close" size={18} label={t.search.clear} onClick={() => put("", 0)} />
      )}
      <div
        className={styles.list}
        role="listbox"
        id={`${id}-list`}
        aria-label={t.search.suggestions}
        hidden={!shown}
      >
        {options.map((option, index) => (
          <div
            key={option.text}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.option}
            onMouseMove={() => index !== at && setChosen(index)}
            onMouseDown={(event) => {
              event.preventDefault();
              take(option);
            }}
          >
            {option.isRecent && <Icon name="clock" size={16} />}
            <span className={styles.label} dir="auto">
              {option.label}
            </span>
            <span className={styles.hint}>{option.hint}</span>
          </div>
        ))}
      </div>
      {shown && options[0]?.isRecent && (
        <button
          type="button"
          className={styles.forget}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onForget}
        >
          {t.search.forget}
        </button>
      )}
    </div>
  );
}
