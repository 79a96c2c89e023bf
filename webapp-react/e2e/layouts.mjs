/**
 * The layouts: the same conversation on a phone, on a tablet and on wide screens (CONFAB_URL). What stands where, how
 * large it is, how one gets on and back. Ends with exit code 1 when a chapter does not come true.
 */
import { join } from "node:path";
import AxeBuilder from "./axe.mjs";
import { shots, tale } from "./chapters.mjs";
import { composer, launch, message, openWindow, restOn, say, signUp, tab, until } from "./people.mjs";

const base = process.env.CONFAB_URL;

const PHONES = [
  [320, 640],
  [390, 844],
];
const SIZES = [
  ...PHONES,
  [680, 900],
  [799, 900],
  [800, 900],
  [820, 1180],
  [1099, 900],
  [1100, 900],
  [1440, 900],
  [1920, 1080],
];

const browser = await launch();
const ann = await openWindow(browser, base, { viewport: { width: 1440, height: 900 } });
const bob = await openWindow(browser, base, { viewport: { width: 390, height: 844 }, hasTouch: true });
const { chapter, end } = tale(() => ({ "layouts-failed-ann": ann.page, "layouts-failed-bob": bob.page }));

const garden = `garden-${Math.random().toString(36).slice(2, 7)}`;
const region = (page, name) => page.locator(`[data-region="${name}"]`);
const tabs = (page) => page.getByRole("navigation", { name: "Main" });
const sidePane = (page) => page.locator("div:has(> [data-region=channels])");
const members = (page) => page.getByRole("complementary", { name: "Members" });
const thread = (page) => page.getByRole("complementary", { name: "Thread" });
const row = (page, name = garden) =>
  region(page, "channels").getByRole("link", { name: new RegExp(`${name}\\b(?!-)`) });
const path = (page) => new URL(page.url()).pathname;
const root = "the roses are out";
let place = "";
let threadPath = "";

const still = (page) =>
  page.evaluate(() => Promise.allSettled(document.getAnimations().map((moving) => moving.finished)));

/** Where something stands; null where it is not to be seen. */
const boxOf = async (found) => {
  if ((await found.count()) === 0 || !(await found.first().isVisible())) return null;
  const { x, y, width, height } = await found.first().boundingBox();
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
};

function same(what, seen, wanted) {
  const [is, should] = [JSON.stringify(seen), JSON.stringify(wanted)];
  if (is !== should) throw new Error(`${what}: ${is}, not ${should}`);
}

/** Nothing reaches out of the window, and all that is to be pressed is as large as it has to be. */
async function inOrder(page, width, least, where) {
  const faults = await page.evaluate(
    ({ width, least }) => {
      const shown = (each) =>
        each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        getComputedStyle(each).pointerEvents !== "none";
      const named = (each) =>
        `${each.tagName}.${each.className} ${each.ariaLabel ?? each.textContent.slice(0, 20)}`;
      const all = [...document.querySelectorAll("body *")].filter(shown);
      const isClipped = (each) => each.closest("pre, code, [data-clipped], .hidden-text") !== null;
      const out = all.filter((each) => {
        const { left, right, width: wide } = each.getBoundingClientRect();
        return wide > 1 && (left < -1 || right > width + 1) && !isClipped(each);
      });
      const targets = all.filter((each) =>
        each.matches("a[href], button, input:not(.hidden-text), select, textarea, [role=separator], label"),
      );
      const small = targets.filter((each) => {
        // What stands within words is as high as they are.
        if (each.closest('[role="feed"]')) return false;
        // A label is pressed for what is in it.
        if (each.matches(".hidden-text, label input, label:not(:has(input))")) return false;
        const { width: wide, height } = each.getBoundingClientRect();
        return wide < least - 0.5 || height < least - 0.5;
      });
      return [
        ...out.map((each) => `out of the window: ${named(each)}`),
        ...small.map((each) => {
          const { width: wide, height } = each.getBoundingClientRect();
          return `only ${wide} x ${height}: ${named(each)}`;
        }),
      ].slice(0, 6);
    },
    { width, least },
  );
  if (faults.length > 0) throw new Error(`${where}: ${faults.join("; ")}`);
}

