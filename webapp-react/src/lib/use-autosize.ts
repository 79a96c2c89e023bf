import { type RefObject, useLayoutEffect } from "react";

/** Grows a text field with its content, up to the limit that its CSS sets. */
export function useAutosize(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what changes the height.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    // To measure it costs the layout of the page twice for each key. A browser that sizes it itself minds no `rows`.
    if (element.rows === 1 && globalThis.CSS?.supports?.("field-sizing", "content"))
      return element.style.setProperty("field-sizing", "content");
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [field, text]);
}

/** Enter that confirms a word of an input method must not send anything. */
export const isComposing = (event: { nativeEvent: { isComposing: boolean; keyCode?: number } }) =>
  event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
