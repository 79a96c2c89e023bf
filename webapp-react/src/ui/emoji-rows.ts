/** What the picker shows, as rows of one height: so it needs no measuring to know which of them are seen. */
export interface Section {
  key: string;
  title: string;
  emoji: readonly string[];
}

export type Row =
  | { kind: "heading"; key: string; section: number; title: string }
  | { kind: "cells"; key: string; section: number; emoji: readonly string[] };

export interface Place {
  row: number;
  column: number;
}

export function rowsOf(sections: readonly Section[], columns: number): Row[] {
  return sections.flatMap(({ key, title, emoji }, section): Row[] => {
    const rows: Row[] = [{ kind: "heading", key, section, title }];
    for (let at = 0; at < emoji.length; at += columns)
      rows.push({ kind: "cells", key: `${key}-${at}`, section, emoji: emoji.slice(at, at + columns) });
    return rows;
  });
}

const widthOf = (row: Row | undefined) => (row?.kind === "cells" ? row.emoji.length : 0);

export const emojiAt = (rows: readonly Row[], at: Place | null): string | undefined => {
  const row = at ? rows[at.row] : undefined;
  return row?.kind === "cells" ? row.emoji[at?.column ?? 0] : undefined;
};

/** The nearest row with emoji, from this one on in that direction. */
function cellsFrom(rows: readonly Row[], from: number, step: 1 | -1): number | null {
  for (let row = from; row >= 0 && row < rows.length; row += step) if (widthOf(rows[row]) > 0) return row;
  return null;
}

export function firstCell(rows: readonly Row[], from = 0): Place | null {
  const row = cellsFrom(rows, from, 1);
  return row === null ? null : { row, column: 0 };
}

export function upOrDown(rows: readonly Row[], at: Place, by: number): Place {
  const step = by > 0 ? 1 : -1;
  const wanted = Math.max(0, Math.min(rows.length - 1, at.row + by));
  const row = cellsFrom(rows, wanted, step) ?? cellsFrom(rows, wanted, step === 1 ? -1 : 1) ?? at.row;
  return { row, column: Math.min(at.column, widthOf(rows[row]) - 1) };
}

/** Past the end of a row it goes on in the next one, as in a text. */
export function leftOrRight(rows: readonly Row[], at: Place, step: 1 | -1): Place {
  const column = at.column + step;
  if (column >= 0 && column < widthOf(rows[at.row])) return { row: at.row, column };
  const row = cellsFrom(rows, at.row + step, step);
  if (row === null) return at;
  return { row, column: step === 1 ? 0 : widthOf(rows[row]) - 1 };
}
