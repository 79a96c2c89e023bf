// @vitest-environment happy-dom
import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Cell } from "../../lib/cell";
import { useCell } from "../../lib/use-cell";
import type { Message } from "../../live/wire";
import { garden } from "../../testing/draw";
import { Announcer } from "./Announcer";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const said = (seq: number): Message => ({
  id: `m${seq}`,
  channel: "garden",
  seq,
  author: "bob",
  at: "2026-03-01T09:00:00.000Z",
  text: `number ${seq}`,
});
const upTo = (seq: number, from = 1) => Array.from({ length: seq - from + 1 }, (_, n) => said(from + n));

function Told({ messages, nameOf }: { messages: Cell<readonly Message[]>; nameOf: () => string }) {
  return <Announcer messages={useCell(messages)} me="ann" nameOf={nameOf} />;
}

async function announcer() {
  const { draw } = await garden();
  vi.useFakeTimers();
  const heard: string[] = [];
  const nameOf = () => "Bob";
  const messages = new Cell<readonly Message[]>(upTo(20));
  draw(<Told messages={messages} nameOf={nameOf} />);
  const log = screen.getByRole("log");
  new MutationObserver(() => heard.push(log.textContent ?? "")).observe(log, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  const show = (now: readonly Message[]) => act(() => messages.set(now));
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  return { heard, show, pass };
}

test("ten that arrive within a second are said in one breath", async () => {
  const { heard, show, pass } = await announcer();
  for (let seq = 21; seq <= 30; seq++) {
    show(upTo(seq));
    await pass(100);
  }
  await pass(5_000);
  expect(heard).toEqual(["10 new messages, last from Bob: number 30"]);
});

test("what scrolling brings from the past is not said", async () => {
  const { heard, show, pass } = await announcer();
  for (let from = 0; from > -2_000; from -= 50) {
    show(upTo(20, from));
    await pass(300);
  }
  await pass(5_000);
  expect(heard).toEqual([]);
});
