/**
 * How it looks, in every state, at every width, in both themes (CONFAB_URL): what axe finds, what does not fit, what is too
 * small to be pressed, what moves though it should not, what can no longer be told apart without our colours. Ends with
 * exit code 1 when a chapter does not come true.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { person } from "./anchors-world.mjs";
import { caller, done } from "./attackers.mjs";
import violations from "./axe.mjs";
import { faultsOf, moving } from "./looks-page.mjs";
import { composer, launch, openWindow, toLatest, until } from "./people.mjs";
import { picture } from "./pictures.mjs";
import { plug } from "./plug.mjs";
import { fill, IN_ENGLISH as TALK } from "./village.mjs";

const base = process.env.CONFAB_URL;
const shots = process.env.CONFAB_SHOTS ?? "../target/screenshots";
const only = process.env.CONFAB_STATE;
mkdirSync(shots, { recursive: true });

const HEIGHTS = { 320: 640, 390: 844, 820: 1180, 1440: 900 };
const browser = await launch();
let passed = 0;
let failed = 0;
const told = [];

/** Here one thing that looks wrong says nothing of the next. */
async function chapter(name, page, tell) {
  if (only && !name.includes(only)) return;
  try {
    await tell();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(
      `The chapter "${name}" did not come true: ${error.message.split("\n").slice(0, 9).join("\n")}`,
    );
    await page.screenshot({ path: join(shots, `failed-looks-${failed}.png`) }).catch(() => {});
  }
}

const wall = picture("wall.png", 900, 600, [178, 34, 52]).buffer;
const village = await fill(base, TALK, wall);
const { ann, garden, question } = village;

const channels = (page) => page.locator('[data-region="channels"]');
const header = (page) => page.locator('[data-region="header"]');
const dialog = (page) => page.locator("dialog[open]");
const row = (page) => page.getByRole("article").filter({ hasText: TALK.edited });
const isPhone = (page) => page.viewportSize().width < 680;

/** Without a new page: as a link would. */
const go = (page, path) => page.evaluate((to) => history.pushState(null, "", to), path);
const inGarden = async (page) => {
  await go(page, `/c/${garden.id}`);
  await composer(page).waitFor();
  await toLatest(page);
  await row(page).waitFor();
};
const onPage = (path, words) => async (page) => {
  await go(page, path);
  await page.getByText(words).and(page.locator(":visible")).first().waitFor();
};
const fromList = (name) => async (page) => {
  if (isPhone(page)) await go(page, "/");
  await channels(page).getByRole("button", { name, exact: true }).first().click();
  await dialog(page).waitFor();
};
const settings = (part) => async (page) => {
  await go(page, "/you");
  await page.getByText("Settings and account").click();
  await dialog(page).getByRole("tab", { name: part, exact: true }).click();
  await until("what is on it", async () => (await page.getByRole("tabpanel").textContent()).length > 3);
};
const byKey = (key) => async (page) => {
  await inGarden(page);
  await row(page).focus();
  await row(page).press(key);
  await dialog(page).waitFor();
};