async function clean(page, where) {
  for (const fault of await AxeBuilder(page)) throw new Error(`${where}: ${JSON.stringify(fault)}`);
}

/** A finger, as a screen reports it. */
async function swipe(page, from, to, { steps = 8, slowly = false } = {}) {
  const finger = await page.context().newCDPSession(page);
  const at = (n) => ({
    x: from[0] + ((to[0] - from[0]) * n) / steps,
    y: from[1] + ((to[1] - from[1]) * n) / steps,
  });
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at(0)] });
  for (let n = 1; n <= steps; n++) {
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [at(n)] });
    if (slowly) await page.evaluate(() => new Promise((next) => setTimeout(next, 60)));
  }
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await finger.detach();
}

await chapter("ann and bob talk in a garden, and in a thread of it", async () => {
  await signUp(ann.page, "Ann");
  await signUp(bob.page, "Bob");
  await ann.page.getByRole("button", { name: "Create channel" }).first().click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(garden);
  await dialog.getByLabel("Topic").fill("All that grows, and all that should not");
  await dialog.getByRole("button", { name: "Create channel" }).click();
  await composer(ann.page).waitFor();
  for (let n = 1; n <= 20; n++) await say(ann.page, `seed ${n}`);
  await say(ann.page, root);
  await composer(ann.page).fill(`\`\`\`\n${"rose ".repeat(60)}\n\`\`\``);
  await composer(ann.page).press("Enter");
  await message(ann.page, "rose rose").waitFor();
  await until("all to be sent", async () => (await ann.page.getByText("Sending…").count()) === 0);
  await message(ann.page, root).hover();
  await message(ann.page, root).getByRole("button", { name: "Reply in thread" }).click();
  await thread(ann.page).getByRole("textbox").fill("red ones");
  await thread(ann.page).getByRole("textbox").press("Enter");
  await thread(ann.page).getByText("red ones").waitFor();
  threadPath = path(ann.page);
  place = threadPath.replace(/\/t\/.*/, "");
  await ann.page.keyboard.press("Escape");
  await thread(ann.page).waitFor({ state: "detached" });
  await bob.page.getByRole("button", { name: "Browse channels" }).first().tap();
  await bob.page.getByRole("button", { name: `Join ${garden}` }).tap();
  await message(bob.page, root).waitFor();
});

/** What the table of the layouts says of a width. */
function wanted(width) {
  const compact = width < 680;
  const side = compact ? 0 : width < 800 ? 64 : width < 1100 ? 248 : 272;
  const main = width - side;
  const panel = compact ? main : width < 1100 ? Math.min(440, main) : 380;
  return { compact, side, main, panel, isBeside: width >= 1100 };
}

