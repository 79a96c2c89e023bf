/**
 * The pictures in docs/pictures: people talk on a running server (CONFAB_URL), and the main screens are taken as they are
 * then. By hand: `npm run pictures`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";
import { done } from "./attackers.mjs";
import { launch, openWindow } from "./people.mjs";
import { small } from "./small-png.mjs";
import { fill, IN_ARABIC, IN_ENGLISH, IN_GERMAN } from "./village.mjs";

const base = process.env.CONFAB_URL ?? "http://localhost:8080";
const folder = join(import.meta.dirname, "../../docs/pictures");
const MOST = 120 * 1024;
const SIZES = {
  wide: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};
const LOCALES = { en: "en-GB", de: "de-DE", ar: "ar-EG" };

mkdirSync(folder, { recursive: true });
const { module } = await runnerImport(new URL("words.ts", import.meta.url).pathname);
const browser = await launch();

/** A wall with roses, drawn here: the repository has no photographs. */
async function wall(page) {
  const roses = Array.from({ length: 46 }, (_, n) => {
    const [x, y] = [(n * 137) % 900, 120 + ((n * 89) % 330)];
    const colour = ["#c2384a", "#e0697a", "#f2b3b9"][n % 3];
    return `<circle cx="${x}" cy="${y}" r="${16 + (n % 4) * 4}" fill="${colour}"/><circle cx="${x + 3}" cy="${y - 3}" r="7" fill="#fff" opacity=".35"/>`;
  });
  const leaves = Array.from(
    { length: 90 },
    (_, n) =>
      `<ellipse cx="${(n * 71) % 900}" cy="${90 + ((n * 53) % 400)}" rx="26" ry="14" fill="${["#2f6b3c", "#3f8a4d", "#1f5230"][n % 3]}" transform="rotate(${(n * 37) % 180} ${(n * 71) % 900} ${90 + ((n * 53) % 400)})"/>`,
  );
  await page.setViewportSize({ width: 900, height: 560 });
  await page.setContent(
    `<body style="margin:0"><svg width="900" height="560"><rect width="900" height="560" fill="#bfe0ef"/><rect y="70" width="900" height="430" fill="#b98a63"/>${leaves.join("")}${roses.join("")}<rect y="490" width="900" height="70" fill="#8a9a4f"/></svg></body>`,
  );
  return page.screenshot();
}

const painter = (await openWindow(browser, base)).page;
const roses = await wall(painter);

async function take(page, name) {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((each) => each.finished));
    await Promise.all([...document.images].map((each) => each.decode().catch(() => {})));
  });
  const file = await small(painter, await page.screenshot({ caret: "hide" }));
  if (file.length > MOST) throw new Error(`${name} has ${file.length} bytes, and may have ${MOST}`);
  writeFileSync(join(folder, `${name}.png`), file);
  console.log(`${name}: ${Math.round(file.length / 1024)} KB`);
}

for (const talk of [IN_ENGLISH, IN_GERMAN, IN_ARABIC]) {
  const t = module.words[talk.language];
  const village = await fill(base, talk, roses, "");
  const { ann, bob, garden, question } = village;
  try {
    const as = async (who, size) => {
      const window = await openWindow(browser, base, {
        viewport: SIZES[size],
        locale: LOCALES[talk.language],
        hasTouch: size === "phone",
      });
      await window.context.addCookies([{ ...who.cookie, url: base }]);
      return window;
    };
    // Somebody is there.
    const guest = await as(bob, "wide");
    await guest.page.goto(`/c/${village.kitchen.id}`);
    const shown = (page) => page.getByText(talk.last).last().waitFor();
    const inBoth = async (page, name) => {
      for (const colorScheme of talk.language === "en" ? ["light", "dark"] : ["light"]) {
        await page.emulateMedia({ colorScheme });
        await take(page, `${name}-${talk.language}-${colorScheme}`);
      }
    };
    for (const size of Object.keys(SIZES)) {
      const { page, context } = await as(ann, size);
      await page.goto(`/c/${garden.id}`);
      await shown(page);
      if (size === "phone") {
        await page.getByRole("feed").getByText(talk.last).last().waitFor();
        await inBoth(page, "phone");
        await page.goto("/");
        await page
          .getByRole("link", { name: new RegExp(talk.channels[0]) })
          .first()
          .waitFor();
        await inBoth(page, "phone-home");
      } else if (size === "tablet") {
        await inBoth(page, "tablet");
      } else {
        await page.goto(`/c/${garden.id}/t/${question.id}`);
        await shown(page);
        await page.getByText(talk.replies[2]).waitFor();
        await inBoth(page, "thread");
        await page.keyboard.press("Control+k");
        await page.getByPlaceholder(t.switcher.placeholder).waitFor();
        await inBoth(page, "switcher");
        await page.keyboard.press("Escape");
        if (talk.language === "en") {
          await page.goto("/search?query=lettuce");
          await page.locator("main mark").first().waitFor();
          await inBoth(page, "search");
          await page.locator(`button[title="${t.nav.account}"]`).click();
          await page.getByRole("tab", { name: t.late.account.appearance }).click();
          await inBoth(page, "settings");
        }
      }
      await context.close();
    }
    await guest.context.close();
  } finally {
    // Another run finds the names free.
    for (const { id } of [village.garden, village.kitchen, village.music])
      await done(bob.call, "PATCH", `/channels/${id}`, { name: `seen-${id.slice(-8)}` });
  }
}
await browser.close();
