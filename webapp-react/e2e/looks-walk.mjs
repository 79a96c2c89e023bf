/** One window, in which state after state is looked at: at each of its widths, in both themes. */
import { join } from "node:path";
import violations from "./axe.mjs";
import { faultsOf, moving, settled } from "./looks-page.mjs";

const HEIGHTS = { 320: 640, 390: 844, 820: 1180, 1440: 900 };
export const sizeOf = (width) => ({ width, height: HEIGHTS[width] });

const COLOURS = ["color-contrast", "link-in-text-block"];

/** At once: what has been seen fading in is not looked at again. */
export const paint = (page, theme) =>
  page.evaluate((theme) => {
    document.documentElement.dataset.theme = theme;
    for (const each of document.getAnimations())
      if (each.effect?.getComputedTiming().endTime !== Infinity) each.finish();
  }, theme);

function fail(faults) {
  if (faults.length > 0) throw new Error(`${faults.length} faults\n  ${faults.join("\n  ")}`);
}

async function close(page) {
  const layers = page.locator("dialog[open], [role=menu]");
  for (let n = 0; n < 3 && (await layers.count()) > 0; n++) await page.keyboard.press("Escape");
  await layers.first().waitFor({ state: "detached" });
}

/**
 * `chapter` tells of each look, and goes on when one does not come true; `only` picks states by a part of their names.
 * What has been opened stays open while the theme becomes another, the letters larger and the window narrower.
 */
export function walker({ page, widths, hasTouch, chapter, only, shots }) {
  // A finger needs more room than a mouse.
  const least = hasTouch ? 44 : 24;

  async function look(name, busy) {
    const { width } = page.viewportSize();
    const faults = [];
    await settled(page, busy);
    for (const theme of ["light", "dark"]) {
      await paint(page, theme);
      // In the dark only the colours are others.
      const found = await violations(page, theme === "dark" ? COLOURS : undefined);
      faults.push(...found.map((each) => `${theme}: ${JSON.stringify(each)}`));
      if (process.env.CONFAB_ALL_SHOTS)
        await page.screenshot({
          path: join(shots, `looks-${name.replaceAll(/\W+/gu, "-")}-${width}-${theme}.png`),
        });
    }
    faults.push(...(await faultsOf(page, least)));
    await paint(page, "light");
    fail(faults);
  }

  async function still() {
    await page.emulateMedia({ reducedMotion: "reduce" });
    const found = await moving(page);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    fail(found);
  }

  async function large(busy) {
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    await settled(page, busy);
    const faults = await faultsOf(page, least);
    await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
    fail(faults);
  }

  /** What is looked at is the state; that each press leads to it is the matter of other programs. */
  async function inTwo(name, open) {
    try {
      return await open(page);
    } catch (error) {
      console.log(`once more, ${name}: ${error.message.split("\n")[0]}`);
      await page.reload();
      return open(page);
    }
  }

  async function lookAround(name, open, { isLasting = false, isBusy = false } = {}) {
    const busy = { isBusy };
    const [widest, ...others] = widths;
    let back;
    let isOpen = false;
    await page.setViewportSize(sizeOf(widest));
    await chapter(`${name}, ${widest}`, page, async () => {
      back = await (isLasting ? open(page) : inTwo(name, open));
      isOpen = true;
      await look(name, busy);
    });
    if (isOpen) {
      await chapter(`${name}, in stillness, ${widest}`, page, still);
      await chapter(`${name}, with letters twice as large, ${widest}`, page, () => large(busy));
      for (const width of others) {
        await page.setViewportSize(sizeOf(width));
        await chapter(`${name}, ${width}`, page, () => look(name, busy));
      }
      await page.setViewportSize(sizeOf(widest));
    }
    if (isLasting) return;
    try {
      await close(page);
      await back?.();
    } catch (error) {
      await chapter(`the way back from ${name}`, page, () => {
        throw error;
      });
      // What did not close shall not stand before what comes next.
      await page.reload();
    }
  }

  const isPicked = ([name]) => !only || name.includes(only);
  return {
    /** `open` leads there, and may answer with the way back, where Esc is not enough. */
    async see(...state) {
      if (isPicked(state)) await lookAround(...state);
    },
    /** Where one leads to the next, and what is lasting stays as it is: all of them, or none. */
    async inTurn(...states) {
      if (!states.some(isPicked)) return;
      for (const state of states) await lookAround(...state);
    },
  };
}