for (const [width, height] of SIZES) {
  await chapter(`at ${width} x ${height} all stands where it should`, async () => {
    const { page } = ann;
    await page.setViewportSize({ width, height });
    await page.goto(place);
    await composer(page).waitFor();
    await page.getByRole("article").last().waitFor();
    await still(page);
    const { compact, side, main, panel, isBeside } = wanted(width);
    const sidebar = await boxOf(sidePane(page));
    same("the sidebar", sidebar, side === 0 ? null : { x: 0, y: 0, width: side, height });
    const bar = compact ? { x: 0, y: height - 56, width, height: 56 } : null;
    same("the tab bar", await boxOf(tabs(page)), bar);
    const header = await boxOf(region(page, "header"));
    same("the header", header, { x: side, y: 0, width: main, height: 56 });
    const feed = await boxOf(page.getByRole("feed"));
    const column = Math.min(main, width >= 1800 ? 1040 : main);
    same("the timeline", [feed.x, feed.width], [side + (main - column) / 2, column]);
    const buttons = await region(page, "header").getByRole("button").count();
    if (compact && buttons > 4) throw new Error(`${buttons} buttons in the header`);
    await inOrder(page, width, 24, "the conversation");
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(shots, `layout-${width}-${colorScheme}.png`) });
      await clean(page, `the conversation, ${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: "light" });

    const besides = [
      ["thread", threadPath, thread(page), "red ones"],
      ["members", `${place}/members`, members(page), "Bob"],
    ];
    for (const [name, path, pane, words] of besides) {
      await page.goto(path);
      await pane.getByText(words).first().waitFor();
      await still(page);
      same(`the ${name}`, await boxOf(pane), {
        x: width - panel,
        y: 0,
        width: panel,
        height: compact ? height - 56 : height,
      });
      const beside = await boxOf(region(page, "header"));
      const rest = compact ? null : { x: side, y: 0, width: isBeside ? main - panel : main, height: 56 };
      same(`the header beside the ${name}`, beside, rest);
      await inOrder(page, width, 24, `the ${name}`);
      await page.screenshot({ path: join(shots, `layout-${width}-${name}.png`) });
      await clean(page, `the ${name}`);
    }

    if (!compact) return;
    await page.goto("/");
    await row(page).waitFor();
    await still(page);
    same("the list", await boxOf(sidePane(page)), { x: 0, y: 0, width, height: height - 56 });
    same("the conversation behind it", await boxOf(page.locator("main")), null);
    await page.screenshot({ path: join(shots, `layout-${width}-home.png`) });
    await clean(page, "the list");
  });
}

for (const [width, height] of [...PHONES, [820, 1180]]) {
  await chapter(`at ${width} x ${height} a finger can press it all`, async () => {
    const { page } = bob;
    await page.setViewportSize({ width, height });
    const pages = ["/", "/mentions", "/threads", "/search", "/drafts", "/saved", "/you", place, threadPath];
    pages.push(`${place}/members`, `${place}/members/add`, `${place}/pins`);
    for (const each of width < 680 ? pages : pages.slice(1)) {
      await page.goto(each);
      // Not the heading of the shapes that are there before the app.
      const heading = page.locator("#root").getByRole("heading", { level: 1 });
      await heading.or(row(page)).first().waitFor();
      if (each === place) await composer(page).waitFor();
      if (each === threadPath) await thread(page).getByText("red ones").waitFor();
      if (each.endsWith("/members")) await members(page).getByRole("listitem").first().waitFor();
      await still(page);
      await inOrder(page, width, 44, each);
      await clean(page, each);
      await page.screenshot({
        path: join(shots, `touch-${width}${each.replace(place, "_c").replaceAll("/", "_").slice(0, 16)}.png`),
      });
    }
  });
}

await chapter("bob's tabs lead everywhere, and say what is new", async () => {
  const { page } = bob;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  const his = await page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).username);
  await ann.page.setViewportSize({ width: 1440, height: 900 });
  await ann.page.goto(place);
  await say(ann.page, `@${his} come`);
  await tab(page, "Activity ?, 1 mention").tap();
  await page.getByRole("heading", { name: "Mentions" }).waitFor();
  await page.getByRole("link", { name: new RegExp(`Ann in #${garden}, new`) }).waitFor();
  await page
    .getByRole("navigation", { name: "Activity" })
    .getByRole("link", { name: /^Threads/ })
    .tap();
  await page.getByRole("heading", { name: "Threads" }).waitFor();
  for (const [name, heading] of [
    ["Search", "Search"],
    ["You", "You"],
  ]) {
    await tab(page, name).tap();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    same("the current tab", await tab(page, name).getAttribute("aria-current"), "page");
  }
  await page.getByText("Dark", { exact: true }).tap();
  await until("the dark", () => page.evaluate(() => document.documentElement.dataset.theme === "dark"));
  await page.getByText("System", { exact: true }).tap();
  await page.getByRole("link", { name: "Saved" }).tap();
  await page.getByRole("heading", { name: "Nothing saved yet" }).waitFor();
  await page.getByRole("link", { name: "Back", exact: true }).tap();
  await page.getByRole("heading", { level: 1, name: "You" }).waitFor();
  await tab(page, "Home").tap();
  await row(page).waitFor();
});

