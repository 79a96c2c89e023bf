import { expect, test, vi } from "vitest";
import { person } from "../testing/sim-server";
import { Blocks } from "./blocks";
import type { User } from "./wire";

function anns() {
  const questions: { answer: (...ids: string[]) => Promise<void>; fail: () => Promise<void> }[] = [];
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const changed = vi.fn();
  const blocks = new Blocks(
    () =>
      new Promise<User[]>((resolve, reject) =>
        questions.push({
          answer: (...ids) => {
            resolve(ids.map(person));
            return settle();
          },
          fail: () => {
            reject(new Error("no"));
            return settle();
          },
        }),
      ),
    async () => {},
    () => {},
    changed,
  );
  let seq = 0;
  const tell = (user: string, blocked: boolean) =>
    blocks.heard({
      log: "ann",
      seq: ++seq,
      kind: "block.changed",
      at: "",
      actor: "ann",
      body: { user, blocked },
    });
  return { blocks, questions, tell, changed, users: () => [...blocks.users.get()] };
}

test("who was blocked last is last, by the answer and by events", async () => {
  const { blocks, questions, tell, users } = anns();
  void blocks.load();
  await questions.shift()?.answer("carl", "bob");
  expect(users()).toEqual(["bob", "carl"]);
  tell("dora", true);
  tell("bob", false);
  tell("bob", true);
  expect(users()).toEqual(["carl", "dora", "bob"]);
  expect(blocks.has("bob")).toBe(true);
});

test("what was told while an answer was under way counts more than the answer", async () => {
  const { blocks, questions, tell, users } = anns();
  void blocks.load();
  tell("bob", true);
  tell("carl", false);
  await questions.shift()?.answer("carl");
  expect(users()).toEqual(["bob"]);
});

test("of two questions the later one is answered, and one that fails leaves what was known", async () => {
  const { blocks, questions, users } = anns();
  void blocks.load();
  void blocks.load();
  await questions[1]?.answer("bob");
  await questions[0]?.answer("carl");
  expect(users()).toEqual(["bob"]);
  void blocks.load();
  await questions[2]?.fail();
  expect(users()).toEqual(["bob"]);
});

test("nobody is told of what is so already", async () => {
  const { blocks, questions, tell, changed } = anns();
  tell("bob", true);
  tell("bob", true);
  tell("carl", false);
  void blocks.load();
  await questions.shift()?.answer("bob");
  expect(changed).toHaveBeenCalledTimes(1);
});
