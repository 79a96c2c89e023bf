/** What is seen by who has not signed in, and by who has just done so for the first time. */
import { person } from "./anchors-world.mjs";
import { settled } from "./looks-page.mjs";
import { dialog, go, onPage, press } from "./looks-states.mjs";

async function seeStrangers({ see }, page) {
  await page.goto("/sign-in");
  const signIn = page.getByRole("button", { name: "Sign in", exact: true });
  await see("the sign-in", async () => {
    await go(page, "/sign-in");
    await signIn.waitFor();
  });
  await see("a refused sign-in", async () => {
    await go(page, "/sign-in");
    await page.getByLabel("Username or email", { exact: true }).fill("nobody-at-all");
    await page.getByLabel("Password", { exact: true }).fill("a garden full of words");
    await press(page, signIn);
    await page.getByText("That username or password is not right.").waitFor();
  });
  const signUp = onPage("/sign-up", "Create your account");
  await see("the sign-up", signUp);
  await see("a refused sign-up", async () => {
    await signUp(page);
    await page.getByLabel("Username", { exact: true }).fill("a b");
    await page.getByLabel("Email", { exact: true }).fill("eva@example.com");
    await page.getByLabel("Display name", { exact: true }).fill("Eva");
    await page.getByLabel("Password", { exact: true }).fill("short");
    await press(page, page.getByRole("button", { name: "Create account" }));
    await page.locator('[aria-invalid="true"]').first().waitFor();
  });
}

async function seeArrival({ see }, page) {
  const bootstrap = /\/api\/v1\/bootstrap/u;
  await see(
    "before anything is there",
    async () => {
      await page.route(bootstrap, () => {});
      await page.goto("/", { waitUntil: "commit" });
      await page.locator(".skeleton").waitFor();
      return async () => {
        // Else it would be answered after all, and what it says be kept.
        await page.goto("about:blank");
        await page.unrouteAll();
      };
    },
    { isBusy: true },
  );
  await see("a server that is not there", async () => {
    await page.route(bootstrap, (route) => route.abort());
    await page.goto("/");
    await page.getByText("Confab cannot be reached.").waitFor();
    return () => page.unrouteAll();
  });
}

const EMPTY = {
  "no mentions yet": "/mentions",
  "no threads yet": "/threads",
  "nothing saved yet": "/saved",
  "no drafts yet": "/drafts",
};

async function seeFirstSteps({ see }, page) {
  await page.goto("/");
  await see("first steps", async () => {
    await go(page, "/");
    await page.getByRole("heading", { name: "First steps" }).waitFor();
  });
  for (const [name, path] of Object.entries(EMPTY))
    await see(name, async () => {
      await go(page, path);
      await page.locator("main").getByRole("heading", { level: 2 }).waitFor();
    });
  await see("where nothing is open", async () => {
    await go(page, "/");
    const skip = page.getByRole("button", { name: "Skip", exact: true });
    // Of two panes one is out of sight, but only once it has slid away.
    await settled(page);
    if ((await skip.count()) > 0) await skip.click();
    await skip.first().waitFor({ state: "detached" });
  });
  await see("the settings of somebody new", async () => {
    await go(page, "/you");
    await press(page, page.getByText("Settings and account"));
    await press(page, dialog(page).getByRole("tab", { name: "Blocked people" }));
    await dialog(page).getByText("You have blocked nobody.").waitFor();
  });
}

export async function seeGuests(looking, { page, context }, base) {
  await seeStrangers(looking, page);
  const { cookie } = await person(base, "Eva");
  await context.addCookies([{ ...cookie, url: base }]);
  await seeArrival(looking, page);
  await seeFirstSteps(looking, page);
}
