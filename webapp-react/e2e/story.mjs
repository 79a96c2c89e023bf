/**
 * The browser story: two people, two windows, one server (CONFAB_URL). They sign up, talk, reload, lose the network,
 * come back; nothing is lost, nothing is double. Ends with exit code 1 when a chapter does not come true.
 */
import { join } from "node:path";
import AxeBuilder from "./axe.mjs";
import { shots, tale } from "./chapters.mjs";
import { tellOfFiles } from "./files.mjs";
import {
  composer,
  launch,
  message,
  openWindow,
  restOn,
  say,
  signUp,
  tab,
  toLatest,
  until,
} from "./people.mjs";
import { plug } from "./plug.mjs";
import { tellOfPresence } from "./presence.mjs";

const base = process.env.CONFAB_URL;

const browser = await launch();
const wire = await plug(base);
const ann = await openWindow(browser, base, { viewport: { width: 1440, height: 900 } });
const bob = await openWindow(browser, wire.url, { viewport: { width: 390, height: 844 }, hasTouch: true });
const { chapter, end } = tale(() => ({ "failed-ann": ann.page, "failed-bob": bob.page }));

const channel = `garden-${Math.random().toString(36).slice(2, 7)}`;
const texts = async (page) =>
  page
    .getByRole("article")
    .evaluateAll((rows) => rows.flatMap((row) => row.querySelector('p[dir="auto"]')?.textContent ?? []));
const count = async (page, text) => (await texts(page)).filter((seen) => seen === text).length;
const header = (page) => page.locator('[data-region="header"]');
const connected = (page) => page.locator('[data-state="connected"]').first();

await chapter("two people sign up", async () => {
  await signUp(ann.page, "Ann");
  await signUp(bob.page, "Bob");
  await connected(ann.page).waitFor({ state: "attached" });
  await connected(bob.page).waitFor({ state: "attached" });
});

await chapter("ann makes a channel, bob finds and joins it", async () => {
  await ann.page.getByRole("button", { name: "Create channel" }).first().click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(channel);
  await dialog.getByRole("button", { name: "Create channel" }).click();
  await composer(ann.page).waitFor();
  await say(ann.page, "the roses are out");
  await message(ann.page, "the roses are out").waitFor();
  await bob.page.getByRole("button", { name: "Browse channels" }).first().click();
  await bob.page.getByRole("button", { name: `Join ${channel}` }).click();
  await message(bob.page, "the roses are out").waitFor();
});

await chapter("they talk", async () => {
  await say(bob.page, "I can see them from here", "button");
  await message(ann.page, "I can see them from here").waitFor();
  await say(ann.page, '<img src=x onerror="alert(1)"> & *stars*');
  await until(
    "the text to be shown as text",
    async () => (await count(bob.page, '<img src=x onerror="alert(1)"> & stars')) === 1,
  );
});

await chapter("F6 goes round the regions of ann's window", async () => {
  const regions = [];
  for (let n = 0; n < 4; n++) {
    await ann.page.keyboard.press("F6");
    regions.push(
      await ann.page.evaluate(() => document.activeElement.closest("[data-region]")?.dataset.region),
    );
  }
  const wanted = "channels header messages composer";
  if (regions.join(" ") !== wanted) throw new Error(`it went ${regions.join(" ")}, not ${wanted}`);
});

await chapter("bob reloads and everything is there", async () => {
  await bob.page.reload();
  await message(bob.page, "I can see them from here").waitFor();
  await until("one of each", async () => {
    const seen = await texts(bob.page);
    return new Set(seen).size === seen.length || seen;
  });
});

await chapter("bob loses the network, and comes back", async () => {
  await connected(bob.page).waitFor({ state: "attached" });
  wire.pull();
  await until("bob's window to say so", async () => (await connected(bob.page).count()) === 0);
  await say(bob.page, "said without a network", "button");
  for (const text of ["one", "two", "three"]) {
    await say(ann.page, text);
    await message(ann.page, text).last().waitFor();
  }
  await bob.page.screenshot({ path: join(shots, "phone-offline.png") });
  wire.putBack();
  await message(ann.page, "said without a network").waitFor();
  await until("the same for both, each once", async () => {
    const [anns, bobs] = [await texts(ann.page), await texts(bob.page)];
    const same = JSON.stringify(anns) === JSON.stringify(bobs) && new Set(anns).size === anns.length;
    return same || { anns, bobs };
  });
});

await chapter("what bob wrote without a socket outlives a reload", async () => {
  wire.pullSockets();
  await until("bob's window to say so", async () => (await connected(bob.page).count()) === 0);
  await say(bob.page, "kept over a reload", "button");
  await message(bob.page, "kept over a reload").waitFor();
  await bob.page.reload();
  await message(bob.page, "kept over a reload").waitFor();
  wire.putBack();
  await message(ann.page, "kept over a reload").waitFor();
  await until("it to be there once", async () => {
    const counts = [await count(ann.page, "kept over a reload"), await count(bob.page, "kept over a reload")];
    return (counts[0] === 1 && counts[1] === 1) || counts;
  });
});

