import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useId,
  useRef,
  useState,
} from "react";
import { closedShortcode, type Suggestion, type Word, wordAt } from "../lib/completion";
import { emojiFor, emojiSet } from "../lib/emoji";
import { habitsOf, pickedEmoji } from "../lib/emoji-habits";
import { isComposing } from "../lib/use-autosize";
import { write } from "../lib/writing";

export interface Completion {
  id: string;
  /** What is being written and may be completed. It keeps its identity until another letter is written. */
  word: Word | null;
  chosen: number;
  choose(key: string): void;
  accept(suggestion: Suggestion): void;
  /** True when the key was for the list. */
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  /** For the field. */
  handlers: {
    onInput(event: FormEvent<HTMLTextAreaElement>): void;
    onSelect(): void;
    onBlur(): void;
    onCompositionStart(): void;
    onCompositionEnd(): void;
  };
}

/** The word under the caret of a field, for whoever finds what it may become. */
export function useWord(field: RefObject<HTMLTextAreaElement | null>, user: string, text: string) {
  const [seen, setWord] = useState<Word | null>(null);
  // The field may have been emptied since, by sending.
  const isThere = seen !== null && text.startsWith(seen.sign + seen.query, seen.from);
  const word = isThere ? seen : null;
  const composing = useRef(false);
  /** Where the word begins whose list was sent away. */
  const dismissed = useRef<number | null>(null);

  /** A list opens by writing. Going through what is written only closes it. */
  const look = useCallback(
    (wrote: boolean) => {
      const element = field.current;
      const alone = element && element.selectionStart === element.selectionEnd && !composing.current;
      const next = alone ? wordAt(element.value, element.selectionStart) : null;
      if (next === null || next.from !== dismissed.current) dismissed.current = null;
      setWord((old) => {
        if (!next || dismissed.current !== null || !(wrote || old?.from === next.from)) return null;
        const same = old && old.from === next.from && old.query === next.query && old.to === next.to;
        return same ? old : next;
      });
    },
    [field],
  );

  const spell = useCallback(
    (element: HTMLTextAreaElement) => {
      const closed = closedShortcode(element.value, element.selectionStart);
      const emoji = closed && emojiFor(closed.code);
      if (!emoji) return;
      const { from } = closed;
      const toned = emojiSet.get()?.withTone(emoji, habitsOf(user).tone) ?? emoji;
      const end = from + toned.length;
      write(element, { from, to: element.selectionStart, insert: toned, selection: [end, end] });
    },
    [user],
  );

  return { word, setWord, look, spell, composing, dismissed };
}

/** Keeps what of the found is chosen, and gives the field's keys to the list while there is one. */
export function useCompletion(
  field: RefObject<HTMLTextAreaElement | null>,
  user: string,
  { word, setWord, look, spell, composing, dismissed }: ReturnType<typeof useWord>,
  found: readonly Suggestion[],
): Completion {
  const id = useId();
  const [choice, setChoice] = useState<{ word: Word; key: string } | null>(null);
  const at = choice && choice.word === word ? found.findIndex(({ key }) => key === choice.key) : -1;
  const chosen = Math.max(0, at);
  const choose = (key: string) => {
    if (word && !(choice?.word === word && choice.key === key)) setChoice({ word, key });
  };

  const accept = (suggestion: Suggestion) => {
    const element = field.current;
    if (!element || !word) return;
    const isEmoji = word.sign === ":";
    const after = element.value[word.to];
    const isApart = after !== undefined && /\s/u.test(after);
    const insert = suggestion.insert + (isEmoji || isApart ? "" : " ");
    const end = word.from + insert.length + (isApart && !isEmoji ? 1 : 0);
    element.focus();
    write(element, { from: word.from, to: word.to, insert, selection: [end, end] });
    if (isEmoji) pickedEmoji(user, suggestion.insert);
    setWord(null);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!word || found.length === 0 || isComposing(event)) return false;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const suggestion = found[chosen];
    if (step !== undefined) {
      const next = found[(chosen + step + found.length) % found.length];
      if (next) choose(next.key);
    } else if (event.key === "Enter" || event.key === "Tab") {
      if (suggestion) accept(suggestion);
    } else if (event.key === "Escape") {
      dismissed.current = word.from;
      setWord(null);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    id,
    word,
    chosen,
    choose,
    accept,
    onKeyDown,
    handlers: {
      onInput(event) {
        const { data, isComposing: composes } = event.nativeEvent as InputEvent;
        if (data === ":" && !composes) spell(event.currentTarget);
        look(true);
      },
      onSelect: () => look(false),
      onBlur: () => setWord(null),
      onCompositionStart() {
        // The keyboards of phones compose every word; there, a list takes no key from them.
        composing.current = !window.matchMedia("(pointer: coarse)").matches;
        if (composing.current) setWord(null);
      },
      onCompositionEnd() {
        composing.current = false;
        look(true);
      },
    },
  };
}
