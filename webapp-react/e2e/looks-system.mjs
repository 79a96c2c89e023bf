/** Where the system has a say: in how much moves, in which few colours there are, in how much they differ. */
import { join } from "node:path";
import { done } from "./attackers.mjs";
import violations from "./axe.mjs";
import { shots } from "./chapters.mjs";
import { moving, settled } from "./looks-page.mjs";
import { channels, details, dialog, header, press, statesOf } from "./looks-states.mjs";
import { paint } from "./looks-walk.mjs";

const WITHOUT_COLOURS = [
  "a conversation",
  "the switcher",
  "what can be done with a message",
  "settings: Appearance",
];

async function close(page) {
  await page.keyboard.press("Escape");
  await dialog(page).or(details(page)).waitFor({ state: "detached" });
}

/** That stillness was looked at in each state says something only if there is movement without it. */
async function movement(page, world) {
  await statesOf(world)["a conversation"](page);
  if ((await moving(page)).length === 0) throw new Error("nothing moves for anybody");
}

async function fewColours(page, world) {
  const states = statesOf(world);
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
  await press(page, header(page).getByRole("button", { name: "Members" }));
  const away = details(page).locator('[data-presence="offline"]').first();
  await away.waitFor();
  seen.set("offline", (await away.screenshot()).toString("base64"));
  if (new Set(seen.values()).size !== 4) throw new Error("two states look the same");
  await page.screenshot({ path: join(shots, "looks-forced-members.png") });
  await close(page);
  for (const name of WITHOUT_COLOURS) {
    await states[name](page);
    await settled(page);
    await page.screenshot({ path: join(shots, `looks-forced-${name.replaceAll(/\W+/gu, "-")}.png`) });
    const found = await violations(page);
    if (found.length > 0) throw new Error(`${name}: ${JSON.stringify(found)}`);
    await close(page);
  }
}

async function moreContrast(page, world) {
  await page.emulateMedia({ contrast: "more" });
  await statesOf(world)["a conversation"](page);
  await settled(page);
  for (const theme of ["light", "dark"]) {
    await paint(page, theme);
    // The letters on a face are said beside it.
    const found = await violations(page, ["color-contrast-enhanced"], ["[class*=_avatar_]"]);
    if (found.length > 0) throw new Error(`${theme}: ${JSON.stringify(found)}`);
    await page.screenshot({ path: join(shots, `looks-contrast-${theme}.png`) });
  }
}

export const SYSTEM = [
  ["who does not ask for stillness sees movement", movement],
  ["without our colours all can still be told apart", fewColours],
  ["who asks for more contrast gets it", moreContrast],
];
