/**
 * Whatever can be written holds an attack, and ann looks at all of it: nothing runs, nothing is loaded from elsewhere,
 * nothing that she did not want is on her page. CONFAB_URL names a server without flood limits. Ends with exit code 1
 * when anything comes of any of them.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import WebSocket from "ws";
import {
  attacks,
  authorOf,
  caller,
  changeMind,
  done,
  fillPlaces,
  forAll,
  lined,
  marked,
  openChannel,
  post,
  refused,
  signUpAll,
  talk,
  writes,
} from "./attackers.mjs";
import { composer, launch, message, openWindow, signUp, until } from "./people.mjs";
import { provoke, watch } from "./watch.mjs";

const base = process.env.CONFAB_URL;
const shots = process.env.CONFAB_SHOTS ?? "../target/screenshots";
mkdirSync(shots, { recursive: true });
const run = Math.random().toString(36).slice(2, 7);
const began = Date.now();

const browser = await launch();
const ann = await openWindow(browser, base, { viewport: { width: 1440, height: 900 } });
const { page } = ann;
const broken = await watch(ann, base);
let passed = 0;
let failed = 0;

/** A chapter has come true when what it tells happened, and nothing else. */
async function chapter(name, tell) {
  if (failed > 0) return;
  try {
    await tell();
    broken.push(...(await page.evaluate(() => window.outOfPlace())));
    if (broken.length > 0) throw new Error(broken.slice(0, 10).join("\n"));
    passed += 1;
    console.log(`${((Date.now() - began) / 1000).toFixed(1)} s: ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`The chapter "${name}" did not come true: ${error.stack}`);
    if (broken.length > 0) console.error(`What broke: ${broken.slice(0, 10).join("\n")}`);
    await page.screenshot({ path: join(shots, "failed-hostile.png") }).catch(() => {});
  }
}

const connected = () => page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
const dialog = () => page.getByRole("dialog").last();

// A letter never becomes more than one element and its frame.
const MOST_ELEMENTS = 17_000;

/**
 * Scrolls up and down what the selector finds, first in this direction, and asks for earlier ones, until each mark up to
 * the count has been there.
 */
async function seesAllMarks(selector, direction, count = attacks.length) {
  const seen = new Set();
  let to = direction;
  await until(`every mark in ${selector}`, async () => {
    const step = await page.evaluate(
      ({ selector, to }) => {
        const roots = [...document.querySelectorAll(selector)];
        const within = roots.flatMap((root) => [root, ...root.querySelectorAll("*")]);
        const height = (element) =>
          element.scrollHeight > element.clientHeight + 1 ? element.clientHeight : 0;
        const [scroller] = within
          .filter((each) => height(each) > 0 && /auto|scroll/.test(getComputedStyle(each).overflowY))
          .sort((a, b) => height(b) - height(a));
        const before = scroller?.scrollTop;
        scroller?.scrollBy({ top: to * 0.6 * scroller.clientHeight, behavior: "instant" });
        const moved = scroller !== undefined && scroller.scrollTop !== before;
        const more = within.find(
          (each) => each.matches("button:enabled") && /^Show earlier/.test(each.textContent),
        );
        if (!moved) more?.click();
        const marks = roots.flatMap((root) => [...root.textContent.matchAll(/mark-(\d+);/g)]);
        const rows = within.filter((each) => each.matches("article"));
        return {
          found: marks.map(([, n]) => Number(n)),
          moved,
          largest: Math.max(0, ...rows.map((row) => row.querySelectorAll("*").length)),
          broken: window.outOfPlace(),
        };
      },
      { selector, to },
    );
    if (step.largest > MOST_ELEMENTS) throw new Error(`a message is ${step.largest} elements`);
    if (step.broken.length > 0) throw new Error(step.broken.join("\n"));
    if (!step.moved) to = -to;
    for (const n of step.found) seen.add(n);
    return seen.size >= count || Array.from({ length: count }, (_, n) => n).filter((n) => !seen.has(n));
  });
}

const MOST_PINS = 100;
const plain = (text) => text.replace(/\s+/gu, " ");

/** All of these words stand within it, as they are. */
async function shows(locator, words) {
  await until("all words to be there", async () => {
    const text = plain((await locator.allTextContents()).join(" "));
    const missing = words.filter((each) => !text.includes(plain(each)));
    return missing.length === 0 || missing.slice(0, 5);
  });
}

const aFew = (list) => list.filter((_, n) => n % 18 === 0);
let me;
let mine;
let people;
let places;
let main;
let said;
const nav = page.getByRole("navigation");
const nameOf = ({ name }) => name;

await chapter("the watch sees what is provoked", async () => {
  const username = await signUp(page, "Ann");
  await connected();
  await provoke(page, broken);
  await page.reload();
  await connected();
  const cookies = await ann.context.cookies();
  mine = caller(base, cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
  me = { ...(await done(mine, "GET", "/me")), username };
});

await chapter("no attack is taken where there can be none", async () => {
  const call = caller(base);
  const password = "a garden full of words";
  await refused("a username", (username) =>
    call("POST", "/accounts", { username, email: `x${run}@example.com`, displayName: "X", password }),
  );
  await refused("a status' emoji", (emoji) => mine("PUT", "/me/status", { state: "dnd", emoji }));
  await refused("a status", (state) => mine("PUT", "/me/status", { state }));
  await refused("a density", (density) => mine("PATCH", "/me/preferences", { density }));
  await refused("a section", (section) => mine("PATCH", "/me/preferences", { collapsed: [section] }));
  const room = await done(mine, "POST", "/channels", { kind: "private", name: `refused ${run}` });
  const { id } = await post({ call: mine }, room.id, "well");
  await refused("a reaction", (emoji) =>
    mine("PUT", `/messages/${id}/reactions/${encodeURIComponent(emoji)}`),
  );
  await refused("a channel", (attack) => mine("GET", `/channels/${encodeURIComponent(attack)}`));
});

await chapter("everybody writes attacks wherever one can write", async () => {
  people = await signUpAll(base, run);
  const [mallory] = people;
  main = await done(mallory.call, "POST", "/channels", { kind: "public", name: `hostile-${run}` });
  await done(mine, "PUT", `/channels/${main.id}/members/${me.id}`);
  places = await fillPlaces(people, me);
  said = await talk(people, main.id, me);
  said.changing = await changeMind(mallory, main.id);
  const taken = places.filter(({ own }, n) => own.name === lined(attacks[n])).length;
  if (taken < 90) throw new Error(`only ${taken} names of channels are an attack`);
  await forAll(said.messages, async ({ id }, n) => {
    await done(mine, "PUT", `/messages/${id}/saved`);
    if (n < MOST_PINS) await done(mine, "PUT", `/messages/${id}/pin`);
    await done(mine, "PUT", `/messages/${id}/thread/follow`);
    await writes(mine, "PUT", `/channels/${places[n].own.id}/draft`, { text: marked(attacks[n], n) });
  });
  await forAll(attacks.slice(0, 40), (attack) => done(mine, "POST", "/tokens", { name: lined(attack) }));
});

await chapter("the sidebar, while it all comes and after a reload", async () => {
  const names = places.map(({ own }) => own.name);
  await shows(nav, [...names, ...people.map(nameOf)]);
  await page.reload();
  await connected();
  await shows(nav, [...names, ...people.map(nameOf)]);
  await page.screenshot({ path: join(shots, "hostile-sidebar.png") });
});

await chapter("every channel, its header, its topic, the title of the tab and the draft in it", async () => {
  const wanted = places.map(({ own }) => ({ id: own.id, name: own.name, topic: own.topic }));
  await page.evaluate(async (channels) => {
    for (const { id, name, topic } of channels) {
      // Its row in the sidebar may be out of sight, and then it is not there.
      history.pushState(null, "", `/c/${id}`);
      const deadline = performance.now() + 10_000;
      const there = () => {
        const header = document.querySelector('[data-region="header"]');
        return (
          header?.querySelector("h1").textContent.includes(name) &&
          (topic === null || header.textContent.includes(topic)) &&
          /mark-\d+;/.test(document.querySelector("textarea")?.value)
        );
      };
      while (!there()) {
        if (performance.now() > deadline) throw new Error(`the channel ${name} did not come`);
        await new Promise(requestAnimationFrame);
      }
    }
  }, wanted);
  await until("the title", async () => plain(await page.title()).includes(plain(wanted.at(-1).name)));
});

await chapter("the timeline with its files and its reactions", async () => {
  await page.evaluate((id) => history.pushState(null, "", `/c/${id}`), main.id);
  await message(page, "so it ended").last().waitFor();
  const pills = page.getByRole("button", { name: /^🌷/ });
  await seesAllMarks('[data-region="messages"]', -1);
  await page.screenshot({ path: join(shots, "hostile-timeline.png") });
  for (const n of [0, 1, 2]) {
    await pills.nth(n).hover();
    await until("the tip to be there", async () => {
      const tip = await page.getByRole("tooltip").allTextContents();
      return people.some(({ name }) => tip.some((words) => plain(words).includes(plain(name)))) || tip;
    });
  }
  const row = page.getByRole("article").first();
  await row.focus();
  await row.press("Shift+F10");
  await page.getByRole("dialog", { name: "Message actions" }).waitFor();
  await page.keyboard.press("Escape");
});

await chapter("what a message has said before", async () => {
  for (const { id, count } of said.changing) {
    await page.goto(`/c/${main.id}/m/${id}`);
    const row = page.locator(`[data-row="${id}"]`);
    await row.getByRole("button", { name: "(edited)" }).press("Enter");
    await dialog().getByText("so it began").waitFor({ state: "attached" });
    await seesAllMarks("dialog[open]", 1, count);
    await page.keyboard.press("Escape");
  }
});

await chapter("pictures in the viewer", async () => {
  for (const n of [0, 34]) {
    await page.goto(`/c/${main.id}/m/${said.messages[n].id}`);
    const view = page.getByRole("button", { name: `View ${said.files[n]}`, exact: true }).first();
    await view.click();
    await shows(page.getByRole("dialog", { name: "Pictures" }), [said.files[n]]);
    await page.keyboard.press("Escape");
  }
});

await chapter("the pins, and the members with their cards", async () => {
  const header = page.locator('[data-region="header"]');
  await header.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Pinned messages" }).click();
  await seesAllMarks('[data-region="details"]', 1, MOST_PINS);
  await page.keyboard.press("Escape");
  await header.getByRole("button", { name: "Members" }).click();
  const members = page.locator('[data-region="details"]');
  await shows(members, people.map(nameOf));
  await shows(
    members,
    aFew(people).map(({ name }) => lined(name)),
  );
  for (const { name } of aFew(people)) {
    await members.getByRole("button", { name, exact: true }).first().click();
    await until("the card to be there", async () => (await page.getByRole("dialog").count()) === 1);
    await shows(dialog(), [name, "🌷"]);
    await page.keyboard.press("Escape");
    await until("the card to be gone", async () => (await page.getByRole("dialog").count()) === 0);
  }
  await page.keyboard.press("Escape");
});

await chapter("threads, the list of them and one of them", async () => {
  await nav.getByRole("link", { name: /^Threads/ }).click();
  await page.getByRole("main").waitFor();
  await seesAllMarks('[data-region="messages"]', 1);
  await page.goto(`/c/${main.id}/t/${said.root.id}`);
  await page
    .getByRole("complementary", { name: "Thread" })
    .getByText(/mark-\d+;/)
    .last()
    .waitFor();
  await seesAllMarks('[data-region="thread"]', -1);
});

await chapter("mentions, drafts and what is saved", async () => {
  await nav.getByRole("link", { name: /^Mentions/ }).click();
  await seesAllMarks('[data-region="messages"]', 1);
  await nav.getByRole("link", { name: /^Drafts/ }).click();
  await seesAllMarks('[data-region="messages"]', 1);
  await nav.getByRole("link", { name: /^Saved/ }).click();
  await seesAllMarks('[data-region="messages"]', 1);
});

await chapter("a search for every attack, by the field and by the address, and what it marks", async () => {
  await until("the index to hold the last of it", async () => {
    const { messages } = await done(mine, "GET", `/search?query=${encodeURIComponent("so it ended")}`);
    return messages.length >= said.changing.length;
  });
  await page.goto(`/search?query=${encodeURIComponent(attacks[0])}`);
  const field = page.getByRole("combobox", { name: /^Search messages/ });
  await until("the field to hold it", async () => (await field.inputValue()) === attacks[0]);
  for (const query of ["alert", "onerror", "javascript", "<script>alert(1)</script>"]) {
    await field.fill(query);
    const hit = page.getByRole("main").locator("[data-hit]").first();
    await until(`hits for ${query}`, async () => decodeURIComponent(page.url()).endsWith(query));
    await hit.waitFor();
    await page.locator('main section[aria-busy="false"]').first().waitFor();
    await until("the marks", async () => (await page.locator("main mark").count()) > 0);
  }
  await page.evaluate(async (queries) => {
    const isAnswered = (query) => {
      const region = document.querySelector('[data-region="search"]');
      // A field is one line.
      const isAsked = region?.querySelector("input").value === query.replace(/[\r\n]/g, "");
      return isAsked && region.getAttribute("aria-busy") === "false";
    };
    for (const query of queries) {
      history.replaceState(null, "", `/search?query=${encodeURIComponent(query)}`);
      const deadline = performance.now() + 10_000;
      do {
        if (performance.now() > deadline) throw new Error(`the search for ${query} did not end`);
        await new Promise(requestAnimationFrame);
      } while (!isAnswered(query));
    }
  }, attacks);
  for (const attack of aFew(attacks)) {
    await field.fill(attack);
    await field.press("Enter");
    await until(
      "to be asked for",
      async () => new URL(page.url()).searchParams.get("query") === attack.slice(0, 256),
    );
  }
  await field.fill("");
  await field.focus();
  await page.getByRole("listbox").waitFor();
});

await chapter("the switcher, whatever is asked of it", async () => {
  await page.keyboard.press("Control+k");
  const field = dialog().getByRole("combobox");
  await field.waitFor();
  for (const attack of attacks) await field.fill(lined(attack));
  for (const query of ["<", "@<img", "#<", "javascript", "[x]"]) {
    await field.fill(query);
    await dialog().getByRole("option").first().waitFor();
  }
  await page.keyboard.press("Escape");
});

await chapter("completions of names of people and of channels", async () => {
  await page.goto(`/c/${main.id}`);
  for (const start of ["@h1", "@h2", "@h3", "@h4", "@<", "@[x", "#<", "#h0", "#[x", ":sm"]) {
    await composer(page).fill("");
    await composer(page).pressSequentially(start);
    if (/^[@:]\w/u.test(start)) await page.getByRole("option").first().waitFor();
  }
  await composer(page).fill("@h5");
  await composer(page).press("End");
  await composer(page).pressSequentially("0");
  await page.getByRole("option").first().waitFor();
  await composer(page).press("Enter");
  await composer(page).fill("");
});

await chapter("who types, and what is announced", async () => {
  const feed = page.locator('[role="log"]');
  for (const person of aFew(people).slice(0, 3)) {
    const socket = new WebSocket(`${base.replace(/^http/u, "ws")}/ws/v1`, ["confab.v1"], {
      headers: { Cookie: person.cookie, Origin: base },
    });
    await new Promise((ready, fail) => socket.on("message", ready).on("error", fail));
    socket.send(JSON.stringify({ type: "typing", channel: main.id }));
    await page.getByText(`${person.name} is typing…`, { exact: true }).waitFor();
    socket.close();
    await post(person, main.id, marked(attacks[people.indexOf(person)], people.indexOf(person)));
    await shows(feed, [person.name, `mark-${people.indexOf(person)};`]);
  }
});

await chapter("what is asked before something is done", async () => {
  const header = page.locator('[data-region="header"]');
  for (const n of [1, 34, 95]) {
    const room = await openChannel({ call: mine }, "private", lined(attacks[n]), attacks[n]);
    await post({ call: mine }, room.id, marked(attacks[n], n));
    await page.goto(`/c/${room.id}`);
    const row = message(page, `mark-${n};`);
    await header.getByRole("button", { name: "Edit channel" }).click();
    await until("its name in the field", async () => {
      const name = await dialog().getByLabel("Name", { exact: true }).inputValue();
      return name === room.name || name;
    });
    await page.keyboard.press("Escape");
    await header.getByRole("button", { name: "Leave channel" }).click();
    await shows(dialog(), [`Leave ${room.name}?`]);
    await page.keyboard.press("Escape");
    await chooseFor(row, "Edit message");
    await page.getByRole("textbox", { name: "Edit message" }).press("Escape");
    await chooseFor(row, "Delete message");
    await shows(dialog(), [`mark-${n};`]);
    await page.keyboard.press("Escape");
  }
});

async function chooseFor(row, deed) {
  await row.press("Shift+F10");
  await page
    .getByRole("dialog", { name: "Message actions" })
    .getByRole("button", { name: new RegExp(`^${deed}`) })
    .click();
}

await chapter("what is forwarded names who has said it", async () => {
  const room = await done(mine, "POST", "/channels", { kind: "private", name: `forwarded ${run}` });
  for (const n of [34, 87, 95]) {
    await page.goto(`/c/${main.id}/m/${said.messages[n].id}`);
    await chooseFor(page.locator(`article[data-row="${said.messages[n].id}"]`), "Forward…");
    await dialog().getByRole("combobox").fill(room.name);
    await dialog().getByRole("option", { name: room.name }).click();
    await shows(dialog().getByRole("region", { name: "What will be sent" }), [authorOf(people, n).name]);
    await dialog().getByRole("button", { name: "Forward", exact: true }).click();
    await until("to be there", async () => new URL(page.url()).pathname === `/c/${room.id}`);
    await shows(page.getByRole("article"), [authorOf(people, n).name, `mark-${n};`]);
  }
});

await chapter("who has seen what she says", async () => {
  for (const n of [1, 34, 95]) {
    const { direct } = places[n];
    const { seq } = await post({ call: mine }, direct.id, "who sees this");
    await page.goto(`/c/${direct.id}`);
    await done(authorOf(people, n).call, "PUT", `/channels/${direct.id}/read`, { seq });
    await page.getByText(`Seen by ${plain(authorOf(people, n).name)}`, { exact: true }).waitFor();
  }
});

await chapter("her account: tokens, sessions and her own name", async () => {
  for (const agent of aFew(attacks).map((each) => each.replace(/[^\x20-\x7e]/gu, "")))
    await done(
      caller(base),
      "POST",
      "/session",
      { login: me.username, password: "a garden full of words" },
      { "User-Agent": agent },
    );
  for (const attack of aFew(attacks)) await done(mine, "PATCH", "/me", { displayName: lined(attack) });
  await shows(nav, [lined(aFew(attacks).at(-1))]);
  await nav.getByRole("button", { name: /Account and settings/ }).click();
  await dialog().getByRole("tablist").waitFor();
  for (const tab of await dialog().getByRole("tab").all()) await tab.click();
  await shows(dialog(), attacks.slice(0, 40).map(lined));
  await dialog()
    .getByRole("tab", { name: /sessions/i })
    .click();
  await shows(dialog(), ["onerror"]);
  await forAll(aFew(people), ({ id }) => done(mine, "PUT", `/me/blocks/${id}`));
  await dialog().getByRole("tab", { name: "Blocked people" }).click();
  await shows(dialog(), aFew(people).map(nameOf));
  await page.keyboard.press("Escape");
});

await chapter("channels that can be found", async () => {
  await page.getByRole("button", { name: "Browse channels" }).first().click();
  await dialog().getByRole("searchbox").fill("<img");
  await shows(dialog(), ["onerror=alert(1)"]);
  for (const attack of aFew(attacks)) await dialog().getByRole("searchbox").fill(lined(attack));
  await page.keyboard.press("Escape");
});

await chapter("addresses that lead nowhere", async () => {
  for (const [n, attack] of aFew(attacks).entries()) {
    const part = encodeURIComponent(attack);
    const ways = [
      `/c/${part}`,
      `/c/${main.id}/t/${part}`,
      `/c/${main.id}/m/${part}`,
      `/${part}`,
      `/#${attack}`,
    ];
    await leadsNowhere(ways[n % ways.length]);
  }
  for (const way of [
    "/c/%2e%2e",
    "/c/javascript:alert(1)",
    "/search?query=%3Cscript%3E",
    "//foreign.test/c/1",
  ])
    await leadsNowhere(way);
});