await chapter("bob replies in a thread on his phone, and ann answers to all", async () => {
  const rose = bob.page.getByRole("article").filter({ hasText: "the roses are out" });
  await connected(bob.page).waitFor({ state: "attached" });
  const sheet = await restOn(bob.page, rose.getByText("the roses are out"));
  await sheet.getByRole("button", { name: "Reply in thread" }).click();
  const panel = (page) => page.getByRole("complementary", { name: "Thread" });
  await panel(bob.page).getByRole("textbox").fill("red ones");
  await panel(bob.page).getByRole("button", { name: "Send" }).click();
  await panel(bob.page).getByText("red ones").waitFor();
  await bob.page.screenshot({ path: join(shots, "thread-phone.png") });
  await ann.page.getByRole("link", { name: /Threads.*1 new reply/ }).click();
  await ann.page.getByRole("link", { name: /the roses are out/ }).click();
  await panel(ann.page).getByText("red ones").waitFor();
  await panel(ann.page)
    .getByLabel(/Also send to/)
    .check();
  await panel(ann.page).getByRole("textbox").fill("I bring the ladder");
  await panel(ann.page).getByRole("textbox").press("Enter");
  await panel(bob.page).getByText("I bring the ladder").waitFor();
  await until("nothing new for ann", async () => (await ann.page.getByText("1 new reply").count()) === 0);
  for (const page of [ann.page, bob.page]) {
    const found = await AxeBuilder(page);
    if (found.length > 0) throw new Error(JSON.stringify(found));
  }
  await ann.page.screenshot({ path: join(shots, "thread-wide.png") });
  await ann.page.keyboard.press("Escape");
  await panel(ann.page).waitFor({ state: "detached" });
  await message(ann.page, "I bring the ladder").waitFor();
  if ((await count(ann.page, "red ones")) > 0) throw new Error("a reply stands in the channel");
  await bob.page.goBack();
  await composer(bob.page).waitFor();
  await message(bob.page, "I bring the ladder").waitFor();
});

await chapter("they react, and see who has", async () => {
  const words = "I can see them from here";
  await message(ann.page, words).hover();
  await message(ann.page, words).getByRole("button", { name: "Add a reaction" }).click();
  const search = ann.page.getByRole("dialog").getByRole("combobox");
  await search.fill("tulip");
  await search.press("Enter");
  const pill = (page) => message(page, words).getByRole("button", { name: /^🌷/ });
  await pill(bob.page).waitFor();
  await pill(bob.page).click();
  await until("both to be counted", async () => /2/.test((await pill(ann.page).textContent()) ?? ""));
  await ann.page.screenshot({ path: join(shots, "reactions-wide.png") });
  const found = await AxeBuilder(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await pill(ann.page).click();
  await pill(bob.page).click();
  await until("nobody to be left", async () => (await pill(ann.page).count()) === 0);
});

await chapter("they look at each other's cards, and write to each other alone", async () => {
  await message(bob.page, "the roses are out").getByRole("button", { name: "Ann", exact: true }).click();
  const card = (page) => page.getByRole("dialog");
  await card(bob.page).getByRole("button", { name: "Message" }).waitFor();
  await bob.page.screenshot({ path: join(shots, "card-phone.png") });
  await card(bob.page).getByRole("button", { name: "Close" }).click();
  await message(ann.page, "I can see them from here")
    .getByRole("button", { name: "Bob", exact: true })
    .press("Enter");
  await card(ann.page).getByText("@bob-").waitFor();
  await ann.page.screenshot({ path: join(shots, "card-wide.png") });
  const found = await AxeBuilder(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await card(ann.page).getByRole("button", { name: "Message" }).click();
  await ann.page.getByRole("textbox", { name: "Message Bob" }).waitFor();
  await ann.page.goBack();
  await message(ann.page, "the roses are out").waitFor();
});

await chapter("bob names ann, and she finds it among her mentions", async () => {
  const hers = await ann.page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).username);
  await ann.page.getByRole("button", { name: "Create channel" }).first().click();
  await ann.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(`${channel}-shed`);
  await ann.page.getByRole("dialog").getByRole("button", { name: "Create channel" }).click();
  await ann.page.getByRole("textbox", { name: `Message #${channel}-shed` }).waitFor();
  await say(bob.page, `@${hers} the **pump** drips`, "button");
  await ann.page.getByRole("link", { name: /Mentions.*1 mention/ }).waitFor();
  await ann.page.keyboard.press("Control+Shift+M");
  const found = ann.page.getByRole("link", { name: new RegExp(`Bob in #${channel}, new`) });
  await found.waitFor();
  await say(bob.page, "@channel bring buckets", "button");
  await ann.page.getByText("bring buckets").waitFor();
  await ann.page.screenshot({ path: join(shots, "mentions-wide.png") });
  const faults = await AxeBuilder(ann.page);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  await found.last().click();
  await message(ann.page, "the pump drips").waitFor();
  await until(
    "nothing new for ann",
    async () => (await ann.page.getByRole("link", { name: /Mentions.*mention/ }).count()) === 0,
  );
  await say(ann.page, "@channel I have one");
  await tab(bob.page, "Activity").click();
  await bob.page.getByText("I have one").waitFor();
  await bob.page.screenshot({ path: join(shots, "mentions-phone.png") });
  await bob.page.getByRole("link", { name: new RegExp(`Ann in #${channel}`) }).click();
  await composer(bob.page).waitFor();
});

