// Draws the icons of the installed app from the mark. Run by hand when the mark has changed: `npm run icons`.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const mark = readFileSync(new URL("../public/favicon.svg", import.meta.url), "utf8");
/** Systems cut the shape that they like out of a whole square: its corners are filled as well. */
const whole = mark.replace(' rx="9"', "");
const icons = [
  { name: "icon-192", size: 192, drawn: mark },
  { name: "icon-512", size: 512, drawn: mark },
  { name: "maskable-512", size: 512, drawn: whole },
  { name: "apple-180", size: 180, drawn: whole },
];

const browser = await chromium.launch({
  executablePath: process.env.CONFAB_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const { name, size, drawn } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const sized = drawn.replace("<svg ", `<svg width="${size}" height="${size}" `);
  await page.setContent(`<body style="margin:0">${sized}</body>`);
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(new URL(`../public/icons/${name}.png`, import.meta.url), png);
  await page.close();
}
await browser.close();
