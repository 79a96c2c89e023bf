/**
 * Opens a large channel (CONFAB_URL, CONFAB_COOKIE, CONFAB_CHANNEL) in Chromium, goes back through CONFAB_BACK
 * messages by its wheel, 120 pixels at a time, and prints what a reader would feel: a line of JSON. A figure of its own
 * for each half, for what grows is seen by comparing them. Ends with exit code 1 when the messages do not come.
 */
import { composer, launch, openWindow, until } from "./people.mjs";

const base = process.env.CONFAB_URL;
const [name, value] = process.env.CONFAB_COOKIE.split("=");
const wanted = Number(process.env.CONFAB_BACK ?? 5_000);
const channel = process.env.CONFAB_CHANNEL;
const LONGEST_WAIT_MS = 20_000;

const browser = await launch();
const { context, page, broken } = await openWindow(browser, base, {
  viewport: { width: Number(process.env.CONFAB_WIDTH ?? 1440), height: 900 },
});
await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: "Lax" }]);
const chromium = await context.newCDPSession(page);
await chromium.send("Performance.enable");

/** After a collection, so that it is what is held. */
async function held() {
  await chromium.send("HeapProfiler.collectGarbage");
  const { metrics } = await chromium.send("Performance.getMetrics");
  const of = (metric) => metrics.find((each) => each.name === metric).value;
  return {
    heapMiB: Math.round((of("JSHeapUsedSize") / 1024 / 1024) * 10) / 10,
    elements: await page.evaluate(() => document.querySelectorAll("*").length),
  };
}

/** Turns the wheel until so many messages were on screen; pauses where the next page is not there yet. */
async function back(count) {
  await page.evaluate(() => {
    const feed = document.querySelector('[data-region="messages"]');
    const seen = new Set();
    const frames = [];
    const state = { seen, frames, blank: 0, waits: 0, newAt: performance.now(), isOver: false };
    let last = performance.now();
    const look = (now) => {
      frames.push(now - last);
      last = now;
      const before = seen.size;
      const box = feed.getBoundingClientRect();
      const middle = (box.top + box.bottom) / 2;
      let isBlank = true;
      for (const row of feed.querySelectorAll("article[data-row]")) {
        seen.add(row.dataset.row);
        const { top, bottom } = row.getBoundingClientRect();
        if (top <= middle && middle <= bottom) isBlank = false;
      }
      if (seen.size > before) state.newAt = now;
      if (isBlank) state.blank += 1;
      if (feed.scrollTop === 0) state.waits += 1;
      if (!state.isOver) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    window.reading = state;
  });
  const { x, y, width, height } = await page.getByRole("feed").boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let stuckMs = 0, seen = 0; seen < count; ) {
    await page.mouse.wheel(0, -120);
    ({ seen, stuckMs } = await page.evaluate(() => ({
      seen: window.reading.seen.size,
      stuckMs: performance.now() - window.reading.newAt,
    })));
    if (stuckMs > LONGEST_WAIT_MS) throw new Error(`no older messages after ${seen} of ${count}`);
  }
  return page.evaluate(() => {
    const { seen, frames, blank, waits } = window.reading;
    window.reading.isOver = true;
    frames.sort((a, b) => a - b);
    const at = (share) => Math.round(frames[Math.floor((frames.length - 1) * share)] * 10) / 10;
    return {
      messages: seen.size,
      frames: frames.length,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      longestMs: at(1),
      over50Ms: frames.filter((ms) => ms > 50).length,
      blank,
      waits,
    };
  });
}

try {
  const from = Date.now();
  await page.goto(`/c/${channel}`);
  await composer(page).waitFor();
  await page.getByRole("article").first().waitFor();
  const openedMs = Date.now() - from;
  await until("a screen full of messages", async () => (await page.getByRole("article").count()) > 5);
  const start = await held();
  const first = await back(wanted / 2);
  const middle = await held();
  const second = await back(wanted / 2);
  const end = await held();
  if (broken.length > 0) throw new Error(broken.join("\n"));
  console.log(JSON.stringify({ openedMs, start, first, middle, second, end }));
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  await browser.close();
}
