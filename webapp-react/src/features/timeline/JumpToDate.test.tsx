// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { JumpToDate } from "./JumpToDate";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 2, 31, 9, 30) });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function dialog() {
  const world = await garden();
  const said = world.server.post("garden", "bob", "the roses are out", "b1");
  world.answer.body = { messages: [said], head: said?.seq };
  const onJump = vi.fn();
  const onClose = vi.fn();
  world.draw(<JumpToDate channel={world.channel} beside={null} onJump={onJump} onClose={onClose} />);
  const press = (name: string | RegExp) =>
    act(async () => {
      fireEvent.click(screen.getByRole("button", { name }));
      await world.flow();
    });
  const asked = () => {
    const last = world.calls.at(-1);
    return last ? new URL(last.url, "http://garden").searchParams.get("at") : null;
  };
  return { ...world, said, onJump, onClose, press, asked };
}

test.each([
  [/^Today/u, new Date(2026, 2, 31)],
  [/^Yesterday/u, new Date(2026, 2, 30)],
  [/^A week ago/u, new Date(2026, 2, 24)],
  [/^A month ago/u, new Date(2026, 1, 28)],
  [/^The very beginning/u, new Date(0)],
])("%s is a day of the reader's own", async (name, day) => {
  const { press, asked, onJump, said } = await dialog();
  await press(name);
  expect(asked()).toBe(day.toISOString());
  expect(onJump).toHaveBeenCalledWith(said);
});

test("any day can be said, and what is no day is not asked for", async () => {
  const { press, asked, calls, onJump } = await dialog();
  await press("Go");
  expect(screen.getByText("A date is no date")).not.toBeNull();
  expect(calls).toEqual([]);
  fireEvent.change(screen.getByLabelText("A date"), { target: { value: "2026-01-15" } });
  await press("Go");
  expect(asked()).toBe(new Date(2026, 0, 15).toISOString());
  expect(onJump).toHaveBeenCalledTimes(1);
});

test("where nothing was said, or nothing is answered, it says so and stays", async () => {
  const { press, answer, onJump, onClose } = await dialog();
  answer.body = { messages: [], head: 3 };
  await press(/^Today/u);
  expect(screen.getByRole("alert").textContent).toBe("Nothing has been said here yet.");
  answer.status = 503;
  answer.body = { type: "/problems/unavailable", title: "Later", status: 503 };
  await press(/^Today/u);
  expect(screen.getByRole("alert").textContent).toBe("Later");
  answer.status = 200;
  answer.body = { messages: [{ id: "m1" }], head: 3 };
  await press(/^Today/u);
  expect(onJump).toHaveBeenCalledTimes(1);
  expect(onClose).not.toHaveBeenCalled();
});

test("arrows go from day to day", async () => {
  await dialog();
  const today = screen.getByRole("button", { name: /^Today/u });
  today.focus();
  fireEvent.keyDown(today, { key: "ArrowDown" });
  expect(document.activeElement?.textContent).toMatch(/^Yesterday/u);
  fireEvent.keyDown(document.activeElement as Element, { key: "End" });
  expect(document.activeElement?.textContent).toMatch(/^The very beginning/u);
  fireEvent.keyDown(document.activeElement as Element, { key: "ArrowDown" });
  expect(document.activeElement).toBe(today);
});
