/** What is seen when something is not there: the network, the server's yes, a piece of the app, the session. */
import { done } from "./attackers.mjs";
import { channels, dialog, go, press } from "./looks-states.mjs";
import { composer, until } from "./people.mjs";

const banner = (page, words) => page.getByRole("status").filter({ hasText: words });
const connected = (page) => page.locator('[data-state="connected"]').first().waitFor({ state: "attached" });
/** As if the browser had found the network again: what waits for its next try does not wait any longer. */
const wake = (page) => page.evaluate(() => window.dispatchEvent(new Event("online")));

const LASTING = { isLasting: true };

function withoutConnection({ world, wire, window: { page, context } }) {
  const connecting = async () => {
    await go(page, `/c/${world.shed.id}`);
    await composer(page).waitFor();
    wire.holdSockets();
    await banner(page, "Connecting again").waitFor();
  };
  const unanswered = async () => {
    wire.pullSockets();
    await until("it to be said", async () => {
      await wake(page);
      return banner(page, "Confab does not answer").isVisible();
    });
    await composer(page).fill("It stands by the apple tree");
    await press(page, page.getByRole("button", { name: "Send", exact: true }));
    await page.getByText("1 message waiting").waitFor();
  };
  const offline = async () => {
    await context.setOffline(true);
    await banner(page, "Offline.").waitFor();
  };
  const leaving = async () => {
    await go(page, "/you");
    await press(page, page.locator("main").getByRole("button", { name: "Sign out" }));
    await dialog(page).getByText("has not been sent").waitFor();
  };
  const refused = async () => {
    const archive = (archived) => done(world.bob.call, "PATCH", `/channels/${world.shed.id}`, { archived });
    await archive(true);
    await context.setOffline(false);
    wire.putBack();
    await wake(page);
    await connected(page);
    await go(page, `/c/${world.shed.id}`);
    await page.getByText("Not sent.").waitFor();
    return async () => {
      await page.getByRole("button", { name: "Discard" }).click();
      await archive(false);
      await composer(page).waitFor();
    };
  };
  return [
    ["connecting again", connecting, LASTING],
    ["without a server", unanswered, LASTING],
    ["without a network", offline, LASTING],
    ["whether to sign out", leaving],
    ["a refused message", refused],
  ];
}

/** What comes is not what was asked for, or does not come at all. */
async function withoutPieces({ see }, { world, window: { page } }) {
  await see("something that has broken", async () => {
    const odd = { status: 200, contentType: "application/json", body: '{"messages":[null]}' };
    await page.route(/\/api\/v1\/saved\b/u, (route) => route.fulfill(odd));
    await go(page, "/saved");
    await page.getByText("Something here has broken").waitFor();
    return async () => {
      await page.unrouteAll();
      await go(page, `/c/${world.garden.id}`);
      await composer(page).waitFor();
    };
  });
  await see("a piece that is not there", async () => {
    await page.route(/\/assets\/BrowseChannels-/u, (route) => route.abort());
    await go(page, "/");
    await page.reload();
    await press(page, channels(page).getByRole("button", { name: "Browse channels" }).first());
    await dialog(page).getByText("Not loaded").waitFor();
    return () => page.unrouteAll();
  });
}

export async function seeLosses(looking, all) {
  const { me, window } = all;
  const { page } = window;
  await looking.inTurn(...withoutConnection(all));
  await withoutPieces(looking, all);
  await looking.see(
    "a session that has ended",
    async () => {
      await connected(page);
      await done(me.call, "DELETE", "/session");
      await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
    },
    LASTING,
  );
}

/** In a window in which the worker keeps the app. */
export async function seeUpdate({ see }, { wire, page, place }) {
  await see("a new version", async () => {
    await page.goto(place);
    await page.evaluate(() => navigator.serviceWorker.ready);
    // Only a page that was loaded from what is kept has an old version.
    await page.reload();
    await composer(page).waitFor();
    wire.rewrite("/sw.js", (script) => `${script}\n// a newer one`);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await banner(page, "There is a new version of Confab.").waitFor();
  });
  wire.rewrite("/sw.js", null);
}