/** The app, or a refusal that no browser takes for a page. */
async function leadsNowhere(way) {
  const answer = await fetch(`${base}${way}`);
  const type = answer.headers.get("content-type") ?? "";
  if (/^text\/html/u.test(type)) {
    await page.goto(`${base}${way}`);
    await page.getByRole("main").waitFor();
  } else if (answer.status < 400 || !/^(?:application\/problem\+json|)$/u.test(type)) {
    throw new Error(`${way} was answered ${answer.status} ${type}`);
  }
}

await chapter("16 kB that tangle a parser are drawn, and are not more than they are", async () => {
  const filled = (unit) => unit.repeat(8_000 / unit.length);
  const mention = `@${me.username} `;
  const bodies = [
    ...[
      "[",
      "*_",
      "`",
      ">",
      "![",
      "<",
      "> ",
      "- ",
      "|a",
      "[a](",
      "**a** ",
      "@a ",
      ":a:",
      "https://a.test/( ",
    ].map(filled),
    Array.from({ length: 120 }, (_, n) => `${" ".repeat(2 * (n % 40))}- a`).join("\n"),
    mention.repeat(Math.floor(8_000 / mention.length)),
    "(a+)+$".repeat(1_000),
  ];
  const heavy = await done(mine, "POST", "/channels", { kind: "private", name: `heavy ${run}` });
  for (const [n, body] of bodies.entries())
    await post({ call: mine }, heavy.id, `${body.slice(0, 7_900)}\n\nmark-${n};`);
  await page.goto(`/c/${heavy.id}`);
  await seesAllMarks('[data-region="messages"]', -1, bodies.length);
  for (const query of ["(a+)+$", '"(a+)+$', "((((((((((", filled("(a+)+$").slice(0, 250)]) {
    await page.goto(`/search?query=${encodeURIComponent(query)}`);
    await page.locator('[data-region="search"][aria-busy="false"]').waitFor();
  }
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
