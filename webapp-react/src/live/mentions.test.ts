import { expect, test } from "vitest";
import { SimServer } from "../testing/sim-server";
import { Mentions } from "./mentions";
import type { LogEvent, MentionPage } from "./wire";

const BEFORE = 100;

/** What ann is told: by the server's pages, and by the garden's log. */
function anns() {
  const server = new SimServer();
  server.create("garden", ["ann", "bob", "carl"]);
  // The ids of what follows have as many letters as one another, and so they are in order, like the server's.
  for (let n = 0; n < BEFORE; n++) server.post("garden", "ann", "before", `b${n}`);
  const blocked = new Set<string>();
  const block = (user: string, on: boolean) => {
    server.block("ann", user, on);
    if (on) blocked.add(user);
    else blocked.delete(user);
    mentions.blocksChanged();
  };
  const questions: { answer: () => void; fail: () => void; limit: number; cursor?: string }[] = [];
  const ask = (limit: number, cursor?: string) =>
    new Promise<MentionPage>((resolve, reject) => {
      // What the server knows when it is asked, however late the answer comes.
      const answer = server.answers("ann").mentions(limit, cursor);
      questions.push({ answer: () => resolve(answer), fail: () => reject(new Error("no")), limit, cursor });
    });
  const mentions = new Mentions(
    "ann",
    ask,
    () => {},
    (user) => blocked.has(user),
  );
  const log = () => server.channels.get("garden")?.log ?? [];
  let heard = log().length;
  const tell = () => {
    for (const event of log().slice(heard)) mentions.heard(event as LogEvent);
    heard = log().length;
  };
  let posts = 0;
  const say = (text: string, author = "bob") => server.post("garden", author, text, `p${++posts}`);
  const texts = () => mentions.view.get().messages.map(({ text }) => text);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const answered = async () => {
    questions.shift()?.answer();
    await settle();
  };
  const failed = async () => {
    questions.shift()?.fail();
    await settle();
  };
  return { block, server, mentions, questions, answered, failed, tell, say, texts };
}

test("those that name ann or everybody are there, the newest first; her own and others are not", async () => {
  const { mentions, say, answered, texts } = anns();
  say("@ann one");
  say("@bob no");
  say("@channel two");
  say("@ann by herself", "ann");
  mentions.open();
  expect(mentions.view.get()).toMatchObject({ loading: true, reachesEnd: false });
  await answered();
  expect(texts()).toEqual(["@channel two", "@ann one"]);
  expect(mentions.view.get()).toMatchObject({ loading: false, reachesEnd: true, failed: false });
});

test("a new one comes in front; one that no longer names her, or is deleted, goes", async () => {
  const { server, mentions, say, answered, tell, texts } = anns();
  say("@ann one");
  say("@ann two");
  mentions.open();
  await answered();
  tell();
  say("@here three");
  say("nothing of hers");
  say("@channel by herself", "ann");
  tell();
  expect(texts()).toEqual(["@here three", "@ann two", "@ann one"]);
  server.edit("garden", BEFORE + 0, "nobody");
  server.remove("garden", BEFORE + 1);
  server.edit("garden", BEFORE + 3, "@ann after all");
  tell();
  expect(texts()).toEqual(["@ann after all", "@here three"]);
});

test("what happens while the answer is under way is not lost to it", async () => {
  const { server, mentions, say, answered, tell, texts } = anns();
  say("@ann one");
  tell();
  mentions.open();
  say("@ann two");
  server.remove("garden", BEFORE + 0);
  tell();
  await answered();
  expect(texts()).toEqual(["@ann two"]);
});

test("more come by pages, and an edit of one that is further down does not bring it up", async () => {
  const { server, mentions, say, answered, questions, tell, texts } = anns();
  for (let n = 10; n < 70; n++) say(`@ann ${n}`);
  tell();
  mentions.open();
  await answered();
  expect(texts().length).toBe(50);
  expect(mentions.view.get().reachesEnd).toBe(false);
  server.edit("garden", BEFORE + 0, "@ann changed");
  tell();
  expect(texts()).not.toContain("@ann changed");
  mentions.more();
  mentions.more();
  expect(questions.length).toBe(1);
  await answered();
  expect(texts().length).toBe(60);
  expect(mentions.view.get().reachesEnd).toBe(true);
  mentions.more();
  expect(questions.length).toBe(0);
});

test("a failure is shown, and the next connection asks again", async () => {
  const { mentions, say, answered, failed, questions, texts } = anns();
  say("@ann one");
  mentions.open();
  await failed();
  expect(mentions.view.get()).toMatchObject({ failed: true, loading: false });
  mentions.resumed();
  await answered();
  expect(texts()).toEqual(["@ann one"]);
  expect(mentions.view.get().failed).toBe(false);
  mentions.resumed();
  expect(questions.length).toBe(0);
});

test("who left the channel sees nothing of it, not even by an answer that was under way", async () => {
  const { server, mentions, say, answered, questions, texts } = anns();
  say("@ann one");
  mentions.open();
  await answered();
  mentions.renew();
  server.leave("garden", "ann");
  mentions.left("garden");
  expect(texts()).toEqual([]);
  await answered();
  expect(questions.length).toBe(1);
  await answered();
  expect(texts()).toEqual([]);
});

test("closed, it keeps a page and goes on hearing", async () => {
  const { mentions, say, answered, tell, texts } = anns();
  for (let n = 10; n < 70; n++) say(`@ann ${n}`);
  tell();
  const close = mentions.open();
  await answered();
  mentions.more();
  await answered();
  close();
  expect(texts().length).toBe(50);
  say("@ann 70");
  tell();
  expect(texts().length).toBe(50);
  expect(texts()[0]).toBe("@ann 70");
});

test("what the blocked say goes at once and does not come, and is there again when they are forgiven", async () => {
  const { mentions, block, say, answered, tell, texts, questions } = anns();
  say("@ann one");
  say("@ann two", "carl");
  mentions.open();
  await answered();
  block("bob", true);
  expect(texts()).toEqual(["@ann two"]);
  say("@ann three");
  tell();
  await answered();
  expect(texts()).toEqual(["@ann two"]);
  block("bob", false);
  await answered();
  expect(texts()).toEqual(["@ann three", "@ann two", "@ann one"]);
  expect(questions).toEqual([]);
});

test("an answer that was asked for before the block is asked for once more", async () => {
  const { mentions, block, say, answered, texts } = anns();
  say("@ann one");
  mentions.open();
  block("bob", true);
  await answered();
  await answered();
  expect(texts()).toEqual([]);
});
