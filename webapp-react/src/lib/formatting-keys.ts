import type { KeyboardEvent } from "react";
import { keyed } from "./keys";
import { type Format, formatted } from "./markdown/formatting";
import { write } from "./writing";

const FORMATS: readonly string[] = ["bold", "italic", "code", "strike", "codeBlock"] satisfies Format[];

/** The keys that set words in bold and the like. The field's own undo takes it back. True if the key was one of them. */
export function formatByKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const format = keyed("composer", event);
  if (!format || !FORMATS.includes(format)) return false;
  event.preventDefault();
  const field = event.currentTarget;
  write(field, formatted(field.value, field.selectionStart, field.selectionEnd, format as Format));
  return true;
}
