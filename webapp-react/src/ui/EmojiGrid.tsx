import { memo, type Ref, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from "react";
import { nameOf } from "../lib/emoji-data";
import { t } from "../lib/i18n";
import styles from "./EmojiPicker.module.css";
import { type Place, type Row, rowsOf, type Section } from "./emoji-rows";

/** Rows that are drawn beyond what is seen, so that a flick shows no gap. */
const SPARE = 5;
/** Where nothing is laid out, as in a test. */
const ASSUMED = { width: 344, height: 320, cell: 36 };

export interface EmojiGridHandle {
  reveal(row: number): void;
  toTop(row: number): void;
}

interface EmojiGridProps {
  id: string;
  ref: Ref<EmojiGridHandle>;
  sections: readonly Section[];
  active: Place | null;
  onActive(place: Place): void;
  onPick(emoji: string): void;
  /** The rows follow the width: how many there are in one is known only here. */
  onRows(rows: readonly Row[]): void;
  /** The section at the top. */
  onSection(section: number): void;
}

export const cellId = (grid: string, { row, column }: Place) => `${grid}-${row}-${column}`;

/** Some 1,900 emoji, of which only those in sight are in the page. The focus stays in the search field. */
export function EmojiGrid({
  id,
  ref,
  sections,
  active,
  onActive,
  onPick,
  onRows,
  onSection,
}: EmojiGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState(ASSUMED);
  const [top, setTop] = useState(0);
  const columns = Math.max(1, Math.floor(box.width / box.cell));
  const rows = useMemo(() => rowsOf(sections, columns), [sections, columns]);

  useLayoutEffect(() => onRows(rows), [rows, onRows]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      setBox({
        width: element.clientWidth - 2 * Number.parseFloat(style.paddingInlineStart || "0") || ASSUMED.width,
        height: element.clientHeight || ASSUMED.height,
        cell: Number.parseFloat(style.getPropertyValue("--target")) || ASSUMED.cell,
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const scrollTo = (pixels: number) => {
    if (scroller.current) scroller.current.scrollTop = pixels;
    setTop(pixels);
  };

  useImperativeHandle(ref, () => ({
    toTop: (row) => scrollTo(row * box.cell),
    reveal(row) {
      const above = row * box.cell;
      const seen = scroller.current?.scrollTop ?? 0;
      if (above < seen) scrollTo(above);
      else if (above + box.cell > seen + box.height) scrollTo(above + box.cell - box.height);
    },
  }));

  const first = Math.max(0, Math.floor(top / box.cell) - SPARE);
  const last = Math.min(rows.length, Math.ceil((top + box.height) / box.cell) + SPARE);

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onScroll={(event) => {
        const { scrollTop } = event.currentTarget;
        setTop(scrollTop);
        const row = rows[Math.floor(scrollTop / box.cell)];
        if (row) onSection(row.section);
      }}
    >
      <div
        id={id}
        role="grid"
        aria-label={t.emoji.all}
        aria-rowcount={rows.length}
        aria-colcount={columns}
        className={styles.grid}
        style={{ height: rows.length * box.cell }}
      >
        {rows.slice(first, last).map((row, index) => (
          <GridRow
            key={row.key}
            grid={id}
            row={row}
            at={first + index}
            height={box.cell}
            columns={columns}
            active={active?.row === first + index ? active.column : null}
            onActive={onActive}
            onPick={onPick}
          />
        ))}
      </div>
    </div>
  );
}

interface GridRowProps {
  grid: string;
  row: Row;
  at: number;
  height: number;
  columns: number;
  active: number | null;
  onActive(place: Place): void;
  onPick(emoji: string): void;
}

const GridRow = memo(function GridRow(props: GridRowProps) {
  const { grid, row, at, height, columns, active, onActive, onPick } = props;
  const place = { transform: `translateY(${at * height}px)`, height };
  if (row.kind === "heading")
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
      <div role="row" aria-rowindex={at + 1} className={styles.heading} style={place}>
        {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field */}
        <span role="rowheader" aria-colindex={1} aria-colspan={columns}>
          {row.title}
        </span>
      </div>
    );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
    <div
      role="row"
      aria-rowindex={at + 1}
      className={styles.row}
      style={{ ...place, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {row.emoji.map((emoji, column) => (
        <button
          key={emoji}
          id={cellId(grid, { row: at, column })}
          type="button"
          role="gridcell"
          tabIndex={-1}
          aria-colindex={column + 1}
          aria-selected={column === active}
          aria-label={nameOf(emoji)}
          className={styles.cell}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => column !== active && onActive({ row: at, column })}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
});
