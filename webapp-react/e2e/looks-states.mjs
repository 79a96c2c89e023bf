/** What there is to be looked at, by name, and the way that somebody who is signed in gets there. */
import { done } from "./attackers.mjs";
import { settled } from "./looks-page.mjs";
import { composer, rest, toLatest, until } from "./people.mjs";
import { picture } from "./pictures.mjs";
import { IN_ENGLISH as TALK } from "./village.mjs";

export const channels = (page) => page.locator('[data-region="channels"]');
export const header = (page) => page.locator('[data-region="header"]');
export const dialog = (page) => page.locator("dialog[open]");
export const details = (page) => page.locator('[data-region="details"]');
export const isPhone = (page) => page.viewportSize().width < 680;
const reaction = (page) => page.getByRole("group", { name: "Reactions" }).last().getByRole("button").first();
const row = (page) => page.getByRole("article").filter({ hasText: TALK.edited });

/** Without a new page: as a link would. */
export const go = (page, path) => page.evaluate((to) => history.pushState(null, "", to), path);

export const onPage = (path, words) => async (page) => {
  await go(page, path);
  await page.getByText(words).and(page.locator(":visible")).first().waitFor();
};

/** Once nothing moves any more: else it is beside it that is pressed, or the focus is elsewhere by then. */
export async function press(page, what, key) {
  await what.waitFor();
  await settled(page);
  if (!key) return what.click();
  await what.focus();
  await settled(page);
  await what.press(key);
}

const settings = (part) => async (page) => {
  await go(page, "/you");
  await press(page, page.getByText("Settings and account"));
  await press(page, dialog(page).getByRole("tab", { name: part, exact: true }));
  await until("what is on it", async () => (await page.getByRole("tabpanel").textContent()).length > 3);
};
const SETTINGS = [
  "Profile",
  "Preferences",
  "Notifications",
  "Blocked people",
  "Password",
  "Sessions",
  "Access tokens",
  "Appearance",
];

