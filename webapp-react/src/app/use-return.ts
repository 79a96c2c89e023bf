import { useEffect, useLayoutEffect, useRef } from "react";

/** When what was open beside the page is closed, the focus goes to where it was before, or to `otherwise`. */
export function useReturn(open: string | null, otherwise: () => void): void {
  const before = useRef<HTMLElement | null>(null);
  const was = useRef<string | null>(null);
  // Before what opens takes the focus.
  useLayoutEffect(() => {
    if (open && !was.current && document.activeElement instanceof HTMLElement)
      before.current = document.activeElement;
  }, [open]);
  useEffect(() => {
    const isClosed = was.current !== null && open === null;
    was.current = open;
    if (!isClosed) return;
    const { current: element } = before;
    before.current = null;
    // Who has gone on to something else meanwhile keeps the focus there.
    if (document.activeElement !== document.body && document.activeElement?.isConnected) return;
    if (element && element !== document.body && element.isConnected) element.focus();
    // On a touch screen that would bring up the keyboard.
    else if (window.matchMedia("(pointer: fine)").matches) otherwise();
  }, [open, otherwise]);
}
