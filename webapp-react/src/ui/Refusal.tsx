import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import layout from "./layout.module.css";

/** In ms: to notice it and to read it. */
const TOLD_FOR = 8_000;

/** What was done in passing was refused, and nothing of it is on the screen any more: said over everything, for a while. */
export function Refusal({ children, onOver }: { children: ReactNode; onOver: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onOver, TOLD_FOR);
    return () => clearTimeout(timer);
  }, [onOver]);
  return createPortal(
    <p role="alert" className={`${layout.error} ${layout.refusal}`}>
      {children}
    </p>,
    document.body,
  );
}