const STATES = {
  "a conversation": inGarden,
  "a thread": async (page) => {
    await go(page, `/c/${garden.id}/t/${question.id}`);
    await page.getByRole("complementary", { name: "Thread" }).getByText(TALK.replies[2]).waitFor();
  },
  "the list": async (page) => {
    await go(page, isPhone(page) ? "/" : `/c/${village.kitchen.id}`);
    await channels(page).getByRole("link").first().waitFor();
  },
  mentions: onPage("/mentions", /shears/),
  threads: onPage("/threads", /late lettuce/),
  saved: onPage("/saved", /rain barrel/),
  drafts: onPage("/drafts", TALK.draft),
  "an empty search": onPage("/search", /Search/),
  "what was found": async (page) => {
    await go(page, "/search?query=lettuce");
    await page.locator("main mark").first().waitFor();
  },
  "nothing found": onPage("/search?query=xyzzyplugh", /Nothing|No /),
  "what is mine": onPage("/you", /Settings and account/),
  "a channel that is not here": onPage("/c/01arz3ndektsv4rrffq69g5fav", "This conversation is not here"),
  "the switcher": async (page) => {
    await inGarden(page);
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder(/./).and(dialog(page).locator("input")).waitFor();
  },
  "all channels": fromList("Browse channels"),
  "a new conversation": fromList("New direct message"),
  "a refused channel": async (page) => {
    await fromList("Create channel")(page);
    await dialog(page).getByLabel("Name", { exact: true }).fill(garden.name);
    await dialog(page).getByRole("button", { name: "Create channel" }).click();
    await dialog(page).locator('[aria-invalid="true"]').waitFor();
  },
  "who is in it": async (page) => {
    await inGarden(page);
    await header(page).getByRole("button", { name: "Members" }).click();
    await dialog(page).getByRole("listitem").first().waitFor();
  },
  "what can be done with a message": byKey("Shift+F10"),
  "all emoji": byKey("+"),
  "another day": async (page) => {
    await inGarden(page);
    await header(page).getByRole("button", { name: /^More/ }).click();
    await page.getByRole("menuitem", { name: "Jump to a date" }).click();
    await dialog(page).waitFor();
  },
  "the menu of a channel": async (page) => {
    await inGarden(page);
    await header(page).getByRole("button", { name: /^More/ }).click();
    await page.getByRole("menu").waitFor();
  },
  "somebody's card": async (page) => {
    await inGarden(page);
    // Where the conversation still comes to rest, the first press may go beside it.
    const card = dialog(page).getByText(/^@/);
    for (let tries = 0; tries < 3 && !(await card.isVisible()); tries++) {
      await page.getByRole("article").locator("button[data-person]").last().click();
      await card.waitFor({ timeout: 4_000 }).catch(() => {});
    }
    await card.waitFor();
  },
  "a picture": async (page) => {
    await go(page, `/c/${garden.id}/m/${village.shown.id}`);
    await page.getByRole("button", { name: "View wall.png" }).click();
    await dialog(page).waitFor();
  },
  "my status": async (page) => {
    await go(page, "/you");
    await page.locator("main").getByText("Set your status").click();
    await dialog(page).waitFor();
  },
  ...Object.fromEntries(
    [
      "Profile",
      "Preferences",
      "Notifications",
      "Blocked people",
      "Password",
      "Sessions",
      "Access tokens",
      "Appearance",
    ].map((part) => [`settings: ${part}`, settings(part)]),
  ),
};

async function close(page) {
  for (let n = 0; n < 3 && (await page.locator("dialog[open], [role=menu]").count()) > 0; n++)
    await page.keyboard.press("Escape");
  await page.locator("dialog[open], [role=menu]").first().waitFor({ state: "detached" });
}

const paint = (page, theme) =>
  page.evaluate((theme) => {
    document.documentElement.dataset.theme = theme;
  }, theme);

async function look(page, name, least) {
  const { width } = page.viewportSize();
  const faults = [];
  const add = (where, found) => faults.push(...found.map((each) => `${where}: ${each}`));
  await paint(page, "light");
  add("light", await faultsOf(page, least));
  add(
    "light",
    (await violations(page)).map((each) => JSON.stringify(each)),
  );
  const shot = (what) =>
    page.screenshot({ path: join(shots, `looks-${name.replaceAll(/\W+/gu, "-")}-${width}-${what}.png`) });
  if (process.env.CONFAB_ALL_SHOTS) await shot("light");
  await paint(page, "dark");
  // Only the colours are others.
  add(
    "dark",
    (await violations(page, ["color-contrast"])).map((each) => JSON.stringify(each)),
  );
  if (process.env.CONFAB_ALL_SHOTS) await shot("dark");
  await paint(page, "light");
  if (faults.length > 0) throw new Error(`${faults.length} faults\n  ${faults.join("\n  ")}`);
}

