import { type RefObject, useEffect } from "react";
import { isFromTheRight } from "../ui/reading";

/** From how near the edge a finger may come. */
const EDGE = 24;
/** So far it may go before it is clear where it goes. */
const SLACK = 10;
/** CSS pixels in a millisecond: let go of at this speed it need not have come far. */
const FLING = 0.5;

/**
 * A finger that comes in from where the line begins goes back, and the page follows it (`--swipe`, while there is
 * `data-swiping`). The button in the head does the same.
 */
export function useEdgeSwipe(pane: RefObject<HTMLElement | null>, isOn: boolean, onBack: () => void): void {
  useEffect(() => {
    const element = pane.current;
    if (!element || !isOn) return;
    let press: { id: number; x: number; y: number; at: number; sign: number } | null = null;
    let isMoving = false;

    const end = () => {
      press = null;
      isMoving = false;
      delete element.dataset.swiping;
      element.style.removeProperty("--swipe");
    };
    const onDown = (event: PointerEvent) => {
      if (event.pointerType !== "touch" || !event.isPrimary) return end();
      if (document.querySelector("dialog[open], [popover]:popover-open")) return;
      const { left, right } = element.getBoundingClientRect();
      const isFromRight = isFromTheRight();
      if ((isFromRight ? right - event.clientX : event.clientX - left) > EDGE) return;
      press = {
        id: event.pointerId,
        x: event.clientX,
        y: event.clientY,
        at: event.timeStamp,
        sign: isFromRight ? -1 : 1,
      };
    };
    const onMove = (event: PointerEvent) => {
      if (event.pointerId !== press?.id) return;
      const across = (event.clientX - press.x) * press.sign;
      if (!isMoving) {
        if (Math.abs(event.clientY - press.y) > Math.max(SLACK, across)) return end();
        if (across < SLACK) return;
        isMoving = true;
        element.setPointerCapture?.(press.id);
        element.dataset.swiping = "";
      }
      element.style.setProperty("--swipe", `${Math.max(0, across)}px`);
    };
    const onUp = (event: PointerEvent) => {
      if (event.pointerId !== press?.id) return;
      const across = (event.clientX - press.x) * press.sign;
      const isFar = across > element.clientWidth / 3 || across / (event.timeStamp - press.at) > FLING;
      const isBack = isMoving && isFar;
      end();
      if (isBack) onBack();
    };
    const onCancel = (event: PointerEvent) => {
      if (event.pointerId === press?.id) end();
    };
    element.addEventListener("pointerdown", onDown);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerup", onUp);
    element.addEventListener("pointercancel", onCancel);
    return () => {
      end();
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerup", onUp);
      element.removeEventListener("pointercancel", onCancel);
    };
  }, [pane, isOn, onBack]);
}
