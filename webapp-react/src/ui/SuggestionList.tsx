/* oxlint-disable jsx-a11y/click-events-have-key-events -- the field has the keys */
import { type RefObject, useLayoutEffect, useRef } from "react";
import { leftOf } from "../lib/caret";
import type { Suggestion, Word } from "../lib/completion";
import { t } from "../lib/i18n";
import { Avatar } from "./Avatar";
import { Icon } from "./Icon";
import { isFromTheRight } from "./reading";
import styles from "./Suggestions.module.css";
import type { Completion } from "./use-completion";

interface SuggestionListProps {
  field: RefObject<HTMLTextAreaElement | null>;
  word: Word;
  completion: Completion;
  found: readonly Suggestion[];
}

const labels = () => ({ "@": t.suggest.people, "#": t.suggest.channels, ":": t.suggest.emoji });

/** The list over a field in which a word is being written. The focus stays in the field. */
export function SuggestionList({ field, word, completion, found }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  const { id, chosen, choose, accept } = completion;

  useLayoutEffect(() => {
    // The top layer: nothing that the field is in may cut it off.
    list.current?.showPopover?.();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found changes its height.
  useLayoutEffect(() => {
    const place = () => {
      if (list.current && field.current) standOver(list.current, field.current, word.from);
    };
    place();
    const view = window.visualViewport;
    window.addEventListener("resize", place);
    window.addEventListener("scroll", place, true);
    view?.addEventListener("resize", place);
    return () => {
      window.removeEventListener("resize", place);
      window.removeEventListener("scroll", place, true);
      view?.removeEventListener("resize", place);
    };
  }, [field, word, found]);

  useLayoutEffect(() => {
    list.current?.children[chosen]?.scrollIntoView?.({ block: "nearest" });
  }, [chosen]);

  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={labels()[word.sign]}
      popover="manual"
      tabIndex={-1}
      className={styles.list}
      // A press must not take the focus from the field; a finger may still scroll.
      onMouseDown={(event) => event.preventDefault()}
    >
      {found.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
        <div
          key={suggestion.key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          className={styles.option}
          onMouseMove={() => choose(suggestion.key)}
          onClick={() => accept(suggestion)}
        >
          <Face face={suggestion.face} />
          <span className={styles.title} dir="auto">
            {suggestion.title}
          </span>
          {suggestion.detail && (
            <span className={styles.detail} dir="auto">
              {suggestion.detail}
            </span>
          )}
          {suggestion.note && <span className={styles.note}>{suggestion.note}</span>}
        </div>
      ))}
    </div>
  );
}

function Face({ face }: Pick<Suggestion, "face">) {
  if ("person" in face) return <Avatar id={face.person} name={face.name} size={22} />;
  if ("icon" in face)
    return (
      <span className={styles.glyph}>
        <Icon name={face.icon} size={16} />
      </span>
    );
  return (
    <span className={styles.emoji} aria-hidden="true">
      {face.emoji}
    </span>
  );
}

const GAP = 6;
const EDGE = 8;

/** Above the field with its beginning at the word, or below where there is more room: never on it, and on the screen. */
function standOver(list: HTMLElement, field: HTMLTextAreaElement, word: number): void {
  const box = (field.parentElement ?? field).getBoundingClientRect();
  const view = window.visualViewport;
  const top = (view?.offsetTop ?? 0) + EDGE;
  const bottom = (view?.offsetTop ?? 0) + (view?.height ?? window.innerHeight) - EDGE;
  list.style.maxHeight = "";
  const wanted = list.offsetHeight;
  const above = box.top - GAP - top;
  const below = bottom - box.bottom - GAP;
  const isAbove = wanted <= above || above >= below;
  const height = Math.max(0, Math.min(wanted, isAbove ? above : below));
  list.style.maxHeight = `${height}px`;
  list.style.top = `${isAbove ? box.top - GAP - height : box.bottom + GAP}px`;
  const most = document.documentElement.clientWidth - list.offsetWidth - EDGE;
  const at = leftOf(field, word);
  const left = isFromTheRight() ? at + 2 * EDGE - list.offsetWidth : at - 2 * EDGE;
  list.style.left = `${Math.max(EDGE, Math.min(left, most))}px`;
}
