/**
 * Ann does something else, and is told of what is said to her (CONFAB_URL): in Chromium with the permission, by the
 * service worker, in two tabs. Ends with exit code 1 when a chapter does not come true.
 */
import { join } from "node:path";
import violations from "./axe.mjs";
import { shots, tale } from "./chapters.mjs";
import { composer, launch, message, openWindow, say, signUp, toLatest, until } from "./people.mjs";

const base = process.env.CONFAB_URL;
const browser = await launch();
const size = { viewport: { width: 1440, height: 900 } };
const ann = await openWindow(browser, base, size);
const bob = await openWindow(browser, base, size);
const channel = `porch-${Math.random().toString(36).slice(2, 7)}`;
let annsName = "";
let place = "/";
let second = null;
const { chapter, end } = tale(() => ({ "failed-ann": ann.page, "failed-second": second }));

/** Every page of a browser without a screen believes that it is looked at. */
const lookAt = (page, isLooked) =>
  page.evaluate((looked) => {
    document.hasFocus = () => looked;
    window.dispatchEvent(new Event(looked ? "focus" : "blur"));
  }, isLooked);

const up = () =>
  ann.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const notices = (await registration?.getNotifications()) ?? [];
    return notices.map(({ title, body, data }) => ({ title, body, data }));
  });
const bodies = async () => (await up()).map(({ body }) => body).join("|");
const shown = (body) =>
  until(`"${body}" to be shown, and nothing else`, async () => {
    const seen = await bodies();
    return seen === body || seen;
  });
/** Longer than it takes to tell of something. */
const pause = () => new Promise((next) => setTimeout(next, 1_500));

/** A tab joins the others a moment after it has been opened. */
const togetherAgain = () =>
  until("both tabs to know of each other", () =>
    second.evaluate(async () => {
      const { held, pending } = await navigator.locks.query();
      return [...held, ...pending].filter(({ name }) => name.startsWith("confab-notices-")).length === 2;
    }),
  );

await chapter("ann sees in the settings that the browser allows notifications", async () => {
  annsName = await signUp(ann.page, "Ann");
  await ann.page.getByRole("button", { name: "Create channel" }).first().click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(channel);
  await dialog.getByRole("button", { name: "Create channel" }).click();
  await composer(ann.page).waitFor();
  await signUp(bob.page, "Bob");
  place = new URL(ann.page.url()).pathname;
  await bob.page.evaluate(async (id) => {
    const me = await (await fetch("/api/v1/me")).json();
    await fetch(`/api/v1/channels/${id}/members/${me.id}`, { method: "PUT" });
  }, place.split("/").at(-1));
  await bob.page.goto(place);
  await composer(bob.page).waitFor();

  await ann.page.getByRole("button", { name: "Account and settings" }).click();
  await dialog.getByRole("tab", { name: "Notifications" }).click();
  const part = dialog.getByRole("tabpanel");
  await part.getByText(/^Off\./).waitFor();
  // What is changed in the browser shows at once. The question itself cannot be answered without a screen.
  await ann.context.grantPermissions(["notifications"]);
  await part.getByText(/^On\./).waitFor();
  const found = await violations(ann.page);
  if (found.length > 0) throw new Error(JSON.stringify(found));
  await ann.page.screenshot({ path: join(shots, "settings-notices.png") });
  await ann.page.keyboard.press("Escape");
  second = await ann.context.newPage();
  // Where nothing is read by looking on.
  await second.goto("/threads");
  await second.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
  await togetherAgain();
});

await chapter("while one of her tabs is looked at, nothing is shown", async () => {
  await lookAt(ann.page, false);
  await lookAt(second, true);
  await say(bob.page, `@${annsName} are you there?`);
  await message(ann.page, "are you there?").waitFor();
  await pause();
  await shown("");
});

await chapter("when she looks at none, a message that calls her is shown once, and no other", async () => {
  await lookAt(second, false);
  await say(bob.page, "nothing for anybody");
  await message(ann.page, "nothing for anybody").waitFor();
  await pause();
  await shown("");
  await say(bob.page, `@${annsName} <b>the tea</b> is **ready**`);
  await shown(`@${annsName} <b>the tea</b> is ready`);
  const [notice] = await up();
  if (notice.title !== `Bob in #${channel}`) throw new Error(notice.title);
  if (!ann.page.url().endsWith(notice.data)) throw new Error(`it leads to ${notice.data}`);
  await say(bob.page, `@${annsName} it gets cold`);
  await shown(`@${annsName} it gets cold`);
});

await chapter("what she reads in another tab is taken down", async () => {
  await lookAt(second, true);
  await pause();
  await shown(`@${annsName} it gets cold`);
  await second.goto(place);
  await lookAt(second, true);
  await until("it to be taken down", async () => {
    await toLatest(second);
    const seen = await bodies();
    return seen === "" || seen;
  });
});

await chapter("when the tab is closed that told, the other tells", async () => {
  await togetherAgain();
  await lookAt(second, false);
  const page = second;
  await ann.page.close();
  ann.page = page;
  await say(bob.page, `@${annsName} and cake`);
  await shown(`@${annsName} and cake`);
});

await chapter("who does not want to be disturbed is not", async () => {
  const status = (state) =>
    ann.page.evaluate(async (wanted) => {
      const answer = await fetch("/api/v1/me/status", {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ state: wanted }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    }, state);
  await status("dnd");
  await until("it to be quiet", async () => !/^[(•]/u.test(await ann.page.title()));
  await say(bob.page, `@${annsName} and songs`);
  await message(ann.page, "and songs").waitFor();
  await pause();
  await shown(`@${annsName} and cake`);
});

await chapter("nothing broke", async () => {
  const broken = [...ann.broken, ...bob.broken];
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

await browser.close();
end();