/** From the list into the channel and on into the thread. */
async function intoThread(page) {
  await page.goto("/");
  await row(page).tap();
  await message(page, root).waitFor();
  await message(page, root)
    .getByRole("button", { name: /1 reply/ })
    .tap();
  await thread(page).getByText("red ones").waitFor();
  await still(page);
}

async function intoMembers(page) {
  await page.goto("/");
  await row(page).tap();
  await message(page, root).waitFor();
  await region(page, "header").getByRole("button", { name: "Members" }).tap();
  await members(page).getByRole("listitem").first().waitFor();
  await still(page);
}

await chapter("bob goes back from beside the channel to it and to the list, by three ways", async () => {
  const { page } = bob;
  const ways = {
    "the browser": () => page.goBack(),
    "the button": () => page.getByRole("link", { name: /^Back/ }).and(page.locator(":visible")).tap(),
    "the edge": () => swipe(page, [6, 400], [250, 410]),
  };
  const all = Object.entries(ways).flatMap((way) => [intoThread, intoMembers].map((into) => [into, ...way]));
  for (const [into, name, back] of all) {
    await into(page);
    await back();
    await until(`${name} to lead to the channel`, async () => path(page) === place || path(page));
    await composer(page).waitFor();
    await still(page);
    await back();
    await until(`${name} to lead to the list`, async () => path(page) === "/" || path(page));
    await row(page).waitFor();
  }
});

await chapter("only a finger from the edge goes back, and only if it goes on", async () => {
  const { page } = bob;
  await page.goto("/");
  await row(page).tap();
  await composer(page).waitFor();
  await still(page);
  const stays = async (why) => {
    await page.evaluate(() => new Promise((next) => setTimeout(next, 300)));
    same(why, path(page), place);
    same(why, await page.evaluate(() => document.querySelector("[data-swiping]")), null);
  };
  await swipe(page, [80, 300], [330, 300]);
  await stays("from the middle");
  await swipe(page, [8, 250], [40, 560]);
  await stays("downwards");
  await swipe(page, [8, 300], [70, 300], { slowly: true });
  await stays("not far, and not fast");
  await page.goto(place);
  const code = page.locator("pre").last();
  await code.tap({ trial: true });
  const box = await code.boundingBox();
  await swipe(page, [box.x + 250, box.y + 15], [box.x + 20, box.y + 15]);
  await until("the code to have moved", () => code.evaluate((pre) => pre.scrollLeft > 50 || pre.scrollLeft));
  await stays("in the code");
  // A link to it from outside has nothing of ours behind it: then it leads upwards.
  await page.goto("about:blank");
  await page.goto(threadPath);
  await thread(page).getByText("red ones").waitFor();
  await swipe(page, [6, 400], [250, 410]);
  await until("the channel", async () => path(page) === place || path(page));
});

await chapter("where one reads from the right, the edge is on the right", async () => {
  const { page } = bob;
  await page.goto("/");
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  await row(page).tap();
  await composer(page).waitFor();
  await still(page);
  await inOrder(page, 390, 44, "from right to left");
  await page.screenshot({ path: join(shots, "layout-390-rtl.png") });
  await swipe(page, [6, 400], [250, 410]);
  same("from the left", path(page), place);
  await swipe(page, [384, 400], [140, 410]);
  await until("the list", async () => path(page) === "/" || path(page));
});

