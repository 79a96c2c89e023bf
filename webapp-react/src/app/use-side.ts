import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { arrange, arrangement } from "../lib/arrangement";
import { useCell } from "../lib/use-cell";
import { isSlim, type Layout, useWidth } from "../lib/use-layout";

const MEDIUM = 248;

interface Side {
  /** A rail shows the faces alone; what is over the page goes away again by itself. */
  state: "whole" | "rail" | "over";
  width: number;
  pane: RefObject<HTMLDivElement | null>;
  fold: () => void;
}

/** How much of the sidebar is shown, where it stands beside the page. */
export function useSide(layout: Layout, path: string): Side {
  const isNarrow = useWidth(isSlim);
  const { sidebar, folded } = useCell(arrangement);
  const [isOver, setOver] = useState(false);
  const pane = useRef<HTMLDivElement>(null);
  const state = !isNarrow ? (folded ? "rail" : "whole") : isOver ? "over" : "rail";

  const close = useCallback(() => {
    setOver(false);
    if (pane.current?.contains(document.activeElement))
      pane.current.querySelector<HTMLElement>("[data-fold]")?.focus();
  }, []);
  const fold = () => {
    if (!isNarrow) arrange({ folded: !folded });
    else if (isOver) close();
    else setOver(true);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere by it has no more use for it.
  useEffect(() => setOver(false), [path, isNarrow]);
  useEffect(() => {
    if (state !== "over") return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      close();
    };
    const onPress = (event: PointerEvent) => {
      if (!pane.current?.contains(event.target as Node)) setOver(false);
    };
    // Before the conversation takes Esc for itself.
    window.addEventListener("keydown", onKeyDown, { capture: true });
    window.addEventListener("pointerdown", onPress);
    return () => {
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      window.removeEventListener("pointerdown", onPress);
    };
  }, [state, close]);

  return { state, width: layout === "wide" ? sidebar : MEDIUM, pane, fold };
}
