/** An address bar that comes and goes takes less, every on-screen keyboard more. */
const KEYBOARD = 150;

const writesText = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable ||
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && !/^(?:button|checkbox|radio|range|submit)$/u.test(element.type)));

/**
 * Tells the style sheets how high the part of the window is that can be seen (`--vvh`), and whether the on-screen
 * keyboard is open (`data-keyboard`): iOS lays the keyboard over the page and leaves its height as it is.
 */
export function watchViewport(view: Window = window): () => void {
  const { documentElement: root } = view.document;
  const visual = view.visualViewport;
  let frame = 0;
  let width = 0;
  let tallest = 0;

  const look = () => {
    frame = 0;
    // Who has zoomed in looks at a part of the page, which shall not change for it.
    if (visual && Math.abs(visual.scale - 1) > 0.01) return;
    const height = visual?.height ?? view.innerHeight;
    if (view.innerWidth !== width) tallest = 0;
    width = view.innerWidth;
    tallest = Math.max(tallest, height, view.innerHeight);
    const isOpen =
      tallest - height > KEYBOARD &&
      view.matchMedia("(pointer: coarse)").matches &&
      writesText(view.document.activeElement);
    root.toggleAttribute("data-keyboard", isOpen);
    if (view.innerHeight - height > 1) {
      root.style.setProperty("--vvh", `${height}px`);
      // iOS moves the page up to show the field, which is in sight without that.
      if (view.scrollY > 0 || (visual?.offsetTop ?? 0) > 0) view.scrollTo(0, 0);
    } else root.style.removeProperty("--vvh");
  };
  const soon = () => {
    frame ||= view.requestAnimationFrame(look);
  };

  const told: [EventTarget, string][] = [
    [visual ?? view, "resize"],
    [view.document, "focusin"],
    [view.document, "focusout"],
  ];
  if (visual) told.push([visual, "scroll"]);
  for (const [target, event] of told) target.addEventListener(event, soon);
  // Not at once: what it asks for would have all be laid out first, while the first screen is still being made.
  soon();
  return () => {
    view.cancelAnimationFrame(frame);
    for (const [target, event] of told) target.removeEventListener(event, soon);
    root.toggleAttribute("data-keyboard", false);
    root.style.removeProperty("--vvh");
  };
}
