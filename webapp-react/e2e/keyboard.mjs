/**
 * Ann has no mouse (CONFAB_URL). Whatever has the focus can be seen, is covered by nothing and has a ring; and whatever
 * closes gives the focus back to where it was. Ends with exit code 1 when a chapter does not come true.
 */
import { join } from "node:path";
import violations from "./axe.mjs";
import { shots, tale } from "./chapters.mjs";
import { launch, message, openWindow, say, signUp, until } from "./people.mjs";
import { picture } from "./pictures.mjs";

const base = process.env.CONFAB_URL;

const browser = await launch();
const size = { viewport: { width: 1440, height: 900 } };
const ann = await openWindow(browser, base, size);
const bob = await openWindow(browser, base, size);
const { page } = ann;
const { keyboard } = page;
// Who listens only when a key is pressed may come too late.
const choosers = [];
page.on("filechooser", (chooser) => choosers.push(chooser));
const { chapter, end } = tale(() => ({ "failed-keyboard": page }));

/** What is wrong with the focus, or what has it. */
const focus = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent;
    const name = `${label ?? element?.textContent ?? ""}`.trim().replace(/\s+/gu, " ").slice(0, 80);
    const region = element?.closest("[data-region]")?.dataset.region ?? null;
    if (!element || element === document.body) return { name, region, fault: "nothing has the focus" };
    const box = element.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < 2 || bottom - top < 2) return { name, region, fault: "it is not on the screen" };
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!hit || !(element.contains(hit) || hit.closest("label")?.contains(element)))
      return { name, region, fault: `it is covered by ${hit?.localName}.${hit?.className}` };
    // A row draws it around what is said in it, and a field may leave it to the box around it.
    let ringed =
      [...element.children].some((each) => getComputedStyle(each).outlineStyle === "solid") ||
      // A splitter draws a line in the colour of the ring.
      (element.matches('[role="separator"]') &&
        getComputedStyle(element, "::after").backgroundColor !== "rgba(0, 0, 0, 0)");
    for (let each = element, n = 0; each && n < 3; each = each.parentElement, n++) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      const hasOutline = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
      if (hasOutline || (n > 0 && boxShadow !== "none" && each.matches(":focus-within"))) ringed = true;
    }
    return { name, region, fault: ringed ? null : "it has no ring" };
  });

/** The focus comes to it and is as it should be. */
async function onto(what, pattern) {
  await until(`the focus on ${what}`, async () => {
    const seen = await focus();
    return (pattern.test(seen.name) && !seen.fault) || seen;
  });
}

/** From stop to stop, all of which must be seen. */
async function tabTo(pattern, key = "Tab") {
  const seen = [];
  for (let n = 0; n < 80; n++) {
    const now = await focus();
    if (pattern.test(now.name) && !now.fault) return;
    if (now.fault && now.fault !== "nothing has the focus") seen.push(now);
    await keyboard.press(key);
  }
  throw new Error(`Tab never came to ${pattern}; on the way ${JSON.stringify(seen)}`);
}

async function toRegion(region) {
  for (let n = 0; n < 8; n++) {
    await keyboard.press("F6");
    const seen = await focus();
    if (seen.region === region) {
      if (seen.fault) throw new Error(`${region}: ${seen.fault} (${seen.name})`);
      return;
    }
  }
  throw new Error(`F6 never came to ${region}`);
}

const mark = () =>
  page.evaluate(() => {
    window.before = document.activeElement;
  });
const isBack = () =>
  page.evaluate(
    () =>
      window.before === document.activeElement ||
      `the focus is on ${document.activeElement?.outerHTML.slice(0, 160)}`,
  );
const dialogs = () => page.locator("dialog[open]").count();

const tail = Math.random().toString(36).slice(2, 7);
const garden = `garden-${tail}`;
const pond = `pond-${tail}`;

await chapter("ann signs up", async () => {
  await page.goto("/");
  await page
    .getByLabel(/^(Username or email|Display name)$/)
    .first()
    .waitFor();
  if (await page.getByText("New here?").isVisible()) {
    await tabTo(/^Create account$/);
    await keyboard.press("Enter");
    await page.getByLabel("Display name", { exact: true }).waitFor();
  }
  const answers = [
    [/^Display name/, "Ann"],
    [/^Username/, `ann-${tail}`],
    [/^Email/, `ann-${tail}@example.com`],
    [/^Password/, "a garden full of words"],
  ];
  for (const [label, answer] of answers) {
    await tabTo(label);
    await keyboard.type(answer);
  }
  await keyboard.press("Enter");
  await page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
});

