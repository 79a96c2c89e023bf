/**
 * The story of a device that is not always there: it opens without a network, is killed with words that nobody has heard
 * yet, comes back to what was said meanwhile, and is offered a new version. Ends with exit code 1 when a chapter does not
 * come true.
 */
import { join } from "node:path";
import { shots, tale } from "./chapters.mjs";
import { Device } from "./device.mjs";
import { composer, launch, message, openWindow, say, signUp, until } from "./people.mjs";
import { plug } from "./plug.mjs";

const base = process.env.CONFAB_URL;

const UNSENT = 50;
const wire = await plug(base);
const browser = await launch();
const ann = await openWindow(browser, base, { viewport: { width: 1440, height: 900 } });
const device = new Device({ width: 820, height: 1180 });
/** Bob's window on it. */
let bob = null;
const { chapter, end } = tale(() => ({ "failed-ann": ann.page, "failed-device": bob }));

const channel = `harbour-${Math.random().toString(36).slice(2, 7)}`;
const texts = (page) =>
  page
    .getByRole("article")
    .evaluateAll((rows) => rows.flatMap((row) => row.querySelector('p[dir="auto"]')?.textContent ?? []));
const connected = (page) => page.locator('[data-state="connected"]').first();
const waitConnected = (page) => connected(page).waitFor({ state: "attached" });
const lost = (page) => until("the window to say so", async () => (await connected(page).count()) === 0);
let place = "/";
let bobsName = "";

/** What of the conversations bob's device has kept. */
const onDisk = () =>
  bob.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((each) => each.name.startsWith("confab-"));
    const db = await new Promise((found) => {
      indexedDB.open(name).onsuccess = (event) => found(event.target.result);
    });
    const rooms = await new Promise((found) => {
      db.transaction("rooms").objectStore("rooms").getAll().onsuccess = (event) => found(event.target.result);
    });
    db.close();
    return { rooms };
  });

/** Whose words they are and in which order they stand on the server, whatever a window shows. */
async function said() {
  const { messages } = await ann.page.evaluate(async (id) => {
    const answer = await fetch(`/api/v1/channels/${id}/messages?limit=200`);
    return answer.json();
  }, place.split("/").at(-1));
  return messages.map(({ text }) => text);
}

await chapter("bob's device asks one question, and has all", async () => {
  await signUp(ann.page, "Ann");
  await ann.page.getByRole("button", { name: "Create channel" }).first().click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(channel);
  await dialog.getByRole("button", { name: "Create channel" }).click();
  await composer(ann.page).waitFor();
  for (const text of ["the boats are out", "the wind is good"]) await say(ann.page, text);
  place = new URL(ann.page.url()).pathname;

  bob = await device.open(wire.url);
  bobsName = await signUp(bob, "Bob");
  await bob.getByRole("button", { name: "Browse channels" }).first().click();
  await bob.getByRole("button", { name: `Join ${channel}` }).click();
  await message(bob, "the wind is good").waitFor();
  await bob.evaluate(() => navigator.serviceWorker.ready);

  const asked = [];
  const listen = (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) asked.push(`${request.method()} ${pathname}`);
  };
  const stranger = await openWindow(browser, wire.url, { viewport: { width: 820, height: 1180 } });
  await stranger.context.addCookies(await bob.context().cookies());
  stranger.page.on("request", listen);
  await stranger.page.goto(wire.url + place);
  await message(stranger.page, "the wind is good").waitFor();
  const painted = [...asked];
  await stranger.context.close();
  if (painted.filter((each) => !each.endsWith("/drafts")).join() !== "GET /api/v1/bootstrap") {
    throw new Error(`it asked ${painted.join(", ")}`);
  }
});

await chapter("it opens without a network, and what was said can be read", async () => {
  await until("it to be on the disk", async () => {
    const { rooms } = await onDisk();
    return rooms.some((room) => room.messages.length >= 2) || rooms.length;
  });
  wire.pull();
  await device.close();
  bob = await device.open(wire.url + place);
  await message(bob, "the wind is good").waitFor();
  await message(bob, "the boats are out").waitFor();
  await bob.getByText("Confab does not answer").or(bob.getByText("Offline.")).first().waitFor();
  await bob.screenshot({ path: join(shots, "device-offline.png") });
});

await chapter(
  `${UNSENT} messages are written without a network, the device is killed, and each comes once, in order`,
  async () => {
    for (let n = 1; n <= UNSENT; n++) {
      await composer(bob).fill(`unsent ${n}`);
      await composer(bob).press("Enter");
    }
    await bob.getByText(`${UNSENT} messages waiting`).waitFor();
    await device.kill();
    bob = await device.open(wire.url + place);
    await bob.getByText(`${UNSENT} messages waiting`).waitFor();
    await say(ann.page, "said while the device was away");
    wire.putBack();
    const wanted = Array.from({ length: UNSENT }, (_, n) => `unsent ${n + 1}`);
    await until(
      "all to arrive, once and in order",
      async () => {
        const mine = (await said()).filter((text) => text?.startsWith("unsent"));
        return mine.join() === wanted.join() || `${mine.length}: ${mine.join()}`;
      },
      60_000,
    );
    await waitConnected(bob);
    await until("nothing to wait any more", async () => (await bob.getByText("waiting").count()) === 0);
  },
);

