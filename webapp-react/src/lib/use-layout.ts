import { useSyncExternalStore } from "react";

export type Layout = "compact" | "medium" | "wide";

/** The same bounds stand in the style sheets, as queries of the container `app`. */
export const layoutOf = (width: number): Layout =>
  width < 680 ? "compact" : width < 1100 ? "medium" : "wide";

/** Too narrow for a whole sidebar, and wide enough for a part of it. */
export const isSlim = (width: number): boolean => width >= 680 && width < 800;

let width: number | null = null;

const root = () => document.getElementById("root") ?? document.documentElement;

const measured = (): number => {
  width ??= root().clientWidth || window.innerWidth;
  return width;
};

function subscribe(listener: () => void): () => void {
  const observer = new ResizeObserver(() => {
    width = null;
    listener();
  });
  observer.observe(root());
  return () => observer.disconnect();
}

/** What follows from the width of the app; whoever asks is drawn anew only when that changes. */
export const useWidth = <T extends string | boolean | number>(read: (width: number) => T): T =>
  useSyncExternalStore(subscribe, () => read(measured()));

export const useLayout = (): Layout => useWidth(layoutOf);
