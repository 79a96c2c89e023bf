/** Replaces a part of a text, and says what is selected then. */
export interface Change {
  from: number;
  to: number;
  insert: string;
  selection: [number, number];
}

/** Writes into a field as its user would: React hears of it, and the field's own undo takes it back. */
export function write(field: HTMLTextAreaElement, change: Change): void {
  field.setSelectionRange(change.from, change.to);
  // It is deprecated, and still the only way to write into a field that its undo knows of.
  if (!document.execCommand?.("insertText", false, change.insert)) writeInto(field, change);
  field.setSelectionRange(...change.selection);
}

/** As typing does it: past the setter by which React notes what it has written itself. */
function writeInto(field: HTMLTextAreaElement, { from, to, insert }: Change): void {
  const text = field.value.slice(0, from) + insert + field.value.slice(to);
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
