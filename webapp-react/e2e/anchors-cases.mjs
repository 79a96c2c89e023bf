/** What may happen while somebody reads. Each case says by how many pixels what was looked at has moved. */

import { image, say } from "./anchors-world.mjs";
import { done, forAll } from "./attackers.mjs";
import { until as waitUntil } from "./people.mjs";

const LIMIT_MS = 20_000;
const until = (what, look) => waitUntil(what, look, LIMIT_MS);

const PAGES = /\/messages\?.*before=/;
const FILES = /^\/files\//;

const settled = ({ glass }) => glass(() => window.glass.settled());
const first = ({ glass }) => glass(() => window.glass.first());

async function go(stage, path, rest = settled) {
  await stage.glass((to) => window.glass.go(to), path);
  await until(`${path} to be on the screen`, () =>
    stage.glass(() => window.glass.feed() !== null && window.glass.rows().length > 0),
  );
  await rest(stage);
}

async function openAtEnd(stage, channel) {
  const place = `/c/${channel}`;
  if (!(await stage.glass((path) => location.pathname === path, place))) await go(stage, place);
  await toLatest(stage);
}

async function toLatest(stage) {
  await stage.glass(() => {
    const button = [...document.querySelectorAll("button")].find((each) =>
      each.textContent.includes("Jump to latest"),
    );
    button?.click();
  });
  await settled(stage);
}

/** As a reader's hand would: what follows the end lets go. */
async function scrollTo(stage, screens) {
  await stage.glass((from) => {
    const feed = window.glass.feed();
    feed.dispatchEvent(new WheelEvent("wheel", { deltaY: -1, bubbles: true }));
    const to = from * feed.clientHeight;
    feed.scrollTo({ top: from < 0 ? feed.scrollHeight - feed.clientHeight + to : to, behavior: "instant" });
  }, screens);
  await settled(stage);
}

/** What `deed` does to the row of that key, or to the end if there is none. */
async function watching(stage, key, deed, done = () => true) {
  await stage.glass((row) => window.glass.watch(row), key);
  await deed();
  await until("it to have come about", done);
  await settled(stage);
  return stage.glass(() => window.glass.seen());
}

const counted = (stage, words) =>
  stage.glass((said) => window.glass.rows().filter((row) => row.textContent.includes(said)).length, words);

const heightOf = (stage) => stage.glass(() => window.glass.feed().scrollHeight);

/** What the reader has before the eyes, at worst in any frame. */
async function reading(stage, deed, done) {
  const { key } = await first(stage);
  const { worst, last, when, frames } = await watching(stage, key, deed, done);
  return { px: worst, failure: `${worst} px in frame ${when} of ${frames}, ${last} px in the end` };
}

/** At the end, in the end; `note` is how far the end was away meanwhile. */
async function following(stage, deed, done) {
  const { last, worst } = await watching(stage, null, deed, done);
  return {
    px: Math.abs(last),
    note: worst > 2 ? (worst > 9_000 ? "away for a frame" : `${Math.round(worst)} meanwhile`) : undefined,
  };
}

async function loadedAbove(stage, screens) {
  const { garden } = stage.world;
  await openAtEnd(stage, garden);
  stage.wire.keep(PAGES);
  await scrollTo(stage, screens);
  await until("a page to be asked for", async () => stage.wire.count > 0);
  const before = await heightOf(stage);
  return reading(
    stage,
    async () => stage.wire.release(),
    async () => (await heightOf(stage)) > before + 500,
  );
}

/** Reads something in the middle of what is loaded, with nothing under way. */
async function readInTheMiddle(stage) {
  await openAtEnd(stage, stage.world.garden);
  await scrollTo(stage, -3.3);
}

const last = async (stage) => {
  const { messages } = await done(stage.ann.call, "GET", `/channels/${stage.world.garden}/messages?limit=1`);
  return messages[0];
};

/** A fresh last message, with the reader at the end. */
async function freshLast(stage, text = "the last word", rest = {}) {
  await openAtEnd(stage, stage.world.garden);
  const words = `${text} ${Math.random().toString(36).slice(2)}`;
  const message = await say(stage.world.bob, stage.world.garden, words, rest);
  await until("it to be read", async () => (await counted(stage, words)) === 1);
  await settled(stage);
  return message;
}

async function jumpTo(stage, message) {
  await stage.glass((to) => window.glass.go(to), `/c/${message.channel}/m/${message.id}`);
  await until("the message to be on the screen", () =>
    stage.glass((key) => window.glass.rowOf(key) !== null, message.id),
  );
  await settled(stage);
  return { px: await stage.glass((key) => window.glass.offMiddle(key), message.id) };
}

