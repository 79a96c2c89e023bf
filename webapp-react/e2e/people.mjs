/** Two people with a browser window each, as the stories tell of them. */
import { chromium } from "playwright-core";

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const LIMIT = 20_000;

export async function launch() {
  return chromium.launch({ executablePath: process.env.CONFAB_CHROMIUM, args: FLAGS });
}

/** A window with a storage of its own. What the page breaks (errors, its own security policy) is kept in `broken`. */
export async function openWindow(browser, base, options = {}) {
  const context = await browser.newContext({ baseURL: base, ...options });
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  const broken = [];
  page.on("pageerror", (error) => broken.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    broken.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) broken.push(`policy: ${message.text()}`);
  });
  return { context, page, broken };
}

export async function signUp(page, name) {
  const username = `${name.toLowerCase()}-${Math.random().toString(36).slice(2, 10)}`;
  if (page.url() === "about:blank") await page.goto("/");
  const toCreate = page.getByText("New here?");
  await page
    .getByLabel(/^(Username or email|Display name)$/)
    .first()
    .waitFor();
  if (await toCreate.isVisible()) {
    await page
      .getByRole("link", { name: "Create account" })
      .or(page.getByRole("button", { name: "Create account" }))
      .first()
      .click();
  }
  await page.getByLabel("Username", { exact: true }).fill(username);
  await page.getByLabel("Email", { exact: true }).fill(`${username}@example.com`);
  await page.getByLabel("Display name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill("a garden full of words");
  await page.getByRole("button", { name: "Create account" }).click();
  await page
    .getByRole("button", { name: "Account and settings" })
    .or(page.getByText("Account and settings"))
    .first()
    .waitFor({ state: "attached" });
  return username;
}

export const composer = (page) => page.getByRole("textbox", { name: /^Message / });

/** By the key, or by the button: on a phone Enter begins a new line. */
export async function say(page, text, by = "key") {
  await composer(page).fill(text);
  if (by === "key") await composer(page).press("Enter");
  else await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** On a phone the tabs lead everywhere. */
export const tab = (page, name) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: new RegExp(`^${name}`) });

export const message = (page, text) => page.getByRole("article").filter({ hasText: text });

/** To the end of the conversation, if it is not shown. The way there goes by itself when the end is reached meanwhile. */
export async function toLatest(page) {
  const way = page.getByRole("button", { name: /Jump to latest/ });
  if (await way.isVisible()) await way.click({ timeout: 2_000 }).catch(() => {});
}

/** A finger rests on something until this opens. */
export async function rest(page, what, layer) {
  // As long as it moves, the finger would come down beside it.
  await what.tap({ trial: true });
  const box = await what.boundingBox();
  const finger = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + 20, y: box.y + box.height / 2 }];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await layer.waitFor();
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await finger.detach();
  return layer;
}

/** A finger that rests on a message opens what can be done with it. */
export const restOn = (page, words) =>
  rest(page, words, page.getByRole("dialog", { name: "Message actions" }));

/** Waits for a condition on the page, or says what it saw instead. */
export async function until(what, look, limit = LIMIT) {
  const deadline = Date.now() + limit;
  for (;;) {
    const seen = await look();
    if (seen === true) return;
    if (Date.now() > deadline) throw new Error(`waited ${limit} ms for ${what}; saw ${JSON.stringify(seen)}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
