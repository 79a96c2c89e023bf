import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { SectionName } from "../../live/naming";
import { isFromTheRight } from "../../ui/reading";

/** One of the places where the arrows stop: a section's head, or a row. */
export interface Stop {
  key: string;
  /** What is typed to get there. */
  words: string;
  section: SectionName;
  /** Of a head. */
  isFolded?: boolean;
}

interface Ways {
  scroller: RefObject<HTMLElement | null>;
  onFold: (section: SectionName, wanted: boolean) => void;
  headOf: (section: SectionName) => string;
}

/** So long after a letter the next one begins a new word. */
const PAUSE = 700;

const lower = (words: string) => words.toLocaleLowerCase();

/**
 * All stops together are one for Tab, and the arrows go from each to the next. `active` is the one that has the focus,
 * or would get it.
 */
export function useStops(stops: readonly Stop[], current: string | null, ways: Ways) {
  const { scroller, onFold, headOf } = ways;
  const [chosen, setChosen] = useState<string | null>(null);
  const has = (key: string | null) => key !== null && stops.some((stop) => stop.key === key);
  const active = has(chosen) ? chosen : has(current) ? current : (stops[0]?.key ?? null);

  // What is far away is drawn only once it is the active one.
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const element = scroller.current?.querySelector<HTMLElement>(
      `[data-stop="${CSS.escape(wanted.current)}"]`,
    );
    wanted.current = null;
    element?.focus();
  });
  const go = (key: string | undefined) => {
    if (key === undefined) return;
    wanted.current = key;
    // Even if it is the active one already: a new set of stops may have another element for it.
    setChosen(key);
    if (key === active)
      scroller.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(key)}"]`)?.focus();
  };

  const typed = useRef({ text: "", at: 0 });
  const type = (letter: string, from: number, now: number) => {
    const goesOn = now - typed.current.at < PAUSE;
    const text = (goesOn ? typed.current.text : "") + lower(letter);
    typed.current = { text, at: now };
    // The same letter again goes to the next that begins with it.
    const isRepeated = [...text].every((each) => each === text[0]);
    const sought = isRepeated ? (text[0] ?? "") : text;
    const first = isRepeated ? from + 1 : from;
    for (let n = 0; n < stops.length; n++) {
      const stop = stops[(first + n) % stops.length];
      if (stop && stop.isFolded === undefined && lower(stop.words).startsWith(sought)) return go(stop.key);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const key = (event.target as HTMLElement).dataset.stop;
    const at = stops.findIndex((stop) => stop.key === key);
    const stop = stops[at];
    if (!stop || event.altKey || event.ctrlKey || event.metaKey) return;
    const isHead = stop.isFolded !== undefined;
    const [inwards, outwards] = isFromTheRight() ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    switch (event.key) {
      case "ArrowDown":
        go(stops[at + 1]?.key);
        break;
      case "ArrowUp":
        go(stops[at - 1]?.key);
        break;
      case "Home":
        go(stops[0]?.key);
        break;
      case "End":
        go(stops.at(-1)?.key);
        break;
      case inwards:
        if (!isHead) return;
        if (stop.isFolded) onFold(stop.section, false);
        else if (stops[at + 1]?.section === stop.section) go(stops[at + 1]?.key);
        break;
      case outwards:
        if (!has(headOf(stop.section))) return;
        onFold(stop.section, true);
        go(headOf(stop.section));
        break;
      default:
        if ([...event.key].length !== 1 || event.key === " ") return;
        type(event.key, at, event.timeStamp);
    }
    event.preventDefault();
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const key = (event.target as HTMLElement).dataset.stop;
    if (key !== undefined && key !== active) setChosen(key);
  };

  return { active, onKeyDown, onFocus };
}