const cookieOf = (who) => ({ ...who.cookie, url: base });

async function signedIn(who, options, address = base) {
  const window = await openWindow(browser, address, options);
  await window.context.addCookies([cookieOf(who)]);
  await window.page.goto(`/c/${garden.id}`);
  await window.page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
  return window;
}

/** The same person a second time, with a session that ends by itself. */
async function again(who) {
  const answer = await fetch(`${base}/api/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: base },
    body: JSON.stringify({ login: who.username, password: "a garden full of words" }),
  });
  const [name, value] = answer.headers.getSetCookie()[0].split(";")[0].split("=");
  return { ...who, cookie: { name, value } };
}

/** All states at these widths, in a window of its own. */
async function walk(widths, hasTouch) {
  const least = hasTouch ? 44 : 24;
  const sizeOf = (width) => ({ width, height: HEIGHTS[width] });
  const wire = await plug(base);
  const me = await again(ann);
  const window = await signedIn(me, { viewport: sizeOf(widths[0]), hasTouch }, wire.url);
  const { page } = window;
  window.context.setDefaultTimeout(15_000);
  for (const width of widths) {
    await page.setViewportSize(sizeOf(width));
    for (const [name, open] of Object.entries(STATES)) {
      await chapter(`${name}, ${width}`, page, async () => {
        await open(page);
        await look(page, name, least);
      });
      await close(page);
    }
  }
  await page.setViewportSize(sizeOf(widths[0]));
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  for (const [name, open] of Object.entries(STATES)) {
    await chapter(`${name}, with letters twice as large, ${widths[0]}`, page, async () => {
      await open(page);
      const faults = await faultsOf(page, least);
      if (faults.length > 0) throw new Error(`${faults.length} faults\n  ${faults.join("\n  ")}`);
    });
    await close(page);
  }
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  const atAll = async (name, open) => {
    if (only && !name.includes(only)) return;
    await chapter(name, page, open);
    for (const width of widths) {
      await page.setViewportSize(sizeOf(width));
      await chapter(`${name}, ${width}`, page, () => look(page, name, least));
    }
  };
  await atAll("without a network", async () => {
    await inGarden(page);
    wire.pullSockets();
    await page
      .getByRole("status")
      .filter({ hasText: /answer|again|Offline/ })
      .waitFor();
  });
  wire.putBack();
  const retry = page.getByRole("button", { name: "Retry now" });
  if (await retry.isVisible()) await retry.click();
  await page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
  await atAll("a session that has ended", async () => {
    await done(caller(base, `${me.cookie.name}=${me.cookie.value}`), "DELETE", "/session");
    await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  });
  wire.close();
  await window.context.close();

  const guest = await openWindow(browser, base, { viewport: sizeOf(widths[0]), hasTouch });
  const strangers = async (name, open) => {
    for (const width of widths) {
      await guest.page.setViewportSize(sizeOf(width));
      await chapter(`${name}, ${width}`, guest.page, async () => {
        await open(guest.page);
        await look(guest.page, name, least);
      });
    }
  };
  await guest.page.goto("/sign-in");
  await strangers("the sign-in", async (page) => {
    await go(page, "/sign-in");
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  });
  await strangers("a refused sign-up", async (page) => {
    await go(page, "/sign-up");
    await page.getByLabel("Username", { exact: true }).fill("a b");
    await page.getByLabel("Email", { exact: true }).fill("eva@example.com");
    await page.getByLabel("Display name", { exact: true }).fill("Eva");
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
  });
  const newcomer = await person(base, "Eva");
  await guest.context.addCookies([cookieOf(newcomer)]);
  await guest.page.goto("/");
  await strangers("an empty workspace", async (page) => {
    await channels(page).or(page.locator("main")).first().waitFor();
    await page.getByText("No channels yet.").or(page.locator("main h1, main h2")).first().waitFor();
  });
  await guest.context.close();
  told.push(...window.broken, ...guest.broken);
}

await Promise.all([walk([1440, 820], false), walk([390, 320], true)]);

const wide = await signedIn(ann, { viewport: { width: 1440, height: 900 } });

await chapter("what asks for stillness gets it", wide.page, async () => {
  const { page } = wide;
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [name, open] of Object.entries(STATES)) {
    await open(page);
    const found = await moving(page);
    if (found.length > 0) throw new Error(`${name}: ${found.join(", ")}`);
    await close(page);
  }
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await inGarden(page);
  if ((await moving(page)).length === 0) throw new Error("nothing moves for anybody: this looks at nothing");
});

await chapter("without our colours all can still be told apart", wide.page, async () => {
  const { page } = wide;
  await page.emulateMedia({ forcedColors: "active" });
  await inGarden(page);
  const current = channels(page).locator('[aria-current="page"]');
  const line = await current.evaluate((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return `${outlineStyle} ${outlineWidth}`;
  });
  if (/none|^\w+ 0px/u.test(line)) throw new Error(`the current row has the outline ${line}`);
  const bar = await page
    .locator('[data-region="messages"] article > [class*="named"]')
    .first()
    .evaluate((row) => {
      const { backgroundColor, width, height } = getComputedStyle(row, "::after");
      const isFull = Math.abs(Number.parseFloat(height) - row.getBoundingClientRect().height) < 1;
      return { isFull, width, differs: backgroundColor !== getComputedStyle(document.body).backgroundColor };
    });
  if (!bar.isFull || bar.width !== "3px" || !bar.differs)
    throw new Error(`the bar of what mentions the reader is ${JSON.stringify(bar)}`);
  const mark = page.locator('[data-region="channels"] ~ * [data-presence], [data-presence]').last();
  const seen = new Map();
  for (const state of ["online", "away", "dnd"]) {
    await done(ann.call, "PUT", "/me/status", { state });
    const own = page.locator(`[data-presence="${state}"]`).last();
    await own.waitFor();
    seen.set(state, (await own.screenshot()).toString("base64"));
  }
  await done(ann.call, "PUT", "/me/status", { state: "online" });
  await header(page).getByRole("button", { name: "Members" }).click();
  const away = dialog(page).locator('[data-presence="offline"]').first();
  await away.waitFor();
  seen.set("offline", (await away.screenshot()).toString("base64"));
  if (new Set(seen.values()).size !== 4) throw new Error(`of ${mark} two states look the same`);
  await page.screenshot({ path: join(shots, "looks-forced-members.png") });
  await close(page);
  for (const name of [
    "a conversation",
    "the switcher",
    "what can be done with a message",
    "settings: Appearance",
  ]) {
    await STATES[name](page);
    await page.screenshot({ path: join(shots, `looks-forced-${name.replaceAll(/\W+/gu, "-")}.png`) });
    const found = await violations(page);
    if (found.length > 0) throw new Error(`${name}: ${JSON.stringify(found)}`);
    await close(page);
  }
  await page.emulateMedia({ forcedColors: "none" });
});

await chapter("who asks for more contrast gets it", wide.page, async () => {
  const { page } = wide;
  await page.emulateMedia({ contrast: "more" });
  for (const theme of ["light", "dark"]) {
    await inGarden(page);
    await paint(page, theme);
    // The letters on a face are said beside it.
    const found = await violations(page, ["color-contrast-enhanced"], ["[class*=_avatar_]"]);
    if (found.length > 0) throw new Error(`${theme}: ${JSON.stringify(found)}`);
    await page.screenshot({ path: join(shots, `looks-contrast-${theme}.png`) });
  }
  await page.emulateMedia({ contrast: "no-preference" });
});

await chapter("nothing broke on the way", wide.page, async () => {
  const broken = [...told, ...wide.broken];
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
