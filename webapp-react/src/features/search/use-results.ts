import { useCallback, useEffect, useRef, useState } from "react";
import { HttpProblem } from "../../lib/http";
import { useLive } from "../../live/live-context";
import { ask, type Found } from "./search-api";

const GETTING_READY = 3_000;
const MOST_TRIES = 20;
const FRESH = 300_000;

export type Results =
  | { state: "nothing" }
  | { state: "asking"; found: Found | null }
  | { state: "here"; found: Found; more: "no" | "asking" | "failed" }
  /** The index opens; it is asked again by itself. */
  | { state: "later" }
  | { state: "failed"; error: unknown };

/** What was found last, so that who comes back from a hit is where they were. In memory alone, and for minutes. */
let kept: { query: string; found: Found; opened: string | null; scroll: number; at: number } | null = null;

export const keptFor = (query: string) =>
  kept?.query === query && Date.now() - kept.at < FRESH ? kept : null;

/** The hit that is being opened, and how far the list was scrolled. */
export function leaving(query: string, opened: string, scroll: number): void {
  if (kept?.query === query) kept = { ...kept, opened, scroll };
}

export function useResults(query: string) {
  const { http, store } = useLive();
  const asked = query.trim();
  const [attempt, setAttempt] = useState({ tries: 0 });
  const latest = useRef(asked);
  latest.current = asked;
  const [results, setResults] = useState<Results>(() => {
    const before = keptFor(asked);
    if (before) return { state: "here", found: before.found, more: "no" };
    return asked ? { state: "asking", found: null } : { state: "nothing" };
  });

  const take = useCallback(
    (found: Found) => {
      if (latest.current !== asked) return;
      store.people.learn(found.people);
      store.people.need(found.messages.map(({ message }) => message.author));
      const same = keptFor(asked);
      kept = { query: asked, found, opened: same?.opened ?? null, scroll: same?.scroll ?? 0, at: Date.now() };
      setResults({ state: "here", found, more: "no" });
    },
    [store, asked],
  );

  useEffect(() => {
    if (!asked) return setResults({ state: "nothing" });
    const before = keptFor(asked);
    if (before) return setResults({ state: "here", found: before.found, more: "no" });
    let current = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    setResults((old) => ({ state: "asking", found: "found" in old ? old.found : null }));
    ask(http, asked).then(
      (found) => current && take(found),
      (error: unknown) => {
        if (!current) return;
        const isOpening = error instanceof HttpProblem && error.status === 503 && attempt.tries < MOST_TRIES;
        setResults(isOpening ? { state: "later" } : { state: "failed", error });
        if (isOpening) again = setTimeout(() => setAttempt({ tries: attempt.tries + 1 }), GETTING_READY);
      },
    );
    return () => {
      current = false;
      clearTimeout(again);
    };
  }, [http, asked, attempt, take]);

  const more = useCallback(async () => {
    if (results.state !== "here" || !results.found.next || results.more === "asking") return;
    const { found } = results;
    setResults({ ...results, more: "asking" });
    try {
      const page = await ask(http, asked, found.next ?? undefined);
      const known = new Set(found.messages.map(({ message }) => message.id));
      const fresh = page.messages.filter(({ message }) => !known.has(message.id));
      take({ ...found, messages: [...found.messages, ...fresh], next: page.next });
    } catch {
      if (latest.current === asked) setResults({ ...results, more: "failed" });
    }
  }, [http, asked, results, take]);

  const retry = useCallback(() => setAttempt({ tries: 0 }), []);
  return { results, more, retry };
}