await chapter("they complete what they write", async () => {
  const list = (page) => page.getByRole("listbox");
  const field = composer(ann.page);
  await field.pressSequentially("@");
  await list(ann.page)
    .getByRole("option", { name: /@channel/ })
    .waitFor();
  await field.pressSequentially("bo");
  await list(ann.page).getByRole("option", { name: /@bob-/ }).first().waitFor();
  await ann.page.screenshot({ path: join(shots, "complete-wide.png") });
  const found = await AxeBuilder(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await field.press("Enter");
  await field.pressSequentially(`meet me in #${channel.slice(0, -1)}`);
  await list(ann.page).getByRole("option").first().waitFor();
  await field.press("Tab");
  await field.pressSequentially(":seedl");
  await list(ann.page)
    .getByRole("option", { name: /:seedling:/ })
    .waitFor();
  await field.press("Enter");
  await field.pressSequentially(" :tada:");
  const text = await field.inputValue();
  if (!new RegExp(`^@bob-\\S+ meet me in #${channel} 🌱 🎉$`).test(text))
    throw new Error(`she wrote ${text}`);
  await field.press("Enter");
  await message(bob.page, "🌱 🎉").waitFor();
  await field.press("ArrowUp");
  const editor = ann.page.getByRole("textbox", { name: "Edit message" });
  await editor.pressSequentially(" #");
  await list(ann.page).waitFor();
  await editor.press("Escape");
  await list(ann.page).waitFor({ state: "detached" });
  await editor.press("Escape");
  await editor.waitFor({ state: "detached" });
  await composer(bob.page).tap();
  await composer(bob.page).pressSequentially("well @");
  await list(bob.page).waitFor();
  await bob.page.screenshot({ path: join(shots, "complete-phone.png") });
  const [over, under] = [await list(bob.page).boundingBox(), await composer(bob.page).boundingBox()];
  if (over.y < 0 || over.x < 0 || over.x + over.width > 390 || over.y + over.height > under.y)
    throw new Error(`the list stands at ${JSON.stringify(over)}, the field at ${JSON.stringify(under)}`);
  await list(bob.page).getByRole("option", { name: /@ann-/ }).first().tap();
  const his = await composer(bob.page).inputValue();
  if (!/^well @ann-\S+ $/.test(his)) throw new Error(`he wrote ${his}`);
  await composer(bob.page).fill("");
});

await chapter("they jump to where they want to be", async () => {
  const field = (page) => page.getByRole("dialog").getByRole("combobox");
  const rows = (page) => page.getByRole("dialog").getByRole("option");
  await ann.page.keyboard.press("Control+k");
  await rows(ann.page).first().waitFor();
  await ann.page.screenshot({ path: join(shots, "switcher-wide.png") });
  const found = await AxeBuilder(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await ann.page.keyboard.press("Escape");
  await ann.page.keyboard.press("Control+Shift+K");
  await field(ann.page).pressSequentially("bob");
  await until("only people to be there", async () => {
    const seen = await rows(ann.page).allTextContents();
    return (seen.length > 0 && seen.every((text) => text.includes("@bob-"))) || seen;
  });
  await field(ann.page).fill(`#${channel}-shed`);
  await until("one channel to be there", async () => (await rows(ann.page).count()) === 1);
  await field(ann.page).press("Enter");
  await ann.page.getByRole("textbox", { name: `Message #${channel}-shed` }).waitFor();
  await ann.page.keyboard.press("Control+k");
  await rows(ann.page).first().waitFor();
  await field(ann.page).press("Enter");
  await ann.page.getByRole("textbox", { name: `Message #${channel}`, exact: true }).waitFor();
  await tab(bob.page, "Home").click();
  await bob.page.getByRole("button", { name: "Jump to…" }).click();
  await rows(bob.page).first().waitFor();
  await bob.page.screenshot({ path: join(shots, "switcher-phone.png") });
  await field(bob.page).fill(channel);
  await rows(bob.page)
    .filter({ hasText: new RegExp(`^${channel}$`) })
    .tap();
  await composer(bob.page).waitFor();
});

await tellOfFiles(chapter, { ann, bob, wire, shots });

await chapter("ann searches what was said, and comes back to what she found", async () => {
  await ann.page.keyboard.press("Control+f");
  const field = ann.page.getByRole("combobox", { name: /^Search messages/ });
  await until("this channel to be in the field", async () => (await field.inputValue()) === `in:${channel} `);
  await field.pressSequentially("ladders from:bo");
  await ann.page.getByRole("option").filter({ hasText: "Bob" }).first().waitFor();
  await field.press("Enter");
  await ann.page.getByRole("heading", { name: "Nothing found for ladders" }).waitFor();
  await ann.page
    .getByRole("button", { name: /Without “From Bob/ })
    .last()
    .click();
  const hit = ann.page.getByRole("link", { name: /I bring the ladder/ });
  await hit.waitFor();
  if ((await hit.locator("mark").textContent()) !== "ladder") throw new Error("the hit is not marked");
  await ann.page.screenshot({ path: join(shots, "search-wide.png") });
  const found = await AxeBuilder(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await field.focus();
  await field.press("ArrowDown");
  await ann.page.keyboard.press("Enter");
  await composer(ann.page).waitFor();
  await ann.page.goBack();
  await until("the hit to have the focus", () =>
    hit.evaluate((element) => element === document.activeElement),
  );
  await ann.page.goBack();
  await composer(ann.page).waitFor();
});

await chapter("bob searches on his phone", async () => {
  await tab(bob.page, "Search").click();
  const field = bob.page.getByRole("combobox", { name: /^Search messages/ });
  await field.fill("roses");
  await bob.page.getByRole("link", { name: /the roses are out/ }).waitFor();
  await bob.page.screenshot({ path: join(shots, "search-phone.png") });
  const found = await AxeBuilder(bob.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await bob.page.getByRole("link", { name: /the roses are out/ }).click();
  await message(bob.page, "the roses are out").waitFor();
});

await chapter("ann looks away and finds the waterline", async () => {
  await ann.page.getByRole("button", { name: "Create channel" }).first().click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(`${channel}-tools`);
  await dialog.getByRole("button", { name: "Create channel" }).click();
  await composer(ann.page).waitFor();
  await say(bob.page, "the tulips follow", "button");
  const link = ann.page
    .getByRole("navigation")
    .getByRole("link", { name: new RegExp(`${channel}\\b(?!-tools).*1 unread`) });
  await link.waitFor();
  await link.click();
  await ann.page.getByText("New since you left").waitFor();
  await message(ann.page, "the tulips follow").waitFor();
});

await chapter("ann comes back to more than a page of news, and finds where it begins", async () => {
  await ann.page
    .getByRole("navigation")
    .getByRole("link", { name: `${channel}-tools` })
    .click();
  await composer(ann.page).waitFor();
  await bob.page.evaluate(async (name) => {
    const { channels } = await (await fetch("/api/v1/channels?limit=200")).json();
    const id = channels.find((each) => each.name === name).id;
    for (let n = 1; n <= 55; n++) {
      const body = JSON.stringify({ clientId: crypto.randomUUID(), text: `seed ${n}` });
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(`/api/v1/channels/${id}/messages`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`seed ${n} was answered ${answer.status}`);
    }
  }, channel);
  await ann.page.reload();
  await ann.page
    .getByRole("navigation")
    .getByRole("link", { name: new RegExp(`${channel}\\b(?!-tools).*5\\d unread`) })
    .click();
  await ann.page.getByText("New since you left").waitFor();
  await until("the first of them to be in sight", () =>
    ann.page.getByText("seed 1", { exact: true }).isVisible(),
  );
});

await chapter("ann copies a link to a message far back, and it leads bob there from anywhere", async () => {
  await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const id = await ann.page.evaluate(async (name) => {
    const { channels } = await (await fetch("/api/v1/channels?limit=200")).json();
    return channels.find((each) => each.name === name).id;
  }, channel);
  await ann.page.goto(`/c/${id}`);
  const first = await ann.page.evaluate(async (channel) => {
    const { messages } = await (await fetch(`/api/v1/channels/${channel}/messages?after=0`)).json();
    return messages.find((each) => each.text === "the roses are out");
  }, id);
  await ann.page.goto(`/c/${id}/m/${first.id}`);
  const row = message(ann.page, "the roses are out").first();
  await row.waitFor();
  await until("the row to have the focus", () => row.evaluate((each) => each === document.activeElement));
  await until("the address to be the channel's", async () => ann.page.url().endsWith(`/c/${id}`));
  await ann.page.screenshot({ path: join(shots, "leap-wide.png") });
  await row.press("c");
  const link = await ann.page.evaluate(() => navigator.clipboard.readText());
  if (!link.endsWith(`/c/${id}/m/${first.id}`)) throw new Error(`the link is ${link}`);
  await bob.page.evaluate(async (channel) => {
    const { messages } = await (await fetch(`/api/v1/channels/${channel}/messages?after=0`)).json();
    const rose = messages.find((each) => each.text === "the roses are out");
    const { messages: replies } = await (await fetch(`/api/v1/messages/${rose.id}/thread`)).json();
    const red = replies.find((each) => each.text === "red ones");
    const text = `see ${location.origin}/c/${channel}/m/${red.id}, said in the thread`;
    const body = JSON.stringify({ clientId: crypto.randomUUID(), text });
    const headers = { "Content-Type": "application/json" };
    await fetch(`/api/v1/channels/${channel}/messages`, { method: "POST", headers, body });
  }, id);
  await bob.page.goto(`/c/${id}/m/${first.id}`);
  await message(bob.page, "the roses are out").first().waitFor();
  await bob.page.screenshot({ path: join(shots, "leap-phone.png") });
  await bob.page.getByRole("button", { name: /Jump to latest/ }).click();
  await message(bob.page, "said in the thread").getByRole("link").click();
  const red = bob.page
    .getByRole("complementary", { name: "Thread" })
    .getByRole("article", { name: /red ones/ });
  await until("the reply to have the focus", () => red.evaluate((each) => each === document.activeElement));
  await bob.page.goto(`/c/${id}/m/01k0000000000000000000000`);
  await bob.page.getByRole("alert").filter({ hasText: "This message is not here" }).waitFor();
  await bob.page.getByRole("button", { name: "Dismiss" }).click();
});

await chapter("they go back to a day, and forth again", async () => {
  const dialog = (page) => page.getByRole("dialog", { name: "Jump to a date" });
  const open = async (page) => {
    await page
      .getByRole("region", { name: "Channel", exact: true })
      .getByRole("button", { name: /^More/ })
      .click();
    await page.getByRole("menuitem", { name: "Jump to a date" }).click();
    await dialog(page).waitFor();
  };
  const rose = (page) => message(page, "the roses are out").first();
  const isAtRose = (page) => () => rose(page).evaluate((each) => each === document.activeElement);
  const newest = (page) => message(page, "said in the thread").first();
  await ann.page.getByRole("button", { name: /Jump to latest/ }).click();
  await newest(ann.page).waitFor();
  await open(ann.page);
  await ann.page.keyboard.press("ArrowUp");
  await ann.page.keyboard.press("Enter");
  await until("the first words to have the focus", isAtRose(ann.page));
  await rose(ann.page)
    .getByRole("button", { name: /Jump to a date/ })
    .click();
  await dialog(ann.page).waitFor();
  await ann.page.screenshot({ path: join(shots, "dates-wide.png") });
  for (const fault of await AxeBuilder(ann.page)) throw new Error(JSON.stringify(fault));
  await ann.page.keyboard.press("Escape");
  await ann.page.goBack();
  await newest(ann.page).waitFor();
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await open(bob.page);
  await dialog(bob.page).getByLabel("A date").fill(yesterday);
  await bob.page.screenshot({ path: join(shots, "dates-phone.png") });
  for (const fault of await AxeBuilder(bob.page)) throw new Error(JSON.stringify(fault));
  await dialog(bob.page).getByRole("button", { name: "Go", exact: true }).tap();
  await until("the first words to have the focus", isAtRose(bob.page));
});

await chapter("ann forwards a message, and it calls nobody a second time", async () => {
  const dialog = (page) => page.getByRole("dialog", { name: /^Forward/ });
  const words = (page) => dialog(page).getByRole("textbox");
  await say(ann.page, "@channel the roses want\n```\nwater");
  const row = message(ann.page, "the roses want").last();
  await row.waitFor();
  await bob.page.getByRole("button", { name: /Jump to latest/ }).click();
  await row.getByText("the roses want").click();
  await row.press("f");
  await dialog(ann.page).getByRole("combobox").fill(channel);
  await ann.page.screenshot({ path: join(shots, "forward-to-wide.png") });
  for (const fault of await AxeBuilder(ann.page)) throw new Error(JSON.stringify(fault));
  await dialog(ann.page)
    .getByRole("option")
    .filter({ hasText: new RegExp(`^${channel}$`) })
    .click();
  await words(ann.page).fill("so it is said");
  await ann.page.screenshot({ path: join(shots, "forward-wide.png") });
  for (const fault of await AxeBuilder(ann.page)) throw new Error(JSON.stringify(fault));
  await words(ann.page).press("Enter");
  const copy = (page) => message(page, "so it is said").last();
  await copy(bob.page).locator("blockquote").getByText("the roses want").waitFor();
  await copy(bob.page).getByRole("link", { name: "original message" }).waitFor();
  const called = await bob.page.evaluate(async (name) => {
    const { channels } = await (await fetch("/api/v1/channels?limit=200")).json();
    const { id } = channels.find((each) => each.name === name);
    const { messages } = await (await fetch(`/api/v1/channels/${id}/messages`)).json();
    return messages
      .filter(({ text }) => text.includes("the roses want"))
      .map(({ mentions }) => mentions.length);
  }, channel);
  if (String(called) !== "1,0") throw new Error(`so many are called: ${called}`);
  const sheet = await restOn(bob.page, copy(bob.page).getByText("so it is said"));
  await sheet.getByRole("button", { name: "Forward…" }).tap();
  await dialog(bob.page).getByRole("combobox").fill("@ann");
  await dialog(bob.page).getByRole("option", { name: /Ann/ }).first().tap();
  await words(bob.page).fill("you know");
  await bob.page.screenshot({ path: join(shots, "forward-phone.png") });
  for (const fault of await AxeBuilder(bob.page)) throw new Error(JSON.stringify(fault));
  await dialog(bob.page).getByRole("button", { name: "Forward", exact: true }).tap();
  await bob.page.getByRole("textbox", { name: "Message Ann" }).waitFor();
  await message(bob.page, "you know").locator("blockquote").first().waitFor();
  await bob.page.goBack();
  await message(bob.page, "so it is said").last().waitFor();
});

await chapter("what ann chooses and begins to write is on her tablet too", async () => {
  const tablet = await openWindow(browser, base, { viewport: { width: 820, height: 1180 } });
  const hers = await ann.page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).username);
  await tablet.page.goto("/sign-in");
  await tablet.page.getByLabel("Username or email").fill(hers);
  await tablet.page.getByLabel("Password", { exact: true }).fill("a garden full of words");
  await tablet.page.getByRole("button", { name: "Sign in", exact: true }).click();
  const row = (page) =>
    page.getByRole("navigation").getByRole("link", { name: new RegExp(`^${channel}\\b(?!-)`) });
  await row(tablet.page).click();
  await composer(tablet.page).waitFor();

  await composer(ann.page).fill("the gate is");
  const written = (page) => composer(page).inputValue();
  await until("the tablet to have it", async () => (await written(tablet.page)) === "the gate is");
  await ann.page.keyboard.press("Control+Shift+D");
  await ann.page.getByRole("link", { name: new RegExp(`#${channel}.*the gate is`) }).waitFor();
  await ann.page.screenshot({ path: join(shots, "drafts-wide.png") });
  const found = await AxeBuilder(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await ann.page.getByRole("link", { name: new RegExp(`#${channel}.*the gate is`) }).click();
  await composer(tablet.page).fill("the gate is open");
  await composer(tablet.page).press("Enter");
  await message(ann.page, "the gate is open").waitFor();
  await until("nothing to be left", async () => (await written(ann.page)) === "");

  await header(ann.page)
    .getByRole("button", { name: /^More for/ })
    .click();
  await ann.page.screenshot({ path: join(shots, "channel-menu-wide.png") });
  await ann.page.getByRole("menuitem", { name: "Mute" }).click();
  await row(tablet.page).filter({ hasText: "muted" }).waitFor();
  await row(tablet.page).hover();
  await tablet.page
    .getByRole("navigation")
    .getByRole("button", { name: `More for ${channel}`, exact: true })
    .click();
  await tablet.page.getByRole("menuitem", { name: "Add to favourites" }).click();
  // What was unread when it was opened stays where it is until one goes elsewhere.
  await ann.page
    .getByRole("navigation")
    .getByRole("link", { name: /^(.*, )?Bob/ })
    .first()
    .click();
  await ann.page.getByRole("region", { name: "Favourites" }).waitFor();
  await tablet.page.screenshot({ path: join(shots, "favourites-tablet.png") });
  await tablet.context.close();
  ann.broken.push(...tablet.broken);
});

await chapter("ann sees that bob has read what she wrote to him", async () => {
  const one = (page, name) =>
    page.getByRole("navigation").getByRole("link", { name: new RegExp(`^(.*, )?${name}`) });
  await one(ann.page, "Bob").first().click();
  await ann.page.getByRole("textbox", { name: "Message Bob" }).waitFor();
  await say(ann.page, "are you at the pond?");
  await message(ann.page, "are you at the pond?").waitFor();
  await tab(bob.page, "Home").click();
  await one(bob.page, "Ann").first().click();
  await message(bob.page, "are you at the pond?").waitFor();
  await message(ann.page, "are you at the pond?").getByText("Seen by Bob").waitFor();
  await ann.page.screenshot({ path: join(shots, "seen-wide.png") });
  const found = await AxeBuilder(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await one(ann.page, `${channel}\\b(?!-)`).click();
  await message(ann.page, "the gate is open").waitFor();
});

await chapter("ann blocks bob, hears less of him, and forgives him", async () => {
  const one = (page, name) =>
    page.getByRole("navigation").getByRole("link", { name: new RegExp(`^(.*, )?${name}`) });
  const check = async (page, shot) => {
    await page.screenshot({ path: join(shots, `${shot}.png`) });
    for (const fault of await AxeBuilder(page)) throw new Error(`${shot}: ${JSON.stringify(fault)}`);
  };
  const hers = await ann.page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).username);
  await tab(bob.page, "Home").click();
  await one(bob.page, `${channel}\\b(?!-)`).first().click();
  await say(bob.page, "the buckets are blue", "button");
  await message(ann.page, "the buckets are blue").getByRole("button", { name: "Bob", exact: true }).click();
  await ann.page.getByRole("dialog").getByRole("button", { name: "Block", exact: true }).click();
  await ann.page.getByRole("dialog").getByText("You have blocked this person").waitFor();
  await check(ann.page, "block-card-wide");
  await ann.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  const folded = message(ann.page, "Message from somebody you have blocked.");
  await folded.last().waitFor();
  // Not how many: where there are more than fit, one leaves the page for each that comes.
  const last = async () => Number(await folded.last().getAttribute("aria-posinset"));
  const before = await last();
  await say(bob.page, `@${hers} look`, "button");
  await until("one line more", async () => (await last()) === before + 1);
  for (const hidden of ["the buckets are blue", "look"])
    if ((await texts(ann.page)).some((text) => text.endsWith(hidden))) throw new Error(`"${hidden}" shows`);
  if ((await ann.page.getByRole("link", { name: /Mentions.*mention/ }).count()) > 0)
    throw new Error("a mention by him counts");
  await check(ann.page, "folded-wide");
  await ann.page.setViewportSize({ width: 390, height: 844 });
  await folded.last().waitFor();
  await check(ann.page, "folded-phone");
  await ann.page.setViewportSize({ width: 1440, height: 900 });
  await folded.last().getByRole("button", { name: "Show" }).click();
  await message(ann.page, "look").last().getByRole("button", { name: "Bob", exact: true }).waitFor();

  await tab(bob.page, "Home").click();
  await one(bob.page, "Ann").first().click();
  await say(bob.page, "did I say something wrong?", "button");
  await bob.page.getByText("This person takes no direct messages from you.").waitFor();
  await check(bob.page, "barred-phone");

  await one(ann.page, "Bob").first().click();
  await ann.page.getByText("You have blocked Bob: neither of you can write here.").waitFor();
  if ((await composer(ann.page).count()) > 0) throw new Error("she could write to him");
  await check(ann.page, "barred-wide");
  await ann.page.getByRole("button", { name: "Account and settings" }).click();
  await ann.page.getByRole("tab", { name: "Blocked people" }).click();
  await ann.page.getByRole("button", { name: "Unblock Bob" }).waitFor();
  await check(ann.page, "blocked-people-wide");
  await ann.page.setViewportSize({ width: 390, height: 844 });
  await check(ann.page, "blocked-people-phone");
  await ann.page.setViewportSize({ width: 1440, height: 900 });
  await ann.page.getByRole("button", { name: "Unblock Bob" }).click();
  await ann.page.getByText("You have blocked nobody.").waitFor();
  await ann.page.keyboard.press("Escape");
  await ann.page.getByRole("textbox", { name: "Message Bob" }).waitFor();
  await bob.page.getByRole("button", { name: "Retry", exact: true }).click();
  await message(ann.page, "did I say something wrong?").waitFor();
  await one(ann.page, `${channel}\\b(?!-)`).first().click();
  await message(ann.page, "the buckets are blue").waitFor();
});

await chapter("ann edits, pins, saves and marks unread by keys, and bob by a finger that rests", async () => {
  const garden = ann.page
    .getByRole("navigation")
    .getByRole("link", { name: new RegExp(`${channel}\\b(?!-)`) });
  await garden.click();
  await toLatest(ann.page);
  await say(ann.page, "the rake is in the shed");
  const row = (page, text = "the rake is") => message(page, text).last();
  await row(ann.page).getByText("the rake is").click();
  await row(ann.page).press("e");
  await row(ann.page).getByRole("textbox").fill("the rake is in the attic");
  await row(ann.page).getByRole("textbox").press("Enter");
  await row(ann.page, "the rake is in the attic").getByRole("button", { name: "(edited)" }).waitFor();
  await tab(bob.page, "Home").click();
  await bob.page
    .getByRole("link", { name: new RegExp(`${channel}\\b(?!-)`) })
    .first()
    .click();
  await toLatest(bob.page);
  await row(bob.page).getByRole("button", { name: "(edited)" }).press("Enter");
  await bob.page.getByRole("dialog").getByText("the rake is in the shed").waitFor();
  await bob.page.screenshot({ path: join(shots, "history-phone.png") });
  await bob.page.keyboard.press("Escape");

  await row(ann.page).focus();
  await row(ann.page).press("p");
  await row(bob.page).getByText("Pinned by Ann").waitFor();
  await row(ann.page).press("s");
  await row(ann.page).getByText("Saved").waitFor();
  await row(ann.page).press("Shift+F10");
  await ann.page.getByRole("dialog", { name: "Message actions" }).waitFor();
  await ann.page.screenshot({ path: join(shots, "menu-wide.png") });
  for (const fault of await AxeBuilder(ann.page)) throw new Error(JSON.stringify(fault));
  await ann.page.keyboard.press("Escape");
  await bob.page
    .getByRole("region", { name: "Channel", exact: true })
    .getByRole("button", { name: /^More/ })
    .click();
  await bob.page.getByRole("menuitem", { name: "Pinned messages" }).click();
  const pins = bob.page.getByRole("complementary", { name: "Pinned messages" });
  await pins.getByText("the rake is in the attic").waitFor();
  await bob.page.screenshot({ path: join(shots, "pins-phone.png") });
  await pins.getByRole("link", { name: /Show in the conversation/ }).click();
  await until("the pinned row to have the focus", () =>
    row(bob.page).evaluate((each) => each === document.activeElement),
  );
  await ann.page.getByRole("link", { name: "Saved", exact: true }).click();
  await ann.page.getByRole("link", { name: /Show in the conversation: Ann/ }).waitFor();
  await ann.page.screenshot({ path: join(shots, "saved-wide.png") });
  for (const fault of await AxeBuilder(ann.page)) throw new Error(JSON.stringify(fault));
  await ann.page.getByRole("link", { name: /Show in the conversation: Ann/ }).click();
  await until("the saved row to have the focus", () =>
    row(ann.page).evaluate((each) => each === document.activeElement),
  );

  const sheet = await restOn(bob.page, row(bob.page).getByText("the rake is"));
  await bob.page.screenshot({ path: join(shots, "menu-phone.png") });
  for (const fault of await AxeBuilder(bob.page)) throw new Error(JSON.stringify(fault));
  await sheet.getByRole("button", { name: "React with 🎉" }).click();
  await row(ann.page).getByRole("button", { name: /^🎉/ }).waitFor();

  await say(bob.page, "I fetch it", "button");
  await row(ann.page, "I fetch it").focus();
  await row(ann.page, "I fetch it").press("u");
  await message(ann.page, "I fetch it").getByText("New since you left").waitFor();
  await ann.page.screenshot({ path: join(shots, "unread-wide.png") });
});

await tellOfPresence(chapter, { ann, bob, browser, base, channel, shots });

await chapter("every size and theme is in order", async () => {
  for (const [width, height] of [
    [320, 640],
    [390, 844],
    [820, 1180],
    [1440, 900],
  ]) {
    for (const colorScheme of ["light", "dark"]) {
      await ann.page.setViewportSize({ width, height });
      await ann.page.emulateMedia({ colorScheme });
      await composer(ann.page).waitFor();
      await ann.page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map((moving) => moving.finished)),
      );
      const name = header(ann.page).locator("h1 [class*=_title_]");
      const share = await name.evaluate((title) => title.clientWidth / title.scrollWidth);
      // Of a dozen letters; how wide they are is chance.
      if (share < (width < 390 ? 0.7 : 1))
        throw new Error(`at ${width} px ${share} of the channel's name shows`);
      const wide = await ann.page.evaluate(
        (limit) =>
          [...document.querySelectorAll("body *")]
            .filter(
              (e) =>
                e.checkVisibility() &&
                e.getBoundingClientRect().right > limit + 1 &&
                e.getBoundingClientRect().left < limit,
            )
            .filter((e) => !e.closest("pre,code,[data-clipped]"))
            .map((e) => `${e.tagName}.${e.className}`)
            .slice(0, 5),
        width,
      );
      if (wide.length > 0) throw new Error(`at ${width} px these reach out of the window: ${wide}`);
      const found = await AxeBuilder(ann.page);
      if (found.length > 0) throw new Error(`at ${width} px, ${colorScheme}: ${JSON.stringify(found)}`);
      await ann.page.screenshot({ path: join(shots, `channel-${width}-${colorScheme}.png`) });
    }
  }
});