/** Each leads there, and may give the way back, where Esc is not enough. */
export function statesOf(world) {
  const { garden, question } = world;
  const inGarden = async (page) => {
    await go(page, `/c/${garden.id}`);
    await composer(page).waitFor();
    await toLatest(page);
    await row(page).waitFor();
  };
  const inDialog = (open) => async (page) => {
    await open(page);
    await dialog(page).waitFor();
  };
  const byKey = (key) =>
    inDialog(async (page) => {
      await inGarden(page);
      await press(page, row(page), key);
    });
  const anywhere = (key) =>
    inDialog(async (page) => {
      await inGarden(page);
      await settled(page);
      await page.keyboard.press(key);
    });
  const fromList = (name) =>
    inDialog(async (page) => {
      if (isPhone(page)) await go(page, "/");
      await press(page, channels(page).getByRole("button", { name, exact: true }).first());
    });
  const menu = async (page) => {
    await inGarden(page);
    await press(page, header(page).getByRole("button", { name: /^More/ }));
    await page.getByRole("menu").waitFor();
  };
  const fromMenu = (name) =>
    inDialog(async (page) => {
      await menu(page);
      await press(page, page.getByRole("menuitem", { name }));
    });
  const inMessageMenu = (name) =>
    inDialog(async (page) => {
      await byKey("Shift+F10")(page);
      await press(page, dialog(page).getByRole("button", { name }));
      await dialog(page).getByRole("heading", { name: "Message actions" }).waitFor({ state: "detached" });
    });
  const members = async (page) => {
    await inGarden(page);
    await press(page, header(page).getByRole("button", { name: "Members" }));
    await details(page).getByRole("listitem").first().waitFor();
  };
  const writing = (words) => async (page) => {
    await go(page, `/c/${world.shed.id}`);
    await composer(page).waitFor();
    await settled(page);
    await composer(page).fill("");
    await composer(page).pressSequentially(words);
    return () => composer(page).fill("");
  };

  return {
    "a conversation": inGarden,
    "a conversation of two": onPage(`/c/${world.direct.id}`, "Seen by Bob Okafor"),
    "a thread": async (page) => {
      await go(page, `/c/${garden.id}/t/${question.id}`);
      await page.getByRole("complementary", { name: "Thread" }).getByText(TALK.replies[2]).waitFor();
    },
    "a thread that is not here": async (page) => {
      await go(page, `/c/${garden.id}/t/01arz3ndektsv4rrffq69g5fav`);
      await page.getByText("This thread is not here").waitFor();
    },
    "a link to a message": async (page) => {
      await go(page, `/c/${garden.id}/m/${world.morning.id}`);
      await page.getByRole("article").filter({ hasText: "first roses" }).waitFor();
      await until("the address to be the channel's", async () => page.url().endsWith(`/c/${garden.id}`));
    },
    "a link to a reply": async (page) => {
      await go(page, `/c/${garden.id}/t/${question.id}/m/${world.reply.id}`);
      await page.getByRole("complementary", { name: "Thread" }).getByText("is on me").waitFor();
      await until("the address to be the thread's", async () => page.url().endsWith(`/t/${question.id}`));
    },
    "a link to a message that is not here": onPage(
      `/c/${garden.id}/m/01arz3ndektsv4rrffq69g5fav`,
      "This message is not here",
    ),
    "further up": async (page) => {
      await go(page, `/c/${world.kitchen.id}`);
      await composer(page).waitFor();
      await settled(page);
      await page.locator('[data-region="messages"]').evaluate((feed) => {
        feed.dispatchEvent(new WheelEvent("wheel"));
        feed.scrollTop = feed.scrollHeight / 3;
      });
      await page.getByRole("button", { name: /Jump to latest/ }).waitFor();
    },
    "a line above what is new": async (page) => {
      await inGarden(page);
      await press(page, row(page), "u");
      await page.getByText("New since you left").waitFor();
    },
    "an empty channel": onPage(`/c/${world.bed.id}`, "Write the first message"),
    "an archived channel": onPage(`/c/${world.attic.id}`, "This channel is archived"),
    "somebody who is blocked": onPage(`/c/${world.barred.id}`, "neither of you can write here"),
    "the list": async (page) => {
      await go(page, isPhone(page) ? "/" : `/c/${world.kitchen.id}`);
      await channels(page).getByRole("link").first().waitFor();
    },
    mentions: onPage("/mentions", /shears/),
    threads: onPage("/threads", /late lettuce/),
    saved: onPage("/saved", /rain barrel/),
    drafts: onPage("/drafts", TALK.draft),
    "an empty search": onPage("/search", /Search/),
    "what a search offers": async (page) => {
      await go(page, "/search");
      await page.getByRole("combobox").pressSequentially("from:");
      await page.getByRole("option").first().waitFor();
      return () => page.keyboard.press("Escape");
    },
    "what was found": async (page) => {
      await go(page, "/search?query=lettuce");
      await page.locator("main mark").first().waitFor();
    },
    "nothing found": onPage("/search?query=xyzzyplugh", /Nothing|No /),
    "what is mine": onPage("/you", /Settings and account/),
    "a channel that is not here": onPage("/c/01arz3ndektsv4rrffq69g5fav", "This conversation is not here"),
    "a channel that one is no longer in": async (page) => {
      const member = `/channels/${world.shed.id}/members/${world.ann.id}`;
      await done(world.bob.call, "PUT", member);
      await go(page, `/c/${world.shed.id}`);
      await composer(page).fill("I have it");
      await done(world.bob.call, "DELETE", member);
      await page.getByText("You are no longer in").waitFor();
      await page.getByText("You wrote this there, and it was not sent").waitFor();
      return async () => {
        await page.getByRole("button", { name: "Discard" }).click();
        await done(world.bob.call, "PUT", member);
        await composer(page).waitFor();
      };
    },
    "an address that leads nowhere": async (page) => {
      await go(page, "/no/such/place");
      await (isPhone(page) ? channels(page).getByRole("link").first() : composer(page)).waitFor();
    },
    "the switcher": anywhere("Control+k"),
    "the switcher, for people": anywhere("Control+Shift+k"),
    "all keys": anywhere("Control+/"),
    "all as read": anywhere("Shift+Escape"),
    "all channels": fromList("Browse channels"),
    "a new conversation": fromList("New direct message"),
    "a refused channel": async (page) => {
      await fromList("Create channel")(page);
      await dialog(page).getByLabel("Name", { exact: true }).fill(garden.name);
      await press(page, dialog(page).getByRole("button", { name: "Create channel" }));
      await dialog(page).locator('[aria-invalid="true"]').waitFor();
    },
    "who is in it": members,
    "who could be in it": async (page) => {
      await members(page);
      await press(page, details(page).getByRole("button", { name: "Add people" }));
      await details(page).getByLabel("Find people").fill(world.bob.username);
      await details(page).getByText("In the channel").first().waitFor();
    },
    "what a channel is called": async (page) => {
      await go(page, `/c/${world.bed.id}`);
      const direct = header(page).getByRole("button", { name: "Edit channel" });
      if (await direct.isVisible()) await press(page, direct);
      else {
        await press(page, header(page).getByRole("button", { name: /^More/ }));
        await press(page, page.getByRole("menuitem", { name: "Edit channel" }));
      }
      await dialog(page).waitFor();
    },
    "whether to leave": async (page) => {
      await inGarden(page);
      const direct = header(page).getByRole("button", { name: "Leave channel" });
      if (await direct.isVisible()) await press(page, direct);
      else {
        await press(page, header(page).getByRole("button", { name: /^More/ }));
        await press(page, page.getByRole("menuitem", { name: "Leave channel" }));
      }
      await dialog(page).waitFor();
    },
    "what is pinned": async (page) => {
      await menu(page);
      await press(page, page.getByRole("menuitem", { name: "Pinned messages" }));
      await details(page).getByText("It hangs behind the door").waitFor();
    },
    "another day": fromMenu("Jump to a date"),
    "the menu of a channel": menu,
    "what can be done with a message": byKey("Shift+F10"),
    "all emoji": byKey("+"),
    "an emoji by its name": async (page) => {
      await byKey("+")(page);
      await dialog(page).getByRole("combobox").fill("tulip");
      await dialog(page).getByText(/found/).first().waitFor({ state: "attached" });
    },
    "all who have reacted": inDialog(async (page) => {
      await inGarden(page);
      await settled(page);
      await reaction(page).click({ button: "right" });
    }),
    "a message that is being changed": async (page) => {
      await inGarden(page);
      await press(page, row(page), "e");
      await row(page).getByRole("textbox").waitFor();
      return () => page.getByRole("button", { name: "Cancel", exact: true }).click();
    },
    "whether to delete": byKey("Delete"),
    "where to forward": byKey("f"),
    "what is forwarded": async (page) => {
      await byKey("f")(page);
      await press(page, dialog(page).getByRole("option").first());
      await dialog(page).getByRole("button", { name: "Forward", exact: true }).waitFor();
    },
    "who has read it": inMessageMenu("Seen by"),
    "what it said before": async (page) => {
      await inGarden(page);
      await press(page, row(page).getByRole("button", { name: "(edited)" }));
      await dialog(page).getByText("at first").waitFor();
    },
    "somebody's card": async (page) => {
      await inGarden(page);
      await press(page, page.getByRole("article").locator("button[data-person]").last());
      await dialog(page).getByText(/^@/).waitFor();
    },
    "a picture": async (page) => {
      await go(page, `/c/${garden.id}/m/${world.shown.id}`);
      await until("the address to be the channel's", async () => page.url().endsWith(`/c/${garden.id}`));
      await press(page, page.getByRole("button", { name: "View wall.png" }));
      await dialog(page).waitFor();
    },
    "whom to name": async (page) => {
      const back = await writing("@b")(page);
      await page.getByRole("option").first().waitFor();
      return back;
    },
    "a file that goes along": async (page) => {
      const back = await writing("And a picture")(page);
      await page
        .locator('[data-choose="files"]')
        .first()
        .setInputFiles(picture("rose.png", 300, 200, [178, 34, 52]));
      await page.locator('[data-upload="up"]').waitFor();
      return async () => {
        await page.getByRole("button", { name: /^Remove rose.png/ }).click();
        await back();
      };
    },
    "words that are too long": async (page) => {
      const back = await writing("So it began")(page);
      await composer(page).fill("So it began and did not end. ".repeat(300));
      await page.getByText("characters too long").waitFor();
      return back;
    },
    "my status": async (page) => {
      await go(page, "/you");
      await press(page, page.locator("main").getByText("Set your status"));
      await dialog(page).waitFor();
    },
    ...Object.fromEntries(SETTINGS.map((part) => [`settings: ${part}`, settings(part)])),
    "a token that is shown once": async (page) => {
      await settings("Access tokens")(page);
      await dialog(page).getByLabel("Name of the token").fill("the gate");
      await press(page, dialog(page).getByRole("button", { name: "Create token" }));
      await dialog(page).getByText("Copy it now.").waitFor();
    },
  };
}

