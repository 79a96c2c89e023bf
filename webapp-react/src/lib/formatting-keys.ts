import type { KeyboardEvent } from "react";
import { type Change, type Format, formatted } from "./markdown/formatting";

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
  const change = formatted(field.value, field.selectionStart, field.selectionEnd, format);
  field.setSelectionRange(change.from, change.to);
  // It is deprecated, and still the only way to write into a field that its undo knows of.
  if (!document.execCommand?.("insertText", false, change.insert)) writeInto(field, change);
  field.setSelectionRange(...change.selection);
  return true;
}

/** As typing does it: past the setter by which React notes what it has written itself. */
function writeInto(field: HTMLTextAreaElement, { from, to, insert }: Change): void {
  const text = field.value.slice(0, from) + insert + field.value.slice(to);
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
