/** What can be wrong with how a page looks, found by looking at it. */

/**
 * Waits until nothing on the page moves any more: no row, no layer, no focus, nothing that is still fetched. For as long
 * as something does, a press may go beside it, and a key to what had the focus before. Ends at the limit, and says what
 * has moved until then. `isBusy`: what stands there is drawn for as long as something is fetched.
 */
export const settled = (page, { isBusy = false } = {}) =>
  page.evaluate(async (isBusy) => {
    const LIMIT = 10_000;
    const STILL = 3;
    // A page that is not drawn has no frames.
    const frame = () =>
      new Promise((next) => {
        requestAnimationFrame(next);
        setTimeout(next, 200);
      });
    /** What ends by itself ends now. */
    const finish = () => {
      for (const each of document.getAnimations())
        if (each.effect?.getComputedTiming().endTime !== Infinity) each.finish();
    };
    const look = () => {
      const all = [
        ...document.querySelectorAll("main, [data-region], [data-row], dialog[open], [role=menu]"),
      ];
      const seen = all.map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return `${each.dataset.row ?? each.dataset.region ?? each.localName} ${[x, y, width, height].map(Math.round)}`;
      });
      const { activeElement: has } = document;
      seen.push(
        `focus ${has?.localName} ${has?.getAttribute("aria-label") ?? has?.textContent.slice(0, 40)}`,
      );
      seen.push(`${document.querySelectorAll('[aria-busy="true"]:not(#shapes *)').length} are fetched`);
      return seen;
    };
    const deadline = performance.now() + LIMIT;
    let before = look();
    for (let still = 0; still < STILL; ) {
      await frame();
      finish();
      const now = look();
      const moved = now.filter((each, n) => each !== before[n]);
      const goesOn = !isBusy && now.at(-1) !== "0 are fetched";
      still = moved.length === 0 && now.length === before.length && !goesOn ? still + 1 : 0;
      if (performance.now() > deadline)
        throw new Error(`after ${LIMIT} ms it still moves: ${[...moved, now.at(-1)].join("; ")}`);
      before = now;
    }
  }, isBusy);

/** Of a page that has settled: nothing reaches out of the window, no words are cut off for good, and all that is pressed is at least so large. */
export const faultsOf = (page, least) =>
  page.evaluate((least) => {
    const faults = [];
    const named = (each) =>
      `${each.localName}.${String(each.className.baseVal ?? each.className)
        .replaceAll("_", "")
        .slice(0, 30)} "${(each.ariaLabel ?? each.textContent).slice(0, 30)}"`;
    // What lies behind an open dialog was looked at before.
    const front = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
    const all = [...front.querySelectorAll("*")].filter(
      (each) =>
        each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !each.closest(".hidden-text, [aria-hidden=true] *, noscript"),
    );
    if (document.documentElement.scrollWidth > innerWidth)
      faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const each of all) {
      const style = getComputedStyle(each);
      const { left, right, width, height } = each.getBoundingClientRect();
      const scrolls = each.closest('pre, [data-clipped], [role="tablist"]') !== null;
      // What is cut off by what it stands in is told of that.
      const isInside = getComputedStyle(each.parentElement).overflowX !== "visible" && each !== front;
      if (width > 1 && (left < -1 || right > innerWidth + 1) && !scrolls && !isInside)
        faults.push(`out of the window (${Math.round(left)} to ${Math.round(right)}): ${named(each)}`);
      const words = [...each.childNodes].some((node) => node instanceof Text && node.data.trim());
      const clips = /hidden|clip/u.test(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
      if (words && clips && !scrolls && width > 1) {
        const text = each.textContent.trim();
        const said = each.closest("[title], [aria-label], [aria-labelledby]");
        const elsewhere = `${said?.title} ${each.title} ${said?.ariaLabel} ${each.closest("a, button, li, [role=option]")?.textContent}`;
        const isShort = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
        if (!isShort || !elsewhere.replace(" · ", " ").includes(text.split(" · ")[0]))
          faults.push(`cut: ${named(each)}`);
      }
      if (
        each.matches(
          "button, input, select, textarea, a[href], [role=separator], [role=tab], [role=option]",
        ) &&
        style.pointerEvents !== "none" &&
        !each.disabled
      ) {
        // What stands within words is as high as they are; a label is pressed for what is in it.
        const inText =
          each.closest('[class*="_markdown_"], [class*="_byline_"]') || style.display === "inline";
        const label = each.matches("input") && each.closest("label");
        const { width: wide, height: high } = label ? label.getBoundingClientRect() : { width, height };
        // A link may be pressed on all of its card, and a small thing round it.
        const over = getComputedStyle(each, "::after");
        const isOver = over.content !== "none" && over.position === "absolute";
        const box = {
          width: Math.max(wide, isOver ? Number.parseFloat(over.width) : 0),
          height: Math.max(high, isOver ? Number.parseFloat(over.height) : 0),
        };
        if (!inText && box.width > 1 && (box.width < least - 0.5 || box.height < least - 0.5))
          faults.push(`only ${Math.round(box.width)} x ${Math.round(box.height)}: ${named(each)}`);
      }
    }
    return [...new Set(faults)].slice(0, 8);
  }, least);

/** What moves for longer than a blink, although the system asks for stillness. */
export const moving = (page) =>
  page.evaluate(() => {
    const longest = (times) => Math.max(...times.split(",").map((each) => Number.parseFloat(each) * 1000));
    const styled = [...document.querySelectorAll("*")].filter((each) =>
      [null, "::before", "::after"].some((part) => {
        const style = getComputedStyle(each, part);
        return longest(style.animationDuration) > 1 || longest(style.transitionDuration) > 1;
      }),
    );
    const running = document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 1);
    return [
      ...styled.map((each) => `${each.localName}.${each.className}`),
      ...running.map((each) => `${each.animationName ?? each.transitionProperty}`),
    ].slice(0, 5);
  });
