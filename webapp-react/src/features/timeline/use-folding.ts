import { useCallback, useState } from "react";
import { useBlocked } from "../../live/live-context";
import type { Message } from "../../live/wire";

/** What the blocked have said is folded, until the reader wants to see it: for as long as it is on the screen. */
export function useFolding() {
  const blocked = useBlocked();
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const show = useCallback((id: string) => setShown((before) => new Set(before).add(id)), []);
  const foldOf = ({ id, author, deletedAt }: Message) => {
    if (deletedAt || !blocked.has(author)) return undefined;
    return shown.has(id) ? ("open" as const) : ("folded" as const);
  };
  return { foldOf, show };
}
