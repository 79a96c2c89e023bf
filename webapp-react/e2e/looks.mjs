/**
 * How it looks, in every state, at every width, in both themes (CONFAB_URL): what axe finds, what does not fit, what is too
 * small to be pressed, what moves though it should not, what can no longer be told apart without our colours. A state is
 * opened once and looked at while the theme becomes another and the window narrower; axe looks with all its rules in the
 * light, and with those of colours in the dark, where nothing else is another. CONFAB_STATE picks the states with these words
 * in their names. Ends with exit code 1 when a chapter does not come true.
 */
import { join } from "node:path";
import { shots } from "./chapters.mjs";
import { seeGuests } from "./looks-guests.mjs";
import { seeLosses, seeUpdate } from "./looks-losses.mjs";
import { fingerStatesOf, roomyStatesOf, statesOf } from "./looks-states.mjs";
import { SYSTEM } from "./looks-system.mjs";
import { sizeOf, walker } from "./looks-walk.mjs";
import { again, settle } from "./looks-world.mjs";
import { launch, openWindow } from "./people.mjs";
import { plug } from "./plug.mjs";

const base = process.env.CONFAB_URL;
const only = process.env.CONFAB_STATE;
const LIMIT = 15_000;

const browser = await launch();
let passed = 0;
let failed = 0;
const broken = [];

/** Here one thing that looks wrong says nothing of the next. */
async function chapter(name, page, tell) {
  try {
    await tell();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(
      `The chapter "${name}" did not come true: ${error.message.split("\n").slice(0, 14).join("\n")}`,
    );
    await page?.screenshot({ path: join(shots, `failed-looks-${failed}.png`) }).catch(() => {});
  }
}

async function open(address, options, cookie) {
  // What the worker keeps is looked at by the story of the device; here it would only answer for the server.
  const window = await openWindow(browser, address, { serviceWorkers: "block", ...options });
  window.context.setDefaultTimeout(LIMIT);
  if (cookie) await window.context.addCookies([{ ...cookie, url: address }]);
  return window;
}

const connected = (page) => page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });

/** All states at these widths, of which the first is the widest, in a world of their own. */
async function walk(widths, hasTouch) {
  const device = { viewport: sizeOf(widths[0]), hasTouch };
  const looking = ({ page }) => walker({ page, widths, hasTouch, chapter, only, shots });
  const world = await settle(base);
  const place = `/c/${world.garden.id}`;
  const wire = await plug(base);
  const me = await again(base, world.ann);
  const window = await open(wire.url, device, me.cookie);
  const { page } = window;
  await page.goto(place);
  await connected(page);
  const here = looking(window);
  const states = { ...statesOf(world), ...(hasTouch ? fingerStatesOf : roomyStatesOf)(world) };
  for (const state of Object.entries(states)) await here.see(...state);
  await seeLosses(here, { world, wire, me, window });
  await window.context.close();

  const keeping = await open(wire.url, { ...device, serviceWorkers: "allow" }, world.ann.cookie);
  await seeUpdate(looking(keeping), { wire, page: keeping.page, place });
  await keeping.context.close();
  wire.close();

  const guest = await open(base, device);
  await seeGuests(looking(guest), guest, base);
  await guest.context.close();
  broken.push(...window.broken, ...keeping.broken, ...guest.broken);
}

/** Where the system paints. */
async function seeSystem() {
  const picked = SYSTEM.filter(([name]) => !only || name.includes(only));
  if (picked.length === 0) return;
  const world = await settle(base);
  const window = await open(base, { viewport: sizeOf(1440) }, world.ann.cookie);
  const { page } = window;
  await page.goto(`/c/${world.garden.id}`);
  await connected(page);
  for (const [name, tell] of picked) {
    await chapter(name, page, () => tell(page, world));
    await page.emulateMedia({ forcedColors: "none", contrast: "no-preference" });
  }
  broken.push(...window.broken);
}

// Not more than two windows at a time.
await Promise.all([walk([1440, 820], false).then(seeSystem), walk([390, 320], true)]);

await chapter("nothing broke on the way", null, async () => {
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