async function create(name) {
  await tabTo(/^Create channel$/);
  await keyboard.press("Enter");
  await onto("the name", /^Name/);
  await keyboard.type(name);
  await keyboard.press("Enter");
  await onto("the field", new RegExp(`^Message #${name}`));
}

await chapter("she makes two channels, and writes", async () => {
  await create(pond);
  await create(garden);
  await keyboard.type("the roses are out");
  await keyboard.press("Enter");
  await message(page, "the roses are out").waitFor();
});

await chapter("bob comes, and says something", async () => {
  await signUp(bob.page, "Bob");
  await bob.page.getByRole("button", { name: "Browse channels" }).first().click();
  await bob.page.getByRole("dialog").getByLabel("Find a channel").fill(garden);
  await bob.page.getByRole("button", { name: `Join ${garden}` }).click();
  await say(bob.page, "I can see them from here");
  await message(page, "I can see them from here").waitFor();
});

await chapter("she reads, and replies in a thread", async () => {
  await toRegion("messages");
  await keyboard.press("ArrowUp");
  await onto("her own words", /the roses are out/);
  await keyboard.press("ArrowDown");
  await onto("bob's words", /I can see them/);
  await keyboard.press("r");
  await onto("the reply", /^Reply/);
  await keyboard.type("come over");
  await keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Thread" }).getByText("come over").waitFor();
  await keyboard.press("Escape");
  await page.getByRole("complementary", { name: "Thread" }).waitFor({ state: "detached" });
  await until("the focus somewhere it is seen", async () => (await focus()).fault === null || focus());
});

await chapter("of two keys in one moment the later one says which row it is", async () => {
  await message(page, "I can see them").getByText("1 reply").waitFor();
  await toRegion("messages");
  await keyboard.press("End");
  await onto("bob's words", /I can see them/);
  const rows = await page.evaluate(async () => {
    const press = (key) =>
      document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }),
      );
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    press("ArrowUp");
    await frame();
    press("ArrowDown");
    const seen = [];
    for (let n = 0; n < 8; n++) {
      seen.push(document.activeElement.textContent.includes("I can see them"));
      await frame();
    }
    return seen;
  });
  if (rows.includes(false)) throw new Error(`the focus was on bob's words: ${rows.join(", ")}`);
});

await chapter("Enter opens the thread that there is now", async () => {
  await message(page, "I can see them").getByText("1 reply").waitFor();
  await toRegion("messages");
  await keyboard.press("End");
  await onto("bob's words", /I can see them/);
  await keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Thread" }).waitFor();
  await keyboard.press("Escape");
  await page.getByRole("complementary", { name: "Thread" }).waitFor({ state: "detached" });
});

await chapter("she reacts through the picker", async () => {
  await toRegion("messages");
  await onto("bob's words", /I can see them/);
  await keyboard.press("+");
  await onto("the search of the picker", /^Search emoji/);
  await keyboard.type("tulip");
  await page.getByRole("dialog").getByRole("gridcell").first().waitFor();
  await keyboard.press("Enter");
  await message(page, "I can see them").getByRole("button", { name: /^🌷/ }).waitFor();
  await onto("bob's words again", /I can see them/);
});

