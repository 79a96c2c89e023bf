/** Whether the page is read from the right. */
export const isFromTheRight = (): boolean => document.documentElement.dir === "rtl";

/** Of an arrow key that points aside: 1 where it points on, the way one reads, -1 where it points back; else 0. */
export function onOrBack(key: string): 1 | -1 | 0 {
  if (key !== "ArrowRight" && key !== "ArrowLeft") return 0;
  return (key === "ArrowRight") === isFromTheRight() ? -1 : 1;
}

/** The left edge of what stands with its beginning at that of `at`, and is so wide. */
export const leftAt = (at: DOMRect, width: number): number => (isFromTheRight() ? at.right - width : at.left);
