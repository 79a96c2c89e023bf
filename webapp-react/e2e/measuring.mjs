/** How fast a page answers, as a person sees it, and what it costs the processor. */

/**
 * Put into the page. The browser's own measure of text entry runs to the next movement of the pointer when nobody sees the
 * window, so what is painted is found by the frame that follows, and by the first task after it.
 */
export function stopwatch() {
  const LIMIT_MS = 30_000;
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  };
  const feed = () => document.querySelector('[data-region="messages"]');
  const isOn = (row) => {
    const [box, edge] = [row.getBoundingClientRect(), feed().getBoundingClientRect()];
    return box.top < edge.bottom && box.bottom > edge.top && getComputedStyle(row).visibility !== "hidden";
  };
  const sights = {
    anything: () => true,
    /** A message of the channel that we came from is none. */
    rows: (ids) =>
      [...(feed()?.querySelectorAll("[data-row]") ?? [])].some(
        (row) => ids.has(row.dataset.row) && isOn(row),
      ),
    words: (words) => [...(feed()?.querySelectorAll("article") ?? [])].at(-1)?.textContent.includes(words),
  };
  let shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) shifted += value;
  }).observe({ type: "layout-shift", buffered: true });
  window.stopwatch = {
    shifted: () => shifted,
    /** From the next such event to the frame in which that is seen. */
    from(type, sight, what) {
      const wanted = Array.isArray(what) ? new Set(what) : what;
      window.stopwatch.read = new Promise((told, fail) => {
        setTimeout(() => fail(new Error(`after ${type}, no ${sight} on the screen`)), LIMIT_MS);
        const start = ({ timeStamp }) => {
          const look = () => {
            if (sights[sight](wanted)) painted((now) => told(now - timeStamp));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        window.addEventListener(type, start, { capture: true, once: true });
      });
    },
    /** From the beginning of this page to its first row. */
    booted: new Promise((told) => {
      const look = () => {
        if ([...(feed()?.querySelectorAll("[data-row]") ?? [])].some(isOn)) painted(told);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }),
    /** Turns the page 120 pixels in each frame. */
    async turn(frames, pixels) {
      const at = feed();
      let blank = 0;
      let turned = 0;
      const began = performance.now();
      for (let frame = 0; frame < frames; frame += 1) {
        await new Promise(requestAnimationFrame);
        // At an end there is nothing to draw, but to wait for.
        if (at.scrollTop < 1 && pixels < 0) continue;
        if (![...at.querySelectorAll("[data-row]")].some(isOn)) blank += 1;
        at.scrollTop += pixels;
        turned += 1;
      }
      return { turned, blank, ms: performance.now() - began };
    },
  };
}

const TRIALS = 7;
/** What it takes where the gates were made: two cores with nothing else to do. */
const YARDSTICK_MS = 21;

function yardstick() {
  const words = Array.from({ length: 20_000 }, (_, n) => `${(n * 7_919) % 20_011} words`);
  const read = JSON.parse(JSON.stringify(words.sort()));
  const list = document.createElement("div");
  list.style.cssText = "position:absolute;inset-inline-start:-9999px;width:300px";
  for (let n = 0; n < 400; n += 1) {
    const row = document.createElement("p");
    for (let part = 0; part < 5; part += 1) {
      const piece = document.createElement("span");
      piece.textContent = `${read[n * part]} of what is said `;
      row.append(piece);
    }
    list.append(row);
  }
  document.body.append(list);
  const height = list.offsetHeight;
  list.remove();
  return height;
}

/** What the page's main thread has spent: the time of others on this machine is not in it. */
export async function meterOf(page) {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => {
    const { metrics } = await chromium.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const spent = async (deed) => {
    const before = await read();
    await deed();
    return 1_000 * ((await read()).TaskDuration - before.TaskDuration);
  };
  return {
    chromium,
    /**
     * How much slower than the machine for which the gates were made this one is just now (others share its caches and its
     * clock): by the same piece of work of script, style and layout. Not less than 1: a fast one makes no gate narrower.
     */
    async slowness() {
      const times = [];
      for (let n = 0; n < TRIALS; n += 1) times.push(await spent(() => page.evaluate(yardstick)));
      return Math.max(1, median(times) / YARDSTICK_MS);
    },
    /** Milliseconds of all tasks. */
    spent,
    /** In MiB, after a collection, so that it is what is held. */
    async held() {
      await chromium.send("HeapProfiler.collectGarbage");
      return (await read()).JSHeapUsedSize / 1024 / 1024;
    },
  };
}

export const elements = (page) => page.evaluate(() => document.querySelectorAll("*").length);

export function share(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1];
}

export const median = (values) => share(values, 0.5);

/** The figures of a run. What has a gate fails beyond it; the rest is only told, for it depends on what else is going on. */
export class Figures {
  #rows = [];

  /** `slowness`: of this machine, and already taken out of what was measured. */
  gate(what, target, gate, measured, slowness = 1) {
    const verdict = `${measured > gate ? "OVER" : "within"}${slowness > 1 ? `, ${slowness.toFixed(1)} x slow` : ""}`;
    this.#rows.push({ what, target, gate, measured, verdict, isOver: !(measured <= gate) });
  }

  tell(what, target, limit, values) {
    const shown = `p50 ${Math.round(median(values))}, p95 ${Math.round(share(values, 0.95))}`;
    const verdict = limit === "" ? "told" : share(values, 0.95) <= limit ? "within" : "beyond, told only";
    this.#rows.push({ what, target, gate: limit, shown, verdict });
  }

  get over() {
    return this.#rows.filter(({ isOver }) => isOver);
  }

  /** `others` went wrong besides. */
  print(others = 0) {
    const line = (cells) =>
      console.log(`| ${cells.map((cell, n) => String(cell).padEnd([58, 8, 8, 22, 17][n])).join(" | ")} |`);
    line(["what", "target", "gate", "measured", "verdict"]);
    for (const { what, target, gate, measured, shown, verdict } of this.#rows)
      line([what, target, gate, shown ?? Math.round(measured * 100) / 100, verdict]);
    console.log(
      `${this.#rows.filter((row) => row.isOver === false).length} passed, ${this.over.length + others} failed`,
    );
  }
}