await chapter("she sends a picture", async () => {
  await keyboard.press("Escape");
  await onto("the field", /^Message #/);
  await keyboard.press("Control+u");
  await until("the files to be asked for", async () => choosers.length > 0 || focus());
  await choosers.pop().setFiles(picture("rose.png", 300, 200, [178, 34, 52]));
  await page.locator('[data-upload="up"]').waitFor();
  await onto("the field", /^Message #/);
  await keyboard.type("a picture of it");
  await keyboard.press("Control+Enter");
  await message(page, "a picture of it")
    .getByRole("button", { name: /^View rose.png/ })
    .waitFor();
});

await chapter("she brings back what she sent last, and takes it away", async () => {
  await keyboard.press("Control+ArrowUp");
  const field = page.locator('[data-region="composer"] textarea');
  await until(
    "the words",
    async () => (await field.inputValue()) === "a picture of it" || field.inputValue(),
  );
  await keyboard.press("Control+a");
  await keyboard.press("Delete");
});

await chapter("she marks bob's words as unread, goes elsewhere, and on to what is unread", async () => {
  await toRegion("messages");
  await keyboard.press("End");
  await onto("the picture", /a picture of it/);
  await keyboard.press("ArrowUp");
  await onto("bob's words", /I can see them/);
  await keyboard.press("u");
  await keyboard.press("Alt+ArrowDown");
  await onto("the field of the pond", new RegExp(`^Message #${pond}`));
  await page.getByRole("link", { name: new RegExp(`${garden}.*unread`) }).waitFor();
  await keyboard.press("Alt+Shift+ArrowDown");
  await onto("the field of the garden", new RegExp(`^Message #${garden}`));
  await until("nothing unread", async () => (await page.getByRole("link", { name: /unread/ }).count()) === 0);
});

await chapter("Esc leads to the field, and once more marks as read what looking on does not", async () => {
  const unread = page.getByRole("link", { name: new RegExp(`${garden}.*unread`) });
  await toRegion("messages");
  await keyboard.press("End");
  await onto("the picture", /a picture of it/);
  await keyboard.press("ArrowUp");
  await onto("bob's words", /I can see them/);
  await keyboard.press("u");
  await unread.waitFor();
  await keyboard.press("Escape");
  await onto("the field", /^Message #/);
  if ((await unread.count()) === 0) throw new Error("one Esc was enough");
  await keyboard.press("Escape");
  await unread.waitFor({ state: "detached" });
});

await chapter("she searches, and goes to what is found", async () => {
  await keyboard.press("Control+Shift+f");
  await onto("the search", /^Search/);
  await keyboard.type("roses");
  await keyboard.press("Enter");
  await page.getByRole("link", { name: /roses/ }).first().waitFor();
  await tabTo(/roses are out/);
  await keyboard.press("Enter");
  await message(page, "the roses are out").waitFor();
});

await chapter("she jumps by the switcher", async () => {
  await keyboard.press("Control+k");
  await onto("the switcher", /^Jump to/);
  await keyboard.type(pond);
  await page.getByRole("dialog").getByRole("option").first().waitFor();
  await keyboard.press("Enter");
  await onto("the field of the pond", new RegExp(`^Message #${pond}`));
  await keyboard.press("Control+k");
  await keyboard.type(garden);
  await page.getByRole("dialog").getByRole("option").first().waitFor();
  await keyboard.press("Enter");
  await onto("the field of the garden", new RegExp(`^Message #${garden}`));
});

/** Opens it, looks at it and closes it. */
async function goesBack(what, open) {
  const before = await focus();
  if (before.fault) throw new Error(`before ${what}: ${before.fault} (${before.name})`);
  await mark();
  await open();
  await until(`${what} to open`, async () => (await dialogs()) === 1);
  await until(`the focus in ${what}`, async () => {
    const seen = await focus();
    const inside = await page.evaluate(() => document.activeElement?.closest("dialog[open]") !== null);
    return (inside && !seen.fault) || { inside, ...seen };
  });
  await keyboard.press("Escape");
  await until(`${what} to close`, async () => (await dialogs()) === 0);
  await until(`the focus to be back from ${what}`, isBack, 3_000);
}

await chapter("every layer gives the focus back", async () => {
  const anywhere = [
    ["the switcher", "Control+k"],
    ["the people", "Control+Shift+k"],
    ["the sheet of keys", "Control+/"],
    ["all as read", "Shift+Escape"],
  ];
  for (const [what, key] of anywhere) await goesBack(what, () => keyboard.press(key));
  await toRegion("messages");
  const onRow = [
    ["the picker", "+"],
    ["the menu", "Shift+F10"],
    ["forwarding", "f"],
    ["deleting", "Delete"],
    ...anywhere,
  ];
  for (const [what, key] of onRow) await goesBack(what, () => keyboard.press(key));
  const buttons = [
    /^Browse channels$/,
    /^Create channel$/,
    /^New direct message$/,
    /Account and settings$/,
    /^Set your status$/,
  ];
  for (const button of buttons) {
    await tabTo(button);
    await goesBack(String(button), () => keyboard.press("Enter"));
  }
  await tabTo(/^Members$/);
  await mark();
  await keyboard.press("Enter");
  await onto("the members", /^Members$/);
  await keyboard.press("Escape");
  await until("the focus to be back from the members", isBack, 3_000);
});

await chapter("she finds all keys in the settings, and the settings again behind them", async () => {
  await tabTo(/Account and settings$/);
  await mark();
  await keyboard.press("Enter");
  await tabTo(/^Profile$/);
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await onto("the preferences", /^Preferences$/);
  await tabTo(/^Show all keys$/);
  await keyboard.press("Enter");
  await onto("the sheet", /^Keys$/);
  const found = await violations(page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await page.screenshot({ path: join(shots, "keys-wide.png") });
  await keyboard.press("Escape");
  await onto("what opened it", /^Show all keys$/);
  await keyboard.press("Escape");
  await until("the focus to be back", isBack);
});

await chapter("she signs out", async () => {
  await tabTo(/^Sign out$/);
  await keyboard.press("Enter");
  await page.getByLabel("Username or email", { exact: true }).waitFor();
});

await chapter("nothing broke", async () => {
  const broken = [...ann.broken, ...bob.broken];
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

await browser.close();
end();
