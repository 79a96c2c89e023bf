import { expect, test } from "vitest";
import { FollowedThreads } from "./followed";
import type { FollowedThread, LogEvent, Message } from "./wire";

const AT = "2026-03-01T09:30:00.000Z";

const rootOf = (id: string, channel = "garden"): Message => ({
  id,
  channel,
  seq: 1,
  author: "bob",
  at: AT,
  text: id,
  replies: { count: 1, participants: ["bob"], lastAt: AT },
});

const threadOf = (id: string, unread: number, head: number): FollowedThread => ({
  message: rootOf(id),
  readSeq: 1,
  unread,
  head,
});

const markedOf = (message: string): LogEvent => ({
  log: "ann",
  seq: 1,
  kind: "thread.marked",
  at: AT,
  actor: "ann",
  body: { message, channel: "garden", follows: true, readSeq: 1 },
});

const replyTo = (parent: string, seq: number): LogEvent => ({
  log: "garden",
  seq,
  kind: "message.posted",
  at: AT,
  actor: "bob",
  body: { id: `reply ${seq}`, channel: "garden", seq, author: "bob", at: AT, text: "yes", parent },
});

/** Ann's threads; a test answers each question when it likes. */
function anns(...channels: string[]) {
  const listed = new Set(channels);
  const questions: ((threads: FollowedThread[]) => void)[] = [];
  const delayed: (() => void)[] = [];
  const threads = new FollowedThreads(
    "ann",
    () => new Promise((resolve) => questions.push(resolve)),
    (ask) => {
      delayed.push(ask);
      return () => delayed.splice(delayed.indexOf(ask), 1);
    },
    (channel) => listed.has(channel),
  );
  const answer = async (...told: FollowedThread[]) => {
    questions.shift()?.(told);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const shown = () => threads.view.get().map(({ root, unread }) => `${root.id} ${unread}`);
  return { threads, listed, questions, delayed, answer, shown };
}

test("who comes back to a channel is shown what they follow there, also when they had left it long ago", async () => {
  const { threads, listed, answer, shown } = anns("kitchen");
  void threads.load();
  await answer();
  listed.add("garden");
  threads.heardFrom("garden", 7);
  await answer(threadOf("rose", 2, 7));
  expect(shown()).toEqual(["rose 2"]);
});

test("a thread that is followed before anybody has replied is shown when somebody does", async () => {
  const { threads, answer, shown } = anns("garden");
  void threads.load();
  const rose = threadOf("rose", 0, 7);
  await answer({ ...rose, message: { ...rose.message, replies: undefined } });
  expect(shown()).toEqual([]);
  threads.heard(replyTo("rose", 8));
  threads.heard({
    ...replyTo("rose", 9),
    kind: "thread.updated",
    body: { message: "rose", replies: rose.message.replies },
  });
  expect(shown()).toEqual(["rose 1"]);
});

test("what is told while an answer makes us ask once more is not lost, and there is one question at a time", async () => {
  const { threads, questions, answer, shown } = anns("garden");
  void threads.load();
  threads.heard({ ...replyTo("rose", 5), seq: 9, kind: "message.deleted" });
  await answer(threadOf("rose", 2, 8));
  expect(questions).toHaveLength(1);
  threads.heard(replyTo("rose", 10));
  threads.heard(markedOf("tulip"));
  expect(questions).toHaveLength(1);
  await answer(threadOf("rose", 1, 9));
  await answer(threadOf("rose", 2, 10), threadOf("tulip", 0, 10));
  expect(shown().sort()).toEqual(["rose 2", "tulip 0"]);
});

test("an answer that was old again and again is better than none, and not the last word", async () => {
  const { threads, questions, delayed, answer, shown } = anns("garden");
  void threads.load();
  for (let tries = 0; tries < 10; tries++) {
    void threads.load();
    await answer(threadOf("rose", 3, 7));
  }
  expect(questions).toHaveLength(0);
  expect(shown()).toEqual(["rose 3"]);
  for (const ask of delayed.splice(0)) ask();
  await answer(threadOf("rose", 0, 7));
  expect(shown()).toEqual(["rose 0"]);
});