const at = async ({ ann, world }, seq) => {
  const { messages } = await done(ann.call, "GET", `/channels/${world.garden}/messages?after=${seq}&limit=1`);
  return messages[0];
};

/** So much is unread when the conversation is opened. */
async function openUnread(stage, count, rest = settled) {
  const { world, ann } = stage;
  const message = await last(stage);
  await go(stage, `/c/${world.yard}`);
  const isUnread = () =>
    stage.glass(
      (channel) => /unread/iu.test(document.querySelector(`nav a[href="/c/${channel}"]`)?.textContent ?? ""),
      world.garden,
    );
  await done(ann.call, "PUT", `/channels/${world.garden}/read`, { seq: message.seq });
  await until("all to be read", async () => !(await isUnread()));
  const { seq } = message;
  await done(ann.call, "PUT", `/channels/${world.garden}/read`, { seq: seq - count, markUnread: true });
  await until("it to be known as unread", isUnread);
  await go(stage, `/c/${world.garden}`, rest);
  const { messages } = await done(
    ann.call,
    "GET",
    `/channels/${world.garden}/messages?after=${message.seq - count}&limit=1`,
  );
  return messages[0];
}

const press = (stage, words) =>
  stage.glass((said) => {
    const all = [...document.querySelectorAll("main button")];
    const button = all.find((each) => (each.getAttribute("aria-label") ?? each.textContent).includes(said));
    if (!button) throw new Error(`there is no button "${said}"`);
    button.click();
  }, words);

const resized = (stage, width, height) => () => stage.page.resize(width, height);

const away = async (stage) => {
  const before = await first(stage);
  await go(stage, `/c/${stage.world.yard}`);
  await go(stage, `/c/${stage.world.garden}`);
  const px = await stage.glass(({ key, top }) => {
    const row = window.glass.rowOf(key);
    return row ? Math.abs(window.glass.top(row) - top) : 9_999;
  }, before);
  return { px };
};

