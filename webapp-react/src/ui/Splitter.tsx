import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { arrange, arrangement, BOUNDS, within } from "../lib/arrangement";
import { useCell } from "../lib/use-cell";
import { isFromTheRight } from "./reading";
import styles from "./Splitter.module.css";

interface SplitterProps {
  /** What it makes larger and smaller. */
  part: keyof typeof BOUNDS;
  label: string;
  /** The size while it is dragged; `undefined` when it is kept, or not changed after all. */
  onDrag: (size: number | undefined) => void;
}

const STEP = 16;

/** The line between two panes: it can be dragged, moved by the arrows, and put back by two clicks. */
export function Splitter({ part, label, onDrag }: SplitterProps) {
  const size = useCell(arrangement)[part];
  const { least, usual, most } = BOUNDS[part];
  const drag = useRef<{ pointer: number; x: number; sign: number; size: number } | null>(null);

  const keep = (wanted: number) => {
    arrange({ [part]: within(part, wanted) });
    onDrag(undefined);
  };

  /** The sidebar grows towards the end of the line, the panel towards its beginning. */
  const sign = () => (isFromTheRight() ? -1 : 1) * (part === "sidebar" ? 1 : -1);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const grow = STEP * sign();
    const to: Record<string, number> = {
      ArrowRight: size + grow,
      ArrowLeft: size - grow,
      Home: least,
      End: most,
    };
    const wanted = to[event.key];
    if (wanted === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keep(wanted);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { pointer: event.pointerId, x: event.clientX, sign: sign(), size };
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const from = drag.current;
    if (from?.pointer !== event.pointerId) return;
    from.size = within(part, size + (event.clientX - from.x) * from.sign);
    onDrag(from.size);
  };

  const end = (isKept: boolean) => {
    if (drag.current) keep(isKept ? drag.current.size : size);
    drag.current = null;
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={`${styles.splitter} ${styles[part]}`}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={onKeyDown}
      onDoubleClick={() => keep(usual)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
    />
  );
}
