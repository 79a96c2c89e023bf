/** Put into the page: what a reader's eye would see of the rows, frame by frame. */
export function lookingGlass() {
  const SETTLED_MS = 220;
  const LOST = 9_999;
  const feed = () => document.querySelector('[data-region="messages"]');
  const rows = () => [...feed().querySelectorAll("[data-row]")];
  const rowOf = (key) => feed()?.querySelector(`[data-row="${CSS.escape(key)}"]`);
  // A row that is not measured yet is there, and hidden.
  const isShown = (row) => getComputedStyle(row).visibility !== "hidden";
  /** Its words: a day or a name above them may go when it is no longer the first. */
  const wordsOf = (row) => row.querySelector('[class*="_markdown_"]') ?? row.lastElementChild;
  const foot = () => Number.parseFloat(getComputedStyle(feed()).paddingBottom);
  const top = (row) => wordsOf(row).getBoundingClientRect().top - feed().getBoundingClientRect().top;
  const gap = () => {
    const { scrollHeight, clientHeight, scrollTop } = feed();
    return scrollHeight - clientHeight - scrollTop;
  };
  const first = () => {
    const edge = feed().getBoundingClientRect().top + 1;
    const row = rows().find((each) => each.getBoundingClientRect().bottom > edge && isShown(each));
    return row ? { key: row.dataset.row, top: top(row) } : null;
  };
  /**
   * Where these are in the next frame as it is painted: the browser says it of an intersection that it observes for the
   * first time, and it looks when all that a resize brings about is done.
   */
  const painted = (which) =>
    new Promise((seen) =>
      requestAnimationFrame(() => {
        const elements = which().filter(Boolean);
        if (elements.length === 0) return seen(new Map());
        const boxes = new Map();
        const observer = new IntersectionObserver((entries) => {
          for (const { target, boundingClientRect } of entries) boxes.set(target, boundingClientRect);
          if (boxes.size < elements.length) return;
          observer.disconnect();
          // What was taken away in this frame is nowhere.
          for (const [element, { width }] of boxes) if (width === 0) boxes.delete(element);
          seen(boxes);
        });
        for (const element of elements) observer.observe(element);
      }),
    );
  const state = () => {
    const at = feed();
    if (!at) return "";
    const seen = first();
    return [at.scrollTop, at.scrollHeight, at.clientHeight, seen?.key, seen?.top, at.ariaBusy].join();
  };
  window.glass = {
    feed,
    rows,
    rowOf,
    top,
    gap,
    first,
    frame: () => painted(() => [document.body]).then(() => null),
    /** Until nothing has moved for longer than the list takes to call a scroll over. */
    async settled(limit = 10_000) {
      const until = performance.now() + limit;
      let before = state();
      let since = performance.now();
      while (performance.now() - since < SETTLED_MS) {
        await painted(() => [document.body]);
        const now = state();
        // Hidden until it is known where to begin.
        if (now !== before || (feed() && !isShown(feed()))) {
          before = now;
          since = performance.now();
        }
        if (performance.now() > until) throw new Error(`it does not come to rest: ${before}`);
      }
      const box = feed()?.getBoundingClientRect();
      const isThere = ({ top: from, bottom }) => from < box.top + box.height && bottom > box.top;
      if (
        box &&
        rows().length > 0 &&
        !rows().some((row) => isThere(row.getBoundingClientRect()) && isShown(row))
      )
        throw new Error("the screen is blank");
    },
    /** Follows a row, or the end, until `seen` is called: how far it was from where it began, at worst and in the end. */
    watch(key) {
      const watching = { frames: 0, worst: 0, when: 0, last: 0, isOver: false };
      const start = key === null ? 0 : top(rowOf(key));
      const step = async () => {
        while (!watching.isOver) {
          let row;
          const boxes = await painted(() => {
            row = key === null ? rows().at(-1) : rowOf(key);
            return row ? [feed(), key === null ? row : wordsOf(row)] : [];
          });
          const [frame, box] = [...boxes.values()];
          const off =
            !box || !isShown(row)
              ? LOST
              : key === null
                ? box.bottom - frame.bottom + foot()
                : box.top - frame.top - start;
          watching.frames += 1;
          watching.last = Math.abs(off);
          if (watching.last > watching.worst) {
            watching.worst = watching.last;
            watching.when = watching.frames;
          }
        }
      };
      watching.over = step();
      window.watching = watching;
    },
    async seen() {
      window.watching.isOver = true;
      await window.watching.over;
      const { frames, worst, when, last } = window.watching;
      return { frames, worst, when, last };
    },
    /** How far a row is from the middle, if there is anything left to scroll. */
    offMiddle(key) {
      const row = rowOf(key);
      if (!row || !isShown(row)) return LOST;
      const box = row.getBoundingClientRect();
      const off =
        box.top - feed().getBoundingClientRect().top + box.height / 2 - (feed().clientHeight - foot()) / 2;
      if ((off < 0 && feed().scrollTop < 1) || (off > 0 && gap() < 1)) return 0;
      return Math.abs(off);
    },
    /** Goes to another address as a link would: the app hears of what is pushed. */
    go(path) {
      history.pushState(null, "", path);
    },
    /** Scrolls on by hand, by so many screens each time, and says by how many pixels it was led back at worst. */
    async onwards(screens, times) {
      const by = screens * feed().clientHeight;
      let worst = 0;
      for (let n = 0; n < times && gap() > by; n++) {
        feed().dispatchEvent(new WheelEvent("wheel", { deltaY: by, bubbles: true }));
        feed().scrollBy({ top: by, behavior: "instant" });
        const before = first();
        for (let frame = 0; frame < 3; frame++) await painted(() => [document.body]);
        const row = before && rowOf(before.key);
        const back = row ? top(row) - before.top : first()?.key < before?.key ? LOST : 0;
        // Less than that is what rows that nobody has seen yet turn out to be higher than was thought.
        if (back > by / 2) worst = Math.max(worst, back);
      }
      return worst;
    },
    /** From one frame to the next each row must move by what was scrolled, and by nothing else. */
    async scrolling(by, frames) {
      let irregular = 0;
      let worst = 0;
      let before = null;
      for (let n = 0; n < frames; n++) {
        let step = 0;
        const boxes = await painted(() => {
          const room = by < 0 ? feed().scrollTop : gap();
          step = Math.sign(by) * Math.min(Math.abs(by), Math.max(0, room));
          feed().scrollBy({ top: step, behavior: "instant" });
          return [feed(), ...rows().filter(isShown).map(wordsOf)];
        });
        const frame = boxes.get(feed());
        const now = new Map(
          [...boxes].map(([words, box]) => [words.closest("[data-row]")?.dataset.row, box.top]),
        );
        const moved = [...now].flatMap(([key, y]) => {
          const isSeen = key && y > frame.top - 200 && y < frame.bottom;
          return isSeen && before?.has(key) ? [Math.abs(y - before.get(key) + step)] : [];
        });
        if (before) {
          const off = moved.length === 0 ? LOST : Math.max(...moved);
          if (off > 2) irregular += 1;
          worst = Math.max(worst, off);
        }
        before = now;
      }
      return { irregular, worst };
    },
  };
}