await chapter("a finger that rests opens the menu of a message, and that of a channel", async () => {
  const { page } = bob;
  await page.goto(place);
  await message(page, root).waitFor();
  const sheet = await restOn(page, message(page, root).getByText(root));
  await sheet.getByRole("button", { name: "Reply in thread" }).waitFor();
  const at = await boxOf(sheet);
  same("the sheet", [at.x, at.width, at.y + at.height], [0, 390, 844]);
  await inOrder(page, 390, 44, "the sheet");
  await page.keyboard.press("Escape");
  await page.goto("/");
  await row(page).tap({ trial: true });
  const box = await row(page).boundingBox();
  const finger = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + 60, y: box.y + box.height / 2 }];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  const menu = page.getByRole("menu", { name: `More for ${garden}` });
  await menu.waitFor();
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await inOrder(page, 390, 44, "the menu");
  same("the path", path(page), "/");
  await menu.getByRole("menuitem", { name: "Add to favourites" }).tap();
  await page.getByRole("region", { name: "Favourites" }).waitFor();
});

await chapter("the keyboard takes the tabs and the topic, and leaves the last words in sight", async () => {
  const { page } = bob;
  await page.goto(place);
  await message(page, root).waitFor();
  const topic = region(page, "header").getByText("All that grows");
  const last = page.getByRole("article").last();
  await topic.waitFor();
  await composer(page).tap();
  await page.setViewportSize({ width: 390, height: 500 });
  await tabs(page).waitFor({ state: "hidden" });
  await topic.waitFor({ state: "hidden" });
  await until("the last words above the field", async () => {
    const [words, field] = [await last.boundingBox(), await composer(page).boundingBox()];
    const isThere = words.y + words.height <= field.y + 1 && field.y + field.height <= 500;
    return isThere || { words, field };
  });
  await page.screenshot({ path: join(shots, "layout-390-keyboard.png") });
  await page.setViewportSize({ width: 390, height: 844 });
  await tabs(page).waitFor();
  await topic.waitFor();
});

await chapter("ann's rail says what it does not show, and unfolds over the page", async () => {
  const { page } = ann;
  await page.setViewportSize({ width: 700, height: 900 });
  await page.goto("/threads");
  await say(bob.page, "the tulips follow", "button");
  await row(page)
    .and(page.getByRole("link", { name: /1 unread/ }))
    .waitFor();
  const notch = await row(page).evaluate((link) => getComputedStyle(link, "::before").width);
  same("the notch", notch, "4px");
  await page.screenshot({ path: join(shots, "layout-700-rail.png") });
  const unfold = page.getByRole("button", { name: "Unfold the sidebar" });
  await unfold.click();
  const sidebar = sidePane(page);
  await still(page);
  const over = async () => (await boxOf(sidebar)).width;
  same("the sidebar over the page", [await over(), (await boxOf(page.locator("main"))).x], [248, 64]);
  await clean(page, "the sidebar over the page");
  await page.keyboard.press("Escape");
  same("the rail again", await over(), 64);
  same("the focus", await unfold.evaluate((each) => each === document.activeElement), true);
  await page.keyboard.press("Control+\\");
  same("by the keys", await over(), 248);
  await row(page).click();
  await composer(page).waitFor();
  same("the rail after a choice", await over(), 64);
  await page.setViewportSize({ width: 1440, height: 900 });
  same("the whole, where there is room", await over(), 272);
  await page.keyboard.press("Control+\\");
  same("folded up by the keys", await over(), 64);
  await page.reload();
  await composer(page).waitFor();
  same("folded up after a reload", await over(), 64);
  await page.getByRole("button", { name: "Unfold the sidebar" }).click();
  same("unfolded", await over(), 272);
});

