/** Others talk in all channels while somebody goes from one to another: does the page grow? */
import { elements, meterOf } from "./measuring.mjs";
import { openWindow } from "./people.mjs";
import { open, people, person, say } from "./speed-world.mjs";

const SAMPLES = 10;
const A_MOMENT = 8;

const pause = (ms) => new Promise((over) => setTimeout(over, ms));

/** The heap in MiB and the elements, ten times on the way; the first of them with everything visited once. */
export async function soak(browser, base, { messages, switches, channels: count, speakers: crowd, tell }) {
  const speakers = await people(base, crowd);
  const ann = await person(base, "Ann");
  const channels = [];
  for (let n = 0; n < count; n += 1) channels.push(await open(speakers[0], [ann, ...speakers], `soak-${n}`));
  tell(`${count} channels are there`);
  // All of them are to be seen at once, so that one can go to any.
  const { context, page, broken } = await openWindow(browser, base, {
    viewport: { width: 1440, height: 2_400 },
  });
  await context.addCookies([{ ...ann.cookie, url: base, httpOnly: true, sameSite: "Lax" }]);
  const meter = await meterOf(page);
  await page.goto(`/c/${channels[0]}`);
  await page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });

  let said = 0;
  let gone = 0;
  const samples = [];
  const goes = async () => {
    const channel = channels[(gone * 7) % count];
    await page.locator(`nav a[href="/c/${channel}"]`).first().click();
    await page.waitForURL((url) => url.pathname === `/c/${channel}`);
    gone += 1;
  };
  const words = "the beans want water and the roses want none of it ";
  const speaks = async (who, n) => {
    while (said < messages) {
      if (said > (messages * (gone + 1)) / switches) {
        await pause(A_MOMENT);
        continue;
      }
      said += 1;
      const mine = said;
      await say(who, channels[(mine * 11 + n) % count], `${mine} ${words.repeat(1 + (mine % 5))}`);
    }
  };
  const talking = Promise.all(speakers.map(speaks));
  const sample = async () => {
    const heap = await meter.held();
    samples.push({ said, gone, heap, elements: await elements(page) });
    tell(`${said} said, ${gone} switches: ${heap.toFixed(1)} MiB, ${samples.at(-1).elements} elements`);
  };
  // So many messages for each switch, however fast the server takes them.
  for (let n = 1; n <= SAMPLES; n += 1) {
    while (gone < (switches * n) / SAMPLES) {
      await goes();
      while (said < (messages * gone) / switches) await pause(A_MOMENT);
    }
    await sample();
  }
  await talking;
  const last = channels[0];
  await say(speakers[0], last, "the last of it;");
  await page.locator(`nav a[href="/c/${last}"]`).first().click();
  await page.getByRole("article").filter({ hasText: "the last of it;" }).waitFor();
  await context.close();
  return { samples, broken };
}

/** MiB by which it has grown over the second half, as the line goes that lies nearest to all of its samples. */
export function growth(samples) {
  const half = samples.slice(samples.length / 2);
  const mean = (of) => half.reduce((sum, each) => sum + of(each), 0) / half.length;
  const [x, y] = [mean(({ gone }) => gone), mean(({ heap }) => heap)];
  const over = half.reduce((sum, { gone, heap }) => sum + (gone - x) * (heap - y), 0);
  const under = half.reduce((sum, { gone }) => sum + (gone - x) ** 2, 0);
  return (over / under) * (half.at(-1).gone - half[0].gone);
}