await chapter("whoever comes back is shown what is new since, and only that", async () => {
  // The line stands above what was written here.
  await bob.getByRole("button", { name: "Jump to latest" }).click();
  await until("it to be read, and that to be on the disk", async () => {
    const { unread, head } = await bob.evaluate(async (id) => {
      const answer = await fetch(`/api/v1/channels/${id}`);
      return answer.json();
    }, place.split("/").at(-1));
    const { rooms } = await onDisk();
    const kept = rooms.find((room) => room.facts.id === place.split("/").at(-1));
    const isKept = kept.cursor === head && Math.max(kept.readSeq, kept.localRead ?? 0) === head;
    return (unread === 0 && isKept) || { unread, head, kept: [kept.cursor, kept.readSeq, kept.localRead] };
  });
  await device.kill();
  for (const text of ["the boats come home", "all of them"]) await say(ann.page, text);
  await message(ann.page, "all of them").waitFor();
  bob = await device.open(wire.url + place);
  await message(bob, "all of them").waitFor();
  const line = bob.getByText("New since you left");
  await line.waitFor();
  const first = await bob
    .getByRole("article")
    .filter({ has: bob.getByText("New since you left") })
    .locator('p[dir="auto"]')
    .first()
    .textContent();
  if (first !== "the boats come home") throw new Error(`the line is at "${first}"`);
  await bob.screenshot({ path: join(shots, "device-back.png") });
});

await chapter("the network is cut for a minute, and what was written comes once, in order", async () => {
  wire.pull();
  await lost(bob);
  const wanted = [1, 2, 3, 4, 5].map((n) => `into the dark ${n}`);
  for (const text of wanted) await say(bob, text);
  await new Promise((next) => setTimeout(next, 60_000));
  wire.putBack();
  await until(
    "all to arrive, once and in order",
    async () => {
      const mine = (await said()).filter((text) => text?.startsWith("into the dark"));
      return mine.join() === wanted.join() || mine;
    },
    60_000,
  );
});

await chapter("two windows of one person stay equal", async () => {
  const second = await device.open(wire.url + place);
  await message(second, "into the dark 5").waitFor();
  await say(bob, "from the first window");
  await say(second, "from the second window");
  await say(ann.page, "and from ann");
  await until("the same in both, each once", async () => {
    const [one, two] = [await texts(bob), await texts(second)];
    const tail = (all) => all.slice(-5).join("|");
    return (
      (tail(one) === tail(two) && one.includes("and from ann") && new Set(one).size === one.length) || [
        tail(one),
        tail(two),
      ]
    );
  });
  await composer(bob).fill("half a thought");
  await until("the draft to be in both", async () => {
    const text = await composer(second).inputValue();
    return text === "half a thought" || text;
  });
  await composer(bob).fill("");
  await second.close();
});

await chapter("a new version is offered, and taken when somebody asks for it", async () => {
  await composer(bob).fill("not to be lost");
  wire.rewrite("/sw.js", (script) => `${script}\n// a newer one`);
  await bob.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await bob.getByText("There is a new version of Confab.").waitFor();
  await bob.screenshot({ path: join(shots, "device-new-version.png") });
  const loaded = bob.waitForEvent("load");
  await bob.getByRole("button", { name: "Reload" }).click();
  await loaded;
  await message(bob, "and from ann").waitFor();
  await until("the draft to be there", async () => {
    const text = await composer(bob).inputValue();
    return text === "not to be lost" || text;
  });
  if (await bob.getByText("There is a new version of Confab.").isVisible())
    throw new Error("it is offered again");
  wire.rewrite("/sw.js", null);
});

await chapter("a session that was ended elsewhere leaves nothing here but one's own words", async () => {
  const cookies = await bob.context().cookies();
  await device.kill();
  const ended = await fetch(`${wire.url}/api/v1/session`, {
    method: "DELETE",
    headers: { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "), Origin: wire.url },
  });
  if (ended.status !== 204) throw new Error(`the session could not be ended: ${ended.status}`);
  bob = await device.open(wire.url + place);
  await bob.getByRole("heading", { name: "Welcome back" }).waitFor();
  await until("nothing to be kept", async () => {
    const { rooms } = await onDisk();
    return rooms.length === 0 || rooms.length;
  });
  await bob.getByLabel("Username or email").fill(bobsName);
  await bob.getByLabel("Password", { exact: true }).fill("a garden full of words");
  await bob.getByRole("button", { name: "Sign in" }).click();
  await message(bob, "and from ann").waitFor();
  await until("the draft to be there", async () => {
    const text = await composer(bob).inputValue();
    return text === "not to be lost" || text;
  });
});

await device.throwAway();
await browser.close();
wire.close();
end();