await chapter("what has no room beside a channel's name is in its menu", async () => {
  const items = ann.page.getByRole("menu").getByRole("menuitem");
  const beside = { "Search in this conversation": 481, "Edit channel": 481, "Leave channel": 481 };
  for (const width of [320, 390, 820]) {
    await ann.page.setViewportSize({ width, height: 844 });
    const more = header(ann.page).getByRole("button", { name: /^More for/ });
    await more.press("Enter");
    const room = await header(ann.page).evaluate((section) => section.clientWidth);
    const [buttons, inMenu] = [header(ann.page).getByRole("button"), await items.allInnerTexts()];
    for (const [name, wanted] of Object.entries(beside)) {
      const seen = [await buttons.and(ann.page.getByLabel(name)).isVisible(), inMenu.includes(name)];
      const right = room >= wanted ? [true, false] : [false, true];
      if (seen.join() !== right.join()) throw new Error(`in ${room} px ${name} is ${seen}`);
    }
    await ann.page.keyboard.press("ArrowUp");
    const last = await ann.page.evaluate(() => document.activeElement.textContent);
    if (last !== inMenu.at(-1)) throw new Error(`the last in ${inMenu} that can be reached is ${last}`);
    await ann.page.keyboard.press("Escape");
    if (!(await more.evaluate((button) => button === document.activeElement)))
      throw new Error("the focus did not come back");
  }
});