await chapter("ann makes her panes as wide as she likes, and they stay so", async () => {
  const { page } = ann;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(threadPath);
  await thread(page).getByText("red ones").waitFor();
  const lines = {
    sidebar: { line: page.getByRole("separator", { name: "Width of the sidebar" }), pane: sidePane(page) },
    panel: { line: page.getByRole("separator", { name: "Width of the side panel" }), pane: thread(page) },
  };
  const width = async ({ line, pane }, wanted) => {
    same("the pane", (await boxOf(pane)).width, wanted);
    same("what is said of it", await line.getAttribute("aria-valuenow"), String(wanted));
  };
  await lines.sidebar.line.focus();
  for (const [key, wide] of [
    ["ArrowRight", 288],
    ["ArrowLeft", 272],
    ["Home", 220],
    ["End", 360],
  ]) {
    await page.keyboard.press(key);
    await width(lines.sidebar, wide);
  }
  await lines.panel.line.focus();
  for (const [key, wide] of [
    ["ArrowLeft", 396],
    ["ArrowRight", 380],
    ["Home", 320],
    ["End", 560],
  ]) {
    await page.keyboard.press(key);
    await width(lines.panel, wide);
  }
  await clean(page, "the panes as wide as can be");
  await page.reload();
  await thread(page).getByText("red ones").waitFor();
  await width(lines.sidebar, 360);
  await width(lines.panel, 560);
  for (const each of Object.values(lines)) {
    const { width: grip } = await each.line.boundingBox();
    same("what can be taken hold of", grip, 24);
    await each.line.dblclick();
  }
  await width(lines.sidebar, 272);
  await width(lines.panel, 380);
  await page.mouse.move(276, 400);
  await page.mouse.down();
  await page.mouse.move(316, 420, { steps: 4 });
  await page.mouse.up();
  await width(lines.sidebar, 312);
  await lines.sidebar.line.dblclick();
});

await chapter("Esc closes the thread, and the focus goes back to where it came from", async () => {
  const { page } = ann;
  for (const width of [820, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(place);
    const opener = message(page, root).getByRole("button", { name: /1 reply/ });
    await opener.focus();
    await page.keyboard.press("Enter");
    await thread(page).getByText("red ones").waitFor();
    // It is not modal: the conversation beside it goes on.
    await page
      .getByRole("article")
      .filter({ hasText: "seed 20" })
      .click({ position: { x: 90, y: 8 } });
    await thread(page).getByRole("textbox").focus();
    await page.keyboard.press("Escape");
    await thread(page).waitFor({ state: "detached" });
    await until("the focus to be back", () => opener.evaluate((each) => each === document.activeElement));
    same("the path", path(page), place);
  }
});

await chapter("of a great many channels ann's sidebar draws those in sight", async () => {
  const { page } = ann;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(async (prefix) => {
    for (let n = 100; n < 220; n++) {
      const body = JSON.stringify({ kind: "public", name: `${prefix}-${n}` });
      const headers = { "Content-Type": "application/json" };
      for (;;) {
        const answer = await fetch("/api/v1/channels", { method: "POST", headers, body });
        if (answer.ok) break;
        if (answer.status !== 429) throw new Error(`channel ${n} was answered ${answer.status}`);
        await new Promise((next) => setTimeout(next, 500));
      }
    }
  }, `x${garden}`);
  await page.goto(place);
  await composer(page).waitFor();
  await row(page).first().focus();
  const drawn = () => region(page, "channels").getByRole("listitem").count();
  await until("some rows, and not all", async () => {
    const count = await drawn();
    return (count > 15 && count < 80) || count;
  });
  const last = row(page, `x${garden}-219`);
  for (let n = 0; n < 130 && !(await last.evaluateAll((all) => all.includes(document.activeElement))); n++)
    await page.keyboard.press("ArrowDown");
  same("the focus", await last.evaluate((each) => each === document.activeElement), true);
  same("its place", await last.locator("xpath=ancestor::li").getAttribute("aria-setsize"), "121");
  await until("it to be in sight", async () => (await last.boundingBox()).y < 850);
  await clean(page, "many channels");
  await page.screenshot({ path: join(shots, "layout-1440-many.png") });
  await page.keyboard.press("Home");
  await page.keyboard.type(`x${garden}-150`);
  await until("what was typed to have the focus", () =>
    page.evaluate((name) => document.activeElement.textContent.includes(name), `x${garden}-150`),
  );
});

await chapter("nothing broke on the way", async () => {
  const broken = [...ann.broken, ...bob.broken];
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

await browser.close();
end();