export const CASES = [
  {
    name: "history loads, at the end",
    async run(stage) {
      // Anew, or nothing is left to be loaded when it is tried again.
      await stage.enter(`/c/${stage.world.yard}`);
      await go(stage, `/c/${stage.world.yard}`);
      stage.wire.keep(PAGES, { pass: 1 });
      await stage.glass((to) => window.glass.go(to), `/c/${stage.world.hall}`);
      await until("a second page to be asked for", async () => stage.wire.count > 0);
      await settled(stage);
      const before = await heightOf(stage);
      const key = await stage.glass(() => window.glass.rows().at(-1).dataset.row);
      const { worst, frames } = await watching(
        stage,
        key,
        async () => stage.wire.release(),
        async () => (await heightOf(stage)) > before + 500,
      );
      return { px: worst, frames };
    },
  },
  { name: "history loads, in the middle", run: (stage) => loadedAbove(stage, 1.2) },
  { name: "history loads, at the top", run: (stage) => loadedAbove(stage, 0) },
  {
    name: "history loads while scrolling up",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      // What is measured on the way there may bring a page of its own.
      let before;
      do {
        before = await heightOf(stage);
        await scrollTo(stage, 2.4);
      } while ((await heightOf(stage)) > before + 500);
      before = await heightOf(stage);
      const { irregular, worst } = await stage.glass(() => window.glass.scrolling(-18, 100));
      if ((await heightOf(stage)) <= before) throw new Error("no history was loaded");
      return { px: worst, note: irregular > 0 ? `${irregular} of 100 frames` : undefined };
    },
  },
  {
    name: "ten arrive while reading far up",
    async run(stage) {
      await readInTheMiddle(stage);
      const { world } = stage;
      const before = await last(stage);
      return reading(
        stage,
        () =>
          forAll(Array.from({ length: 10 }), (_, n) =>
            say(world.bob, world.garden, `arrived ${n}\n- a\n- b`),
          ),
        async () => (await last(stage)).seq >= before.seq + 10,
      );
    },
  },
  {
    name: "one arrives, at the end",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      const words = `one ${Math.random()}`;
      return following(
        stage,
        () => say(stage.world.bob, stage.world.garden, words),
        async () => (await counted(stage, words)) > 0,
      );
    },
  },
  {
    name: "fifty arrive at once, at the end",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      const run = Math.random().toString(36).slice(2);
      return following(
        stage,
        () =>
          forAll(Array.from({ length: 50 }), (_, n) =>
            say(
              stage.world.bob,
              stage.world.garden,
              `${run} burst ${n}\n${"and more ".repeat((n % 7) * 20)}`,
            ),
          ),
        async () => (await counted(stage, run)) > 3,
      );
    },
  },
  {
    name: "the last one gets a reaction",
    async run(stage) {
      const { id } = await freshLast(stage);
      return following(
        stage,
        () => done(stage.world.cyd.call, "PUT", `/messages/${id}/reactions/${encodeURIComponent("🌷")}`),
        async () => (await counted(stage, "🌷")) > 0,
      );
    },
  },
  {
    name: "the last one is edited and grows",
    async run(stage) {
      const { id } = await freshLast(stage);
      const text = `it grew ${Math.random()}\n- one\n- two\n- three\n\n${"so it goes ".repeat(60)}`;
      return following(
        stage,
        () => done(stage.world.bob.call, "PATCH", `/messages/${id}`, { text }),
        async () => (await counted(stage, text.slice(0, 18))) > 0,
      );
    },
  },
  {
    name: "the last one gets a thread",
    async run(stage) {
      const { id } = await freshLast(stage);
      return following(
        stage,
        () => say(stage.world.cyd, stage.world.garden, "an answer", { parent: id }),
        () => stage.glass((key) => window.glass.rowOf(key).textContent.includes("1 reply"), id),
      );
    },
  },
  {
    name: "a picture is loaded in the last one",
    async run(stage) {
      const file = await image(stage.world.bob, "rose", 600, 400);
      stage.wire.keep(FILES);
      await freshLast(stage, "a rose", { attachments: [file.id] });
      await until("the picture to be asked for", async () => stage.wire.count > 0);
      return following(stage, async () => stage.wire.release());
    },
  },
  ...[
    ["a picture above is loaded", false],
    ["a picture above is broken", true],
  ].map(([name, cut]) => ({
    name,
    async run(stage) {
      const file = await image(stage.world.bob, "rose", 600, 400);
      stage.wire.keep(FILES, { cut });
      const { id } = await freshLast(stage, "a rose", { attachments: [file.id] });
      await say(stage.world.bob, stage.world.garden, "and below it ".repeat(160));
      await settled(stage);
      await stage.glass((key) => {
        const feed = window.glass.feed();
        feed.dispatchEvent(new WheelEvent("wheel", { deltaY: -1 }));
        const row = window.glass.rowOf(key);
        feed.scrollBy({
          top: window.glass.top(row) + row.getBoundingClientRect().height + 100,
          behavior: "instant",
        });
      }, id);
      await settled(stage);
      await until("the picture to be asked for", async () => stage.wire.count > 0);
      return reading(stage, async () => stage.wire.release());
    },
  })),
  {
    name: "a message above is edited and grows",
    async run(stage) {
      await readInTheMiddle(stage);
      const text = `above it grew ${Math.random()}\n- one\n- two\n\n${"so it goes ".repeat(60)}`;
      const key = await stage.glass(() => {
        const rows = window.glass.rows();
        const seen = rows.findIndex((row) => row.dataset.row === window.glass.first().key);
        return rows[seen - 1].dataset.row;
      });
      const { messages } = await done(
        stage.ann.call,
        "GET",
        `/channels/${stage.world.garden}/messages?limit=200`,
      );
      const { id, author } = messages.find((each) => each.id === key);
      const by = author === stage.world.bob.id ? stage.world.bob : stage.world.cyd;
      return reading(
        stage,
        () => done(by.call, "PATCH", `/messages/${id}`, { text }),
        () =>
          stage.glass(
            (row, said) => window.glass.rowOf(row)?.textContent.includes(said),
            key,
            text.slice(0, 20),
          ),
      );
    },
  },
  ...[
    ["narrower", 760, 844],
    ["wider", 1600, 844],
    ["lower, as by a keyboard", 1200, 500],
    ["higher", 1200, 1100],
  ].flatMap(([how, width, height]) => [
    {
      name: `the window becomes ${how}, reading`,
      async run(stage) {
        await readInTheMiddle(stage);
        return reading(stage, resized(stage, width, height));
      },
    },
    {
      name: `the window becomes ${how}, at the end`,
      async run(stage) {
        await openAtEnd(stage, stage.world.garden);
        return following(stage, resized(stage, width, height));
      },
    },
  ]),
  {
    name: "density changes, reading",
    async run(stage) {
      await readInTheMiddle(stage);
      const choose = (density) => done(stage.ann.call, "PATCH", "/me/preferences", { density });
      const isCompact = () => stage.glass(() => document.documentElement.dataset.density === "compact");
      const result = await reading(stage, () => choose("compact"), isCompact);
      await choose("comfortable");
      await until("it to be as it was", async () => !(await isCompact()));
      return result;
    },
  },
  ...[
    ["reading", readInTheMiddle, reading],
    ["at the end", (stage) => openAtEnd(stage, stage.world.garden), following],
  ].map(([where, begin, measured]) => ({
    name: `text becomes larger, ${where}`,
    async run(stage) {
      await begin(stage);
      const size = (points) =>
        stage.glass((font) => {
          document.documentElement.style.fontSize = font;
        }, points);
      const result = await measured(stage, () => size("20px"));
      await size("");
      await settled(stage);
      return result;
    },
  })),
  {
    name: "to a message far back",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      return jumpTo(stage, await at(stage, 400));
    },
  },
  {
    name: "to a message that is loaded, never seen",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      const { seq } = await last(stage);
      return jumpTo(stage, await at(stage, seq - 42));
    },
  },
  {
    name: "to a date",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      await press(stage, "More for");
      await until("the menu", () =>
        stage.glass(() =>
          [...document.querySelectorAll("[role=menuitem]")].some((each) =>
            each.textContent.includes("Jump to a date"),
          ),
        ),
      );
      await press(stage, "Jump to a date");
      await until("the dates", () =>
        stage.glass(() =>
          [...document.querySelectorAll("dialog button")].some((each) =>
            each.textContent.startsWith("Today"),
          ),
        ),
      );
      await press(stage, "Today");
      const message = await at(stage, 0);
      await until("the first of today", () =>
        stage.glass((key) => window.glass.rowOf(key) !== null, message.id),
      );
      await settled(stage);
      return { px: await stage.glass((key) => window.glass.offMiddle(key), message.id) };
    },
  },
  {
    name: "from far back to the latest",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      await jumpTo(stage, await at(stage, 300));
      await toLatest(stage);
      return { px: await stage.glass(() => Math.abs(window.glass.gap())) };
    },
  },
  {
    name: "a little is unread: opened at the divider",
    async run(stage) {
      const { id } = await openUnread(stage, 30);
      return { px: await stage.glass((key) => window.glass.offMiddle(key), id) };
    },
  },
  {
    name: "scrolled on from the divider at once",
    async run(stage) {
      // Anew: nothing is measured yet.
      await stage.enter(`/c/${stage.world.yard}`);
      const { id } = await openUnread(stage, 60, async () => {});
      await until("the divider to be where it belongs", () =>
        stage.glass((key) => window.glass.offMiddle(key) < 2, id),
      );
      await stage.glass(() => window.glass.frame());
      return { px: await stage.glass(() => window.glass.onwards(0.4, 40)) };
    },
  },
  {
    name: "much is unread: to the divider",
    async run(stage) {
      // What was loaded before is forgotten, so that only the newest is here.
      await stage.enter(`/c/${stage.world.yard}`);
      const { id } = await openUnread(stage, 500);
      await press(stage, "Jump to the first");
      await until("the divider", () => stage.glass((key) => window.glass.rowOf(key) !== null, id));
      await settled(stage);
      return { px: await stage.glass((key) => window.glass.offMiddle(key), id) };
    },
  },
  {
    name: "shapes stand where messages will be",
    async run(stage) {
      await stage.enter(`/c/${stage.world.yard}`);
      await until("the yard", () =>
        stage.glass(() => window.glass.feed() !== null && window.glass.rows().length > 0),
      );
      stage.wire.keep(PAGES);
      await stage.glass((to) => window.glass.go(to), `/c/${stage.world.hall}`);
      const seen = () =>
        stage.glass(() => {
          const shapes = document.querySelector('[class*="_skeleton_"]');
          return shapes !== null && getComputedStyle(shapes).visibility === "visible";
        });
      await until("the shapes", seen);
      if (!(await stage.glass(() => window.glass.feed().ariaBusy === "true")))
        throw new Error("it is not said to be busy");
      stage.wire.release();
      await until("them to give way", async () => !(await seen()));
      await settled(stage);
      return { px: await stage.glass(() => Math.abs(window.glass.gap())) };
    },
  },
  {
    name: "away and back, reading",
    async run(stage) {
      await readInTheMiddle(stage);
      return away(stage);
    },
  },
  {
    name: "away and back, at the end",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      return away(stage);
    },
  },
  {
    name: "away and back, after a jump far back",
    async run(stage) {
      await openAtEnd(stage, stage.world.garden);
      await jumpTo(stage, await at(stage, 350));
      return away(stage);
    },
  },
];
