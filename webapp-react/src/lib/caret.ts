const COPIED = [
  "boxSizing",
  "width",
  "paddingTop",
  "paddingRight",
  "paddingBottom",
  "paddingLeft",
  "borderTopWidth",
  "borderRightWidth",
  "borderBottomWidth",
  "borderLeftWidth",
  "borderStyle",
  "direction",
  "fontFamily",
  "fontSize",
  "fontStyle",
  "fontWeight",
  "letterSpacing",
  "lineHeight",
  "tabSize",
  "textAlign",
  "textIndent",
  "wordSpacing",
] as const;

/** How far from the left of the window a place in a field is: measured on a copy, for a field does not tell. */
export function leftOf(field: HTMLTextAreaElement, place: number): number {
  const style = getComputedStyle(field);
  const copy = document.createElement("div");
  for (const each of COPIED) copy.style[each] = style[each];
  copy.style.position = "fixed";
  copy.style.top = "0";
  copy.style.left = "0";
  copy.style.visibility = "hidden";
  copy.style.whiteSpace = "pre-wrap";
  copy.style.overflowWrap = "break-word";
  copy.textContent = field.value.slice(0, place);
  const mark = document.createElement("span");
  // What follows decides where a line breaks.
  mark.textContent = field.value.slice(place, place + 20) || ".";
  copy.append(mark);
  document.body.append(copy);
  const left = mark.getClientRects()[0]?.left ?? 0;
  copy.remove();
  return field.getBoundingClientRect().left + left - field.scrollLeft;
}
