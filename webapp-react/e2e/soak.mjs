/**
 * Much talk in 30 channels while somebody goes from one to another: 3,000 messages, or an hour's talk of 50,000 by
 * `npm run soak` (CONFAB_MESSAGES, CONFAB_SWITCHES). Where a server holds people to a rate, more of them say it
 * (CONFAB_SPEAKERS). Ends with exit code 1 when the page holds too much, or ever more.
 */
import { Figures } from "./measuring.mjs";
import { launch } from "./people.mjs";
import { growth, soak } from "./soaking.mjs";

const messages = Number(process.env.CONFAB_MESSAGES ?? 3_000);
const switches = Number(process.env.CONFAB_SWITCHES ?? 60);
const speakers = Number(process.env.CONFAB_SPEAKERS ?? 10);
const browser = await launch();
const { samples, broken } = await soak(browser, process.env.CONFAB_URL, {
  messages,
  switches,
  channels: 30,
  speakers,
  tell: console.log,
});
await browser.close();
const figures = new Figures();
figures.gate("heap, MiB", 80, 120, Math.max(...samples.map(({ heap }) => heap)));
figures.gate("growth of the heap in the second half, MiB", 0, 5, growth(samples));
figures.gate("elements", 1_500, 2_500, Math.max(...samples.map(({ elements }) => elements)));
figures.print(broken.length);
for (const each of broken) console.error(each);
process.exit(figures.over.length === 0 && broken.length === 0 ? 0 : 1);
