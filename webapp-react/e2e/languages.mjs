/**
 * Somebody of each language signs up, looks round and finds nothing in English (CONFAB_URL): no words, no labels, none of
 * the server's sentences. Ends with exit code 1 when a chapter does not come true.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";
import violations from "./axe.mjs";
import { launch, message, openWindow, until } from "./people.mjs";

const base = process.env.CONFAB_URL;
const shots = process.env.CONFAB_SHOTS ?? "../target/screenshots";
mkdirSync(shots, { recursive: true });

const { module } = await runnerImport(new URL("words.ts", import.meta.url).pathname);
const { words } = module;
const { en } = words;

const PEOPLE = [
  { language: "de", own: "Deutsch", locale: "de-AT", name: "Änne", word: "Rosen blühen" },
  { language: "es", own: "Español", locale: "es-MX", name: "Íñigo", word: "florecen rosas" },
  { language: "ar", own: "العربية", locale: "ar-EG", name: "ليلى", word: "أزهرت الورود" },
  { language: "zh-CN", own: "简体中文", locale: "zh-SG", name: "晓梅", word: "玫瑰开了" },
];

const browser = await launch();
let passed = 0;
let failed = 0;

async function chapter(name, window, tell) {
  if (failed > 0) return;
  try {
    await tell();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`The chapter "${name}" did not come true: ${error.stack}`);
    await window.page.screenshot({ path: join(shots, "failed-languages.png") }).catch(() => {});
  }
}

const leavesOf = (tree) =>
  Object.values(tree ?? {}).flatMap((each) => (typeof each === "object" ? leavesOf(each) : [each]));

/** What stays the same in a sentence whatever stands in it. */
const fixed = (leaf) => {
  if (typeof leaf === "string") return [leaf];
  try {
    return leaf("\u0001", "\u0001", "\u0001").split("\u0001");
  } catch {
    return []; // It counts, or lists: it takes no words.
  }
};

/** The sentences of English that are none of the other language's, without what is too short to be known again. */
function onlyEnglish(other) {
  const theirs = new Set(leavesOf(other).flatMap(fixed));
  const all = leavesOf(en)
    .flatMap(fixed)
    .map((each) => each.trim())
    .filter((each) => /[A-Za-z]{3}/u.test(each) && each !== en.app && !theirs.has(each));
  return new Set(all);
}

/** Every word on the page that is said for somebody to read or to hear. */
const said = (page) =>
  page.evaluate(() => {
    const found = [document.title.replace(/ · Confab$/u, "")];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, data } = texts.currentNode;
      if (!parentElement.closest("noscript, script, style, [lang]:not(html)")) found.push(data);
    }
    for (const element of document.body.querySelectorAll("*"))
      for (const name of ["aria-label", "title", "placeholder", "alt"])
        if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    return found.map((each) => each.trim()).filter(Boolean);
  });

/** A region may have digits of its own. */
const inAnyDigits = (text) => new RegExp(text.replaceAll(".", "\\.").replace(/\d+/gu, "\\p{Nd}+"), "u");

/** What is wider than its place, on a page that does not scroll aside. */
const tooWide = (page) =>
  page.evaluate(async () => {
    // What is still arriving comes from beyond the edge.
    const arriving = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(arriving.map((each) => each.finished));
    const wide = [];
    if (document.documentElement.scrollWidth > innerWidth)
      wide.push(`the page: ${document.documentElement.scrollWidth}`);
    for (const element of document.querySelectorAll("[data-region], dialog[open], main, form, button")) {
      const box = element.getBoundingClientRect();
      const scrolls = element.closest('[role="tablist"], pre');
      const hidden = getComputedStyle(element).visibility === "hidden" || box.width === 0;
      if (!scrolls && !hidden && (box.right > innerWidth + 1 || box.left < -1))
        wide.push(
          `${element.localName}.${element.className}: ${Math.round(box.left)} to ${Math.round(box.right)}`,
        );
      if (element.matches("form button, dialog button") && element.scrollWidth > element.clientWidth + 1)
        wide.push(`cut: ${element.textContent}`);
    }
    return wide;
  });

