/** The chapters about files. */
import { join } from "node:path";
import AxeBuilder from "./axe.mjs";
import { composer, message, until } from "./people.mjs";
import { bring, picture } from "./pictures.mjs";

const rose = picture("rose.png", 1200, 800, [178, 34, 52]);
const tulip = picture("tulip.png", 600, 900, [34, 120, 178]);
const daisy = picture("image.png", 500, 500, [240, 220, 90]);
const weed = picture("weed.png", 300, 300, [60, 90, 50]);

const chips = (page) => page.locator("[data-upload]");
const up = (page) => page.locator('[data-upload="up"]');
const button = (page, name) => page.getByRole("button", { name });

async function choose(page, ...files) {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    button(page, /^Attach up to/)
      .first()
      .click(),
  ]);
  await chooser.setFiles(files);
}

export async function tellOfFiles(chapter, { ann, bob, wire, shots }) {
  await chapter("ann attaches by the button, by paste and by drop, and takes one back", async () => {
    await choose(ann.page, rose, weed);
    await bring(ann.page, "paste", "textarea", daisy);
    await bring(ann.page, "drop", '[data-region="messages"]', tulip);
    await until("four files to be up", async () => (await up(ann.page).count()) === 4);
    await button(ann.page, "Remove weed.png").click();
    await until("three to be left", async () => (await chips(ann.page).count()) === 3);
    await ann.page.screenshot({ path: join(shots, "chips-wide.png") });
    await composer(ann.page).fill("all that is out today");
    await composer(ann.page).press("Enter");
    const seen = message(bob.page, "all that is out today");
    await seen.getByRole("button", { name: "View rose.png, picture 1 of 3" }).waitFor();
    await until("bob to see the pictures themselves", async () =>
      seen
        .locator("img")
        .evaluateAll((all) => all.length === 3 && all.every((each) => each.naturalWidth > 0)),
    );
    if ((await chips(ann.page).count()) > 0)
      throw new Error("files lie in the composer after they were sent");
    await bob.page.screenshot({ path: join(shots, "pictures-phone.png") });
  });

  await chapter("a message waits for a file that is large, and tells how far it is", async () => {
    const slow = await ann.context.newCDPSession(ann.page);
    const speed = (uploadThroughput) =>
      slow.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await speed(400 * 1024);
    await choose(ann.page, picture("meadow.png", 1000, 800, [0, 0, 0], true));
    await composer(ann.page).fill("the whole meadow");
    await composer(ann.page).press("Enter");
    const bar = ann.page.getByRole("progressbar", { name: "Upload of meadow.png" });
    await until("it to be under way", async () =>
      bar.evaluate(({ value, max }) => value > 0 && value < max).catch(() => "no bar"),
    );
    await ann.page.getByText("Goes as soon as the files are up").waitFor();
    await ann.page.screenshot({ path: join(shots, "upload-wide.png") });
    if ((await message(bob.page, "the whole meadow").count()) > 0)
      throw new Error("it went without its file");
    await speed(-1);
    await message(bob.page, "the whole meadow").getByRole("button", { name: "View meadow.png" }).waitFor();
    await slow.detach();
  });

  await chapter("bob's connection breaks, his words stay, and he tries the file again", async () => {
    wire.pull();
    await choose(bob.page, tulip);
    await button(bob.page, "Try again: tulip.png").waitFor();
    await composer(bob.page).fill("mine are taller");
    if (await button(bob.page, "Send").isEnabled()) throw new Error("it could be sent without its file");
    await bob.page.screenshot({ path: join(shots, "upload-failed-phone.png") });
    wire.putBack();
    await button(bob.page, "Try again: tulip.png").click();
    await until("it to be up", async () => (await up(bob.page).count()) === 1);
    await bob.page.reload();
    await until("it to be there after a reload", async () => (await up(bob.page).count()) === 1);
    const words = await composer(bob.page).inputValue();
    if (words !== "mine are taller") throw new Error(`his words are ${JSON.stringify(words)}`);
    await button(bob.page, "Send").click();
    await message(ann.page, "mine are taller").getByRole("button", { name: "View tulip.png" }).waitFor();
  });

  await chapter("ann looks at the pictures with the keys alone", async () => {
    const opener = message(ann.page, "all that is out today").getByRole("button", { name: /^View rose/ });
    const { width, height } = await message(ann.page, "mine are taller").locator("img").boundingBox();
    if (Math.round(width) !== 213 || Math.round(height) !== 320)
      throw new Error(`a picture of 600 x 900 is drawn as ${width} x ${height}`);
    await opener.focus();
    await ann.page.keyboard.press("Enter");
    const viewer = ann.page.getByRole("dialog", { name: "Pictures" });
    const shows = (name) =>
      until(`${name} to be in sight`, async () =>
        viewer.getByRole("img", { name }).evaluate((image) => {
          const { left, right } = image.getBoundingClientRect();
          return image.naturalWidth > 0 && left >= 0 && right <= window.innerWidth;
        }),
      );
    await shows("rose.png");
    const found = await AxeBuilder(ann.page);
    if (found.length > 0) throw new Error(JSON.stringify(found));
    await ann.page.screenshot({ path: join(shots, "viewer-wide.png") });
    await ann.page.keyboard.press("ArrowRight");
    await shows(/^pasted-/);
    await ann.page.keyboard.press("End");
    await shows("tulip.png");
    await ann.page.keyboard.press("Escape");
    await viewer.waitFor({ state: "detached" });
    if (!(await opener.evaluate((element) => element === document.activeElement)))
      throw new Error("the focus did not come back");
  });
}
