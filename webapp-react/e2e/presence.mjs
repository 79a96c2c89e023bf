/** The chapters about how people are there. */
import { join } from "node:path";
import AxeBuilder from "./axe.mjs";
import { composer, message, openWindow, restOn, say, signUp, tab, until } from "./people.mjs";

const WORDS = "digging the beds";

const dialog = (page) => page.getByRole("dialog", { name: "Your status" });
const header = (page) => page.locator('[data-region="header"]');
const members = (page) => page.getByRole("complementary", { name: "Members" });
const sidebar = (page) => page.getByRole("navigation");
const mark = (place, state) => place.locator(`[data-presence="${state}"]`);

async function openStatus(page) {
  await page.getByRole("button", { name: "Set your status" }).click();
  await dialog(page).waitFor();
}

async function inOrder(page) {
  const found = await AxeBuilder(page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
}

/** As a field for a date and a time takes it; the Swedes write dates like that. */
const tomorrowAt = (time) => `${new Date(Date.now() + 86_400_000).toLocaleDateString("sv")}T${time}`;

/** Joins a public channel, and has the app open in this many tabs. */
async function cameIn(browser, base, name, channel, tabs) {
  const { context, page, broken } = await openWindow(browser, base);
  await signUp(page, name);
  await page.evaluate(async (wanted) => {
    const json = async (path) => (await fetch(`/api/v1/${path}`)).json();
    const { channels } = await json(`channels?discover=true&query=${wanted}`);
    const { id } = channels.find((each) => each.name === wanted);
    await fetch(`/api/v1/channels/${id}/members/${(await json("me")).id}`, { method: "PUT" });
  }, channel);
  const pages = [page];
  while (pages.length < tabs) pages.push(await context.newPage());
  for (const each of pages) {
    if (each !== page) await each.goto("/");
    await each.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
  }
  return { context, pages, broken };
}

export async function tellOfPresence(chapter, { ann, bob, browser, base, channel, shots }) {
  const one = (page, name) =>
    sidebar(page)
      .getByRole("link", { name: new RegExp(`^(.*, )?${name}`) })
      .first();

  const garden = `${channel}\\b(?!-)`;

  await chapter("ann does not want to be disturbed until a time of her own, and bob sees why", async () => {
    await tab(bob.page, "Home").click();
    await mark(one(bob.page, "Ann"), "online").waitFor();
    await openStatus(ann.page);
    await dialog(ann.page).getByRole("radio", { name: "Do not disturb" }).check();
    await dialog(ann.page).getByLabel("Until").selectOption({ label: "At a time of my own" });
    await dialog(ann.page).getByLabel("Date and time").fill("2020-01-01T12:00");
    await dialog(ann.page).getByLabel("What is up?").fill(WORDS);
    await dialog(ann.page).getByLabel("Clear it").selectOption({ label: "Tomorrow morning" });
    await dialog(ann.page).getByRole("button", { name: "Save" }).click();
    await dialog(ann.page).getByText("is over already").waitFor();
    await dialog(ann.page).getByLabel("Date and time").fill(tomorrowAt("14:30"));
    await dialog(ann.page).getByRole("button", { name: "Choose an emoji" }).click();
    const search = ann.page.getByRole("dialog").getByRole("combobox", { name: /emoji/i });
    await search.fill("seedling");
    await search.press("Enter");
    await dialog(ann.page).getByRole("button", { name: "Choose an emoji: 🌱" }).waitFor();
    await ann.page.screenshot({ path: join(shots, "status-wide.png") });
    await inOrder(ann.page);
    await dialog(ann.page).getByRole("button", { name: "Save" }).click();
    await dialog(ann.page).waitFor({ state: "detached" });
    await sidebar(ann.page).getByText(`🌱 ${WORDS}`).waitFor();

    await mark(one(bob.page, "Ann"), "dnd").waitFor();
    await bob.page.screenshot({ path: join(shots, "presence-phone.png") });
    await one(bob.page, "Ann").click();
    await header(bob.page)
      .getByText(new RegExp(`do not disturb until .*2:30 PM · 🌱 ${WORDS}$`))
      .waitFor();
    await bob.page.screenshot({ path: join(shots, "status-phone.png") });
    await inOrder(bob.page);
  });

  await chapter("what comes for her meanwhile is counted, and the title of her tab stays quiet", async () => {
    const unread = async () =>
      Number(/(\d+) unread/.exec(await one(ann.page, "Bob").textContent())?.[1] ?? 0);
    const before = await unread();
    await say(bob.page, "when you are done", "button");
    await until("one more to be unread", async () => (await unread()) === before + 1);
    if (/^\(/.test(await ann.page.title())) throw new Error(`the title says ${await ann.page.title()}`);
    await openStatus(ann.page);
    await dialog(ann.page).getByRole("button", { name: "Clear all" }).click();
    await until("the title to tell", async () => /^\(\d+\) /.test(await ann.page.title()));
    await header(bob.page)
      .getByText(/ · online$/)
      .waitFor();
    await openStatus(ann.page);
    await dialog(ann.page).getByRole("radio", { name: "Away" }).check();
    await dialog(ann.page).getByRole("button", { name: "Save" }).click();
    await header(bob.page)
      .getByText(/ · away$/)
      .waitFor();
    await mark(header(bob.page), "away").waitFor();
    await openStatus(ann.page);
    await dialog(ann.page).getByRole("button", { name: "Clear all" }).click();
    await mark(header(bob.page), "online").waitFor();
    await one(ann.page, "Bob").click();
    await message(ann.page, "when you are done").waitFor();
  });

  await chapter("who types is seen where they type, in the channel or in the thread", async () => {
    await one(ann.page, garden).click();
    await say(ann.page, "who waters the beans?");
    const beans = message(ann.page, "who waters the beans?");
    await beans.waitFor();
    await tab(bob.page, "Home").click();
    await one(bob.page, garden).click();
    await message(bob.page, "who waters the beans?").waitFor();
    const panel = (page) => page.getByRole("complementary", { name: "Thread" });
    const seenIn = (page, words) =>
      page
        .getByText(words)
        .evaluateAll((lines) => lines.map((line) => (line.closest("aside") ? "thread" : "channel")).join());
    /** It fades by itself, so it is kept up until it is seen. */
    const types = (field, page, words, place) =>
      until(`it to be seen in the ${place} alone`, async () => {
        await field.press("i");
        const seen = await seenIn(page, words);
        return seen === place || seen;
      });

    await beans.focus();
    await beans.press("r");
    await panel(ann.page).getByRole("textbox").waitFor();
    await types(composer(bob.page), ann.page, "Bob is typing…", "channel");
    await ann.page.screenshot({ path: join(shots, "typing-wide.png") });
    await say(bob.page, "not me", "button");
    await until("nobody to type", async () => (await seenIn(ann.page, "Bob is typing…")) === "");

    const sheet = await restOn(bob.page, message(bob.page, "who waters the beans?").getByText("who waters"));
    await sheet.getByRole("button", { name: "Reply in thread" }).click();
    await panel(bob.page).getByRole("textbox").waitFor();
    await types(panel(bob.page).getByRole("textbox"), ann.page, "Bob is typing…", "thread");
    await types(panel(ann.page).getByRole("textbox"), bob.page, "Ann is typing…", "thread");
    await bob.page.screenshot({ path: join(shots, "typing-phone.png") });
    await panel(bob.page).getByRole("textbox").fill("I can");
    await panel(bob.page).getByRole("button", { name: "Send" }).click();
    await until("nobody to type", async () => (await seenIn(ann.page, "Bob is typing…")) === "");
    await panel(ann.page).getByRole("textbox").fill("");
    await ann.page.keyboard.press("Escape");
    await panel(ann.page).waitFor({ state: "detached" });
    await bob.page.goBack();
    await composer(bob.page).waitFor();
  });

  await chapter("who closes one of two tabs is still there, and who closes both is gone", async () => {
    const [carl, dora] = [
      await cameIn(browser, base, "Carl", channel, 2),
      await cameIn(browser, base, "Dora", channel, 2),
    ];
    const row = (page, name) => members(page).getByRole("listitem").filter({ hasText: name });
    await header(ann.page).getByRole("button", { name: "Members" }).click();
    await header(bob.page).getByRole("button", { name: "Members" }).click();
    for (const page of [ann.page, bob.page])
      for (const name of ["Carl", "Dora"]) await mark(row(page, name), "online").waitFor();
    await carl.pages[0].close();
    await dora.context.close();
    for (const page of [ann.page, bob.page])
      await until("Dora to be gone, and Carl to stay", async () => {
        if ((await mark(row(page, "Carl"), "online").count()) !== 1) throw new Error("Carl is gone");
        return (await mark(row(page, "Dora"), "offline").count()) === 1;
      });
    await row(ann.page, "Dora")
      .getByText(/ · offline$/)
      .waitFor();
    await ann.page.screenshot({ path: join(shots, "members-wide.png") });
    await bob.page.screenshot({ path: join(shots, "members-phone.png") });
    for (const page of [ann.page, bob.page]) {
      await inOrder(page);
      await page.keyboard.press("Escape");
    }
    await carl.context.close();
    ann.broken.push(...carl.broken, ...dora.broken);
  });
}
