import { type KeyboardEvent, type Ref, useCallback, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { byGroup, entryOf, GROUPS, nameOf, search, TONES, type Tone, withTone } from "../lib/emoji-data";
import { chooseTone, habitsOf, pickedEmoji } from "../lib/emoji-habits";
import { t } from "../lib/i18n";
import { type Place as Beside, Dialog } from "./Dialog";
import { cellId, EmojiGrid, type EmojiGridHandle } from "./EmojiGrid";
import styles from "./EmojiPicker.module.css";
import { emojiAt, firstCell, leftOrRight, type Place, type Row, type Section, upOrDown } from "./emoji-rows";
import { Icon } from "./Icon";
import { onOrBack } from "./reading";

const PAGE = 5;
const GLYPHS = ["😀", "👋", "🐻", "🍎", "🚗", "⚽", "💡", "❤️", "🏁"];
const HAND = "✋";

function sectionsOf(query: string, tone: Tone, recent: readonly string[]): Section[] {
  const toned = (emoji: string) => withTone(emoji, tone);
  if (query.trim()) {
    const found = search(query).map(({ emoji }) => toned(emoji));
    return found.length > 0 ? [{ key: "found", title: t.emoji.found(found.length), emoji: found }] : [];
  }
  const groups = GROUPS.map((key, index) => ({
    key,
    title: t.emoji.group[key],
    emoji: (byGroup()[index] ?? []).map(({ emoji }) => toned(emoji)),
  }));
  return recent.length > 0 ? [{ key: "recent", title: t.emoji.recent, emoji: recent }, ...groups] : groups;
}

interface EmojiPickerProps {
  /** Whose recently used ones and skin tone. */
  user: string;
  /** What it was opened by: it stands beside that where there is room. */
  beside: Beside | null;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** Heavy, for all of Unicode is in it: import it by React.lazy. */
export function EmojiPicker({ user, beside, onPick, onClose }: EmojiPickerProps) {
  const id = useId();
  const grid = useRef<EmojiGridHandle>(null);
  const [habits, setHabits] = useState(() => habitsOf(user));
  const [query, setQuery] = useState("");
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [chosen, setChosen] = useState<Place | null>(null);
  const [section, setSection] = useState(0);
  const sections = useMemo(() => sectionsOf(query, habits.tone, habits.recent), [query, habits]);
  const asked = query.trim() !== "";
  // What was searched for is offered with its best; what is merely browsed has no first choice.
  const active = chosen ?? (asked ? firstCell(rows) : null);
  const emoji = emojiAt(rows, active);

  const pick = useCallback(
    (picked: string) => {
      pickedEmoji(user, picked);
      onPick(picked);
      onClose();
    },
    [user, onPick, onClose],
  );
  const onRows = useCallback((made: readonly Row[]) => {
    setRows(made);
    setChosen(null);
  }, []);

  const move = (place: Place | null) => {
    if (!place) return;
    setChosen(place);
    // With the heading of its section, if that is what stands above.
    grid.current?.reveal(rows[place.row - 1]?.kind === "heading" ? place.row - 1 : place.row);
    grid.current?.reveal(place.row);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const down = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    const aside = onOrBack(event.key);
    if (down !== undefined) {
      event.preventDefault();
      move(active ? upOrDown(rows, active, down) : firstCell(rows));
    } else if (aside && (chosen || query === "")) {
      // In a text that is being written, the caret goes aside; once the grid was entered, the choice does.
      event.preventDefault();
      move(active ? leftOrRight(rows, active, aside) : firstCell(rows));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (emoji) pick(emoji);
    }
  };

  const toSection = (index: number) => {
    const row = rows.findIndex((each) => each.section === index);
    setSection(index);
    setChosen(null);
    if (row >= 0) grid.current?.toTop(row);
  };

  return (
    <Dialog title={t.emoji.title} onClose={onClose} hideTitle beside={beside}>
      <div className={styles.picker}>
        <div className={styles.head}>
          <Icon name="search" size={18} />
          <input
            className={styles.input}
            type="text"
            dir="auto"
            role="combobox"
            aria-label={t.emoji.search}
            aria-autocomplete="list"
            aria-haspopup="grid"
            aria-expanded={rows.length > 0}
            aria-controls={`${id}-grid`}
            aria-activedescendant={active ? cellId(`${id}-grid`, active) : undefined}
            placeholder={t.emoji.search}
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            data-autofocus
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setChosen(null);
              setSection(0);
              grid.current?.toTop(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        {!asked && (
          <Tabs sections={sections} current={section} controls={`${id}-grid`} onChoose={toSection} />
        )}
        <EmojiGrid
          id={`${id}-grid`}
          ref={grid}
          sections={sections}
          active={active}
          onActive={setChosen}
          onPick={pick}
          onRows={onRows}
          onSection={setSection}
        />
        <p role="status" className={asked && sections.length === 0 ? styles.none : "hidden-text"}>
          {asked && (sections[0]?.title ?? t.emoji.none)}
        </p>
        <Foot emoji={emoji} tone={habits.tone} onTone={(tone) => setHabits(chooseTone(user, tone))} />
      </div>
    </Dialog>
  );
}

interface TabsProps {
  sections: readonly Section[];
  current: number;
  controls: string;
  onChoose: (section: number) => void;
}

function Tabs({ sections, current, controls, onChoose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = sections.length - 1;
    const aside = onOrBack(event.key);
    const count = sections.length;
    const next = {
      ...(aside && { [event.key]: (current + aside + count) % count }),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  const offset = sections.length - GLYPHS.length;
  return (
    <div ref={list} role="tablist" aria-label={t.emoji.groups} className={styles.tabs}>
      {sections.map(({ key, title }, index) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={index === current}
          aria-controls={controls}
          aria-label={title}
          title={title}
          tabIndex={index === current ? 0 : -1}
          className={styles.tab}
          onClick={() => onChoose(index)}
          onKeyDown={onKeyDown}
        >
          {index < offset ? <Icon name="clock" size={18} /> : GLYPHS[index - offset]}
        </button>
      ))}
    </div>
  );
}

function Foot({ emoji, tone, onTone }: { emoji?: string; tone: Tone; onTone: (tone: Tone) => void }) {
  const [choosing, setChoosing] = useState(false);
  const name = useId();
  const foot = useRef<HTMLElement>(null);
  const code = emoji && entryOf(emoji)?.codes[0];
  // The one takes the other's place, and with it the focus.
  const swap = (next: boolean) => {
    flushSync(() => setChoosing(next));
    foot.current?.querySelector<HTMLElement>("button, :checked")?.focus();
  };
  if (choosing)
    return (
      <fieldset ref={foot as Ref<HTMLFieldSetElement>} className={styles.tones}>
        <legend className="hidden-text">{t.emoji.tone}</legend>
        {TONES.map((each) => (
          <label key={each} className={styles.tone} title={t.emoji.tones[each]}>
            <input
              type="radio"
              className={styles.radio}
              name={name}
              aria-label={t.emoji.tones[each]}
              checked={each === tone}
              onChange={() => onTone(each)}
              onClick={(event) => event.detail > 0 && swap(false)}
              onKeyDown={(event) => event.key === "Enter" && swap(false)}
            />
            <span aria-hidden="true">{withTone(HAND, each)}</span>
          </label>
        ))}
      </fieldset>
    );
  return (
    <div ref={foot as Ref<HTMLDivElement>} className={styles.foot}>
      <span className={styles.big} aria-hidden="true">
        {emoji}
      </span>
      <span className={styles.about} aria-hidden="true">
        <span className={styles.name}>{emoji && nameOf(emoji)}</span>
        <span className={styles.code}>{code && `:${code}:`}</span>
      </span>
      <button
        type="button"
        className={styles.cell}
        aria-label={`${t.emoji.tone}: ${t.emoji.tones[tone]}`}
        title={t.emoji.tone}
        onClick={() => swap(true)}
      >
        {withTone(HAND, tone)}
      </button>
    </div>
  );
}
