import type { KeyboardEvent } from "react";
import { type Format, formatted } from "./markdown/formatting";
import { write } from "./writing";

const KEYS: Record<string, Format | undefined> = {
  b: "bold",
  i: "italic",
  e: "code",
  "shift+x": "strike",
  "shift+c": "codeBlock",
};

/**
 * Ctrl or Cmd with B, I, E, Shift-X, Shift-C in a field for a message. The field's own undo takes it back. True if the
 * key was one of them.
 */
export function formatByKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  if (event.altKey || event.ctrlKey === event.metaKey) return false;
  const format = KEYS[`${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`];
  if (!format) return false;
  event.preventDefault();
  const field = event.currentTarget;
  write(field, formatted(field.value, field.selectionStart, field.selectionEnd, format));
  return true;
}