await chapter("with letters twice as large nothing lies over anything else", async () => {
  await ann.page.setViewportSize({ width: 320, height: 640 });
  await ann.page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  await header(ann.page).getByRole("button", { name: "Members" }).click();
  const rows = ann.page.getByRole("complementary", { name: "Members" }).getByRole("listitem");
  await rows.first().waitFor();
  const faults = await ann.page.evaluate(() => {
    const box = (element) => element.getBoundingClientRect();
    const skip = [...document.querySelectorAll("button")].find((each) => /^Skip/.test(each.textContent));
    const field = document.querySelector("textarea");
    const items = [...document.querySelectorAll('[data-region="details"] li')];
    return [
      box(skip).bottom > 0 && "the hidden link shows",
      parseFloat(getComputedStyle(field).lineHeight) < parseFloat(getComputedStyle(field).fontSize) &&
        "lines overlap in the composer",
      items.some((item) => item.scrollHeight > item.clientHeight + 1) && "names overlap in the list",
    ].filter(Boolean);
  });
  if (faults.length > 0) throw new Error(faults.join("; "));
  await ann.page.keyboard.press("Escape");
});

await chapter("nothing broke on the way", async () => {
  const broken = [...ann.broken, ...bob.broken];
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

wire.close();
await browser.close();
end();
