import { navigate } from "wouter/use-browser-location";
import { Cell } from "./cell";

interface Step {
  /** How many pages of ours lie before this one. */
  depth: number;
  /** The address of the last of them. */
  from: string | null;
}

const FIRST: Step = { depth: 0, from: null };

/** Where we are in the history of this tab: what Back leads to. */
export const step = new Cell<Step>(FIRST);

const kept = () => (history.state as { way?: Step } | null)?.way;
const address = () => location.pathname + location.search;

/** Writes the step beside each entry of the history, where it outlives a reload. */
export function watchWay(): () => void {
  let here = address();
  const note = (next: Step) => {
    // Not by the router's own way, which would tell everybody of a change that is none.
    History.prototype.replaceState.call(history, { ...history.state, way: next }, "");
    step.set(next);
  };
  const onPush = () => {
    note({ depth: step.get().depth + 1, from: here });
    here = address();
  };
  const onReplace = () => {
    here = address();
    if (!kept()) note(step.get());
  };
  const onPop = () => {
    here = address();
    step.set(kept() ?? FIRST);
  };
  step.set(kept() ?? FIRST);
  addEventListener("pushState", onPush);
  addEventListener("replaceState", onReplace);
  addEventListener("popstate", onPop);
  return () => {
    removeEventListener("pushState", onPush);
    removeEventListener("replaceState", onReplace);
    removeEventListener("popstate", onPop);
  };
}

/** To where one came from, if that is one of our pages; else to `up`, which takes the place of this one. */
export function goBack(up: string): void {
  if (step.get().depth > 0) history.back();
  else navigate(up, { replace: true });
}

/** To `up` in any case: back if one came from there, and else in the place of this page. */
export function goUp(up: string): void {
  const { depth, from } = step.get();
  if (depth > 0 && from === up) history.back();
  else navigate(up, { replace: true });
}
