// @vitest-environment happy-dom
import { act, cleanup } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Names } from "../lib/markdown/names";
import { garden } from "../testing/draw";
import { useNames } from "./names";

afterEach(cleanup);

function Reader({ hear }: { hear: (names: Names) => void }) {
  hear(useNames());
  return null;
}

test("names mean whom and what ann knows, in any case", async () => {
  const seen: Names[] = [];
  const { draw, store } = await garden();
  draw(<Reader hear={(names) => seen.push(names)} />);
  const me = store.me.get();
  expect(seen[0]?.person("ANN")).toEqual({ id: me.id, name: me.displayName, isMe: true });
  expect(seen[0]?.channel("Garden")).toEqual({ id: "garden" });
  expect(seen[0]?.person("nobody")).toBeUndefined();
  expect(seen[0]?.channel("cellar")).toBeUndefined();
});

test("a new message draws no other again, a new channel does", async () => {
  const seen: Names[] = [];
  const { draw, server, store, flow } = await garden();
  await store.people.learnAll();
  draw(<Reader hear={(names) => seen.push(names)} />);
  const drawn = seen.length;
  const before = store.channels.get();
  await act(async () => {
    server.post("garden", "bob", "hello", "b1");
    await flow();
  });
  expect(store.channels.get()).not.toBe(before);
  expect(seen.length).toBe(drawn);
  await act(async () => {
    server.create("shed", ["ann"]);
    await flow();
  });
  expect(seen.at(-1)?.channel("shed")).toEqual({ id: "shed" });
});