/** What is there only for a mouse, or where there is room. */
export function roomyStatesOf(world) {
  const inGarden = statesOf(world)["a conversation"];
  return {
    "a message under the pointer": async (page) => {
      await inGarden(page);
      await settled(page);
      await row(page).hover();
      await row(page).getByRole("group", { name: "Message actions" }).waitFor();
      return () => page.mouse.move(0, 0);
    },
    "who has reacted": async (page) => {
      await inGarden(page);
      await settled(page);
      await reaction(page).hover();
      await page.getByRole("tooltip").waitFor();
      return () => page.mouse.move(0, 0);
    },
    "the folded list": async (page) => {
      await inGarden(page);
      await press(page, page.getByRole("button", { name: "Fold up the sidebar" }));
      return () => page.getByRole("button", { name: "Unfold the sidebar" }).click();
    },
    "the menu of a channel in the list": async (page) => {
      await inGarden(page);
      await settled(page);
      const item = channels(page).getByRole("listitem").filter({ hasText: world.kitchen.name });
      await item.hover();
      await item.getByRole("button", { name: /^More/ }).click();
      await page.getByRole("menu").waitFor();
    },
  };
}

/** What a finger does. */
export function fingerStatesOf(world) {
  return {
    "the menu of a channel in the list": async (page) => {
      await go(page, "/");
      await settled(page);
      const item = channels(page).getByRole("link").filter({ hasText: world.kitchen.name });
      await rest(page, item, page.getByRole("menu"));
    },
  };
}