for (const { language, own, locale, name, word } of PEOPLE) {
  const t = words[language];
  const english = onlyEnglish(t);
  const window = await openWindow(browser, base, { viewport: { width: 1440, height: 900 }, locale });
  const { page, context, broken } = window;
  await context.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const { lang, dir } = document.documentElement;
      window.atFirst = `${lang} ${dir}`;
    });
  });
  const direction = language === "ar" ? "rtl" : "ltr";

  /** Waits for it to be there, then looks at all of it. */
  const look = async (what) => {
    const left = (await said(page)).filter(
      (each) => english.has(each) || /\b(?:must|is missing|is taken|Not allowed|Sign in first)\b/u.test(each),
    );
    if (left.length > 0) throw new Error(`${what}: in English: ${[...new Set(left)].join(" | ")}`);
    // What axe finds hangs on the words and their direction, and not on the width.
    const faults = page.viewportSize().width === 1440 ? await violations(page) : [];
    if (faults.length > 0) throw new Error(`${what}: ${JSON.stringify(faults)}`);
    const wide = await tooWide(page);
    if (wide.length > 0) throw new Error(`${what}: ${wide.join("; ")}`);
  };

  const inBoth = async (tell) => {
    for (const width of language === "de" || language === "ar" ? [1440, 320] : [1440]) {
      await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      await tell(width);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };

  await chapter(`${name} signs up in ${language}`, window, async () => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: t.auth.signIn, exact: true }).waitFor();
    const seen = await page.evaluate(() => window.atFirst);
    if (seen !== `${locale} ${direction}`) throw new Error(`the page began as ${seen}`);
    await inBoth(() => look("the sign-in"));
    await page.getByRole("link", { name: t.auth.createAccount }).click();
    const username = `x${Math.random().toString(36).slice(2, 10)}`;
    await page.getByLabel(t.auth.displayName, { exact: true }).fill(name);
    await page.getByLabel(t.auth.username, { exact: true }).fill(username);
    await page.getByLabel(t.auth.email, { exact: true }).fill(`${username}@example.com`);
    await page.getByLabel(t.auth.password, { exact: true }).fill("short");
    await page.getByRole("button", { name: t.auth.createAccount }).click();
    await page.getByText(inAnyDigits(t.failure.server.fields["too-short"](10))).waitFor();
    await inBoth(() => look("a refused sign-up"));
    await page.getByLabel(t.auth.password, { exact: true }).fill("a garden full of words");
    await page.getByRole("button", { name: t.auth.createAccount }).click();
    await page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
  });

  const channel = `garten-${Math.random().toString(36).slice(2, 7)}`;
  const field = () => page.getByRole("textbox", { name: t.composer.label(`#${channel}`) });

  await chapter(`${name} makes a channel and writes in it`, window, async () => {
    await page.getByRole("button", { name: t.nav.createChannel }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t.channel.name, { exact: true }).waitFor();
    await inBoth(() => look("a new channel"));
    await dialog.getByLabel(t.channel.name, { exact: true }).fill(channel);
    await dialog.getByRole("button", { name: t.channel.create }).click();
    await page.locator('[data-region="composer"] textarea').fill(word);
    await page.locator('[data-region="composer"] textarea').press("Enter");
    await message(page, word).waitFor();
    await inBoth(() => look("the channel"));
    await message(page, word).click({ button: "right" });
    await page.getByText(t.timeline.markUnread).first().waitFor();
    await look("what can be done with a message");
    await page.screenshot({ path: join(shots, `language-${language}.png`) });
    await page.keyboard.press("Escape");
  });

  await chapter(`${name} looks round`, window, async () => {
    for (const [path, heading] of [
      ["/threads", t.threads.empty],
      ["/mentions", t.mentions.empty],
      ["/saved", t.keeping.noSaved],
      ["/drafts", t.drafts.empty],
      [`/search?query=${encodeURIComponent(word)}`, t.late.search.messages],
    ]) {
      await page.goto(path);
      await page.locator("main").getByText(heading, { exact: true }).first().waitFor();
      await inBoth(() => look(path));
    }
    await page.goto("/");
    await message(page, word).waitFor();
    for (const open of [t.nav.browse, t.nav.newDirect, t.presence.set]) {
      await page.getByRole("button", { name: open, exact: true }).first().click();
      await page.getByRole("dialog").waitFor();
      await inBoth(() => look(open));
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder(t.switcher.placeholder).waitFor();
    await look("the switcher");
    await page.keyboard.press("Escape");
  });

  const openAccount = async () => {
    await page.locator(`button[title="${t.nav.account}"]`).click();
    await page.getByRole("tab", { name: t.late.account.appearance }).click();
  };

  await chapter(`${name} sees every setting`, window, async () => {
    await openAccount();
    for (const tab of ["profile", "preferences", "blocked", "password", "sessions", "tokens", "appearance"]) {
      await page.getByRole("tab", { name: t.late.account[tab], exact: true }).click();
      await until("what is on it", async () => (await page.getByRole("tabpanel").textContent()).length > 3);
      await inBoth(() => look(tab));
    }
    await page.keyboard.press("Escape");
  });

  await chapter(`${name} turns to English in the middle of a sentence, and back`, window, async () => {
    const unfinished = `${word} …`;
    await page.locator('[data-region="composer"] textarea').fill(unfinished);
    const socket = page.locator('[data-state="connected"]').first();
    let closed = 0;
    page.on("websocket", () => {
      closed += 1;
    });
    await openAccount();
    await page.getByRole("radio", { name: "English", exact: true }).check();
    await page.getByRole("tab", { name: en.late.account.appearance }).waitFor();
    if ((await page.evaluate(() => document.documentElement.dir)) !== "ltr")
      throw new Error("not from the left");
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: `Message #${channel}` }).waitFor();
    await page.getByRole("button", { name: "More actions" }).first().waitFor({ state: "attached" });
    if ((await page.locator('[data-region="composer"] textarea').inputValue()) !== unfinished)
      throw new Error("the draft is gone");
    await page.reload();
    await page.getByRole("textbox", { name: `Message #${channel}` }).waitFor();
    const seen = await page.evaluate(() => window.atFirst);
    if (!seen.startsWith("en")) throw new Error(`after the reload the page began as ${seen}`);
    closed = 0;
    await page.getByRole("button", { name: en.nav.account }).click();
    await page.getByRole("tab", { name: en.late.account.appearance }).click();
    await page.getByRole("radio", { name: own, exact: true }).check();
    await page.getByRole("tab", { name: t.late.account.appearance }).waitFor();
    await page.keyboard.press("Escape");
    await field().waitFor();
    await until("the draft", async () => {
      const kept = await page.locator('[data-region="composer"] textarea').inputValue();
      return kept === unfinished || kept;
    });
    if (closed > 0) throw new Error("another socket was opened");
    await socket.waitFor({ state: "attached" });
    await look("the channel again");
  });

  await chapter(`nothing broke for ${name}`, window, async () => {
    if (broken.length > 0) throw new Error(broken.join("\n"));
  });
  await context.close();
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
