/**
 * How it looks, in every state, at every width, in both themes (CONFAB_URL): what axe finds, what does not fit, what is too
 * small to be pressed, what moves though it should not, what can no longer be told apart without our colours. A state is
 * opened once and looked at while the window becomes narrower; axe looks with all its rules each time. CONFAB_STATE picks
 * the states with these words in their names. Ends with exit code 1 when a chapter does not come true.
 */
import { join } from "node:path";
import { done } from "./attackers.mjs";
import violations from "./axe.mjs";
import { shots } from "./chapters.mjs";
import { seeGuests } from "./looks-guests.mjs";
import { seeLosses, seeUpdate } from "./looks-losses.mjs";
import { moving, settled } from "./looks-page.mjs";
import { channels, dialog, header, roomyStatesOf, statesOf } from "./looks-states.mjs";
import { paint, sizeOf, walker } from "./looks-walk.mjs";
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
  const states = { ...statesOf(world), ...(hasTouch ? {} : roomyStatesOf(world)) };
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

/** Where the system paints: with its own few colours, or with more contrast. */
async function paintedBySystem() {
  const world = await settle(base);
  const { page, broken: here } = await open(base, { viewport: sizeOf(1440) }, world.ann.cookie);
  await page.goto(`/c/${world.garden.id}`);
  await connected(page);
  const states = statesOf(world);

  await chapter("somebody whom stillness does not matter to sees movement", page, async () => {
    await states["a conversation"](page);
    if ((await moving(page)).length === 0) throw new Error("nothing moves for anybody: stillness is no news");
  });

  await chapter("without our colours all can still be told apart", page, async () => {
    await page.emulateMedia({ forcedColors: "active" });
    await states["a conversation"](page);
    const current = channels(page).locator('[aria-current="page"]');
    const line = await current.evaluate((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return `${outlineStyle} ${outlineWidth}`;
    });
    if (/none|^\w+ 0px/u.test(line)) throw new Error(`the current row has the outline ${line}`);
    const seen = new Map();
    for (const state of ["online", "away", "dnd"]) {
      await done(world.ann.call, "PUT", "/me/status", { state });
      const own = page.locator(`[data-presence="${state}"]`).last();
      await own.waitFor();
      seen.set(state, (await own.screenshot()).toString("base64"));
    }
    await done(world.ann.call, "PUT", "/me/status", { state: "online" });
    await header(page).getByRole("button", { name: "Members" }).click();
    const away = dialog(page).locator('[data-presence="offline"]').first();
    await away.waitFor();
    seen.set("offline", (await away.screenshot()).toString("base64"));
    if (new Set(seen.values()).size !== 4) throw new Error("two states look the same");
    await page.screenshot({ path: join(shots, "looks-forced-members.png") });
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    for (const name of [
      "a conversation",
      "the switcher",
      "what can be done with a message",
      "settings: Appearance",
    ]) {
      await states[name](page);
      await page.screenshot({ path: join(shots, `looks-forced-${name.replaceAll(/\W+/gu, "-")}.png`) });
      const found = await violations(page);
      if (found.length > 0) throw new Error(`${name}: ${JSON.stringify(found)}`);
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
    }
    await page.emulateMedia({ forcedColors: "none" });
  });

  await chapter("who asks for more contrast gets it", page, async () => {
    await page.emulateMedia({ contrast: "more" });
    await states["a conversation"](page);
    for (const theme of ["light", "dark"]) {
      await paint(page, theme);
      await settled(page);
      // The letters on a face are said beside it.
      const found = await violations(page, ["color-contrast-enhanced"], ["[class*=_avatar_]"]);
      if (found.length > 0) throw new Error(`${theme}: ${JSON.stringify(found)}`);
      await page.screenshot({ path: join(shots, `looks-contrast-${theme}.png`) });
    }
    await page.emulateMedia({ contrast: "no-preference" });
  });
  broken.push(...here);
}

// Not more than two windows at a time.
await Promise.all([walk([1440, 820], false).then(paintedBySystem), walk([390, 320], true)]);

await chapter("nothing broke on the way", null, async () => {
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
