// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadEmoji } from "../lib/emoji";
import { speak, wordsOf } from "../lib/i18n";
import { en } from "../lib/locales/en";
import { preloadAll } from "./late";
import { Reactions } from "./Reactions";

const NAMES: Record<string, string> = { ann: "Ann", bob: "Bob", cem: "Cem" };

beforeEach(async () => {
  await loadEmoji();
  await preloadAll();
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  speak("en", en);
});

function under(reactions: { emoji: string; users: string[] }[], readOnly = false) {
  const onToggle = vi.fn();
  const onAdd = vi.fn();
  render(
    <Reactions
      reactions={reactions}
      me="ann"
      nameOf={(id) => NAMES[id] ?? id}
      onToggle={onToggle}
      onAdd={onAdd}
      readOnly={readOnly}
    />,
  );
  const pill = (name: RegExp) => screen.getByRole("button", { name });
  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  return { onToggle, onAdd, pill, pass };
}

const THUMBS = { emoji: "👍", users: ["bob", "ann", "cem"] };

test("a pill says what it is, how many, and who with oneself at the end", () => {
  const { pill } = under([THUMBS, { emoji: "🎉", users: ["ann"] }, { emoji: "👋🏽", users: ["bob"] }]);
  expect(screen.getAllByRole("button").map((each) => each.getAttribute("aria-label"))).toEqual([
    "👍 thumbs up, 3: Bob, Cem, and you",
    "🎉 party popper, 1: You",
    "👋🏽 waving hand: medium skin tone, 1: Bob",
    "Add reaction",
  ]);
  expect(pill(/thumbs up/u).getAttribute("aria-pressed")).toBe("true");
  expect(pill(/waving/u).getAttribute("aria-pressed")).toBe("false");
  expect(pill(/thumbs up/u).textContent).toBe("👍3");
});

test("a press toggles, and the last one asks for another emoji, beside itself", () => {
  const { onToggle, onAdd, pill } = under([THUMBS]);
  fireEvent.click(pill(/thumbs up/u));
  expect(onToggle.mock.calls).toEqual([["👍"]]);
  fireEvent.click(pill(/Add/u));
  expect(onAdd).toHaveBeenCalledWith(pill(/Add/u));
});

test("who may not react sees the pills all the same", () => {
  const { onToggle, pill } = under([THUMBS], true);
  fireEvent.click(pill(/thumbs up/u));
  expect(onToggle).not.toHaveBeenCalled();
  expect(screen.queryByRole("button", { name: "Add reaction" })).toBeNull();
});

test("a mouse that stays is told who reacted, one that passes is not, and Esc ends it", () => {
  const { pill, pass } = under([THUMBS]);
  fireEvent.pointerEnter(pill(/thumbs/u), { pointerType: "mouse" });
  pass(100);
  fireEvent.pointerLeave(pill(/thumbs/u));
  pass(1000);
  expect(screen.queryByRole("tooltip")).toBeNull();
  fireEvent.pointerEnter(pill(/thumbs/u), { pointerType: "mouse" });
  pass(300);
  expect(screen.getByRole("tooltip").textContent).toContain("Bob, Cem, and you");
  fireEvent.pointerLeave(pill(/thumbs/u));
  fireEvent.pointerEnter(screen.getByRole("tooltip"));
  pass(1000);
  expect(screen.queryByRole("tooltip")).not.toBeNull();
  fireEvent.keyDown(pill(/thumbs/u), { key: "Escape" });
  pass(0);
  expect(screen.queryByRole("tooltip")).toBeNull();
});

test("a finger that stays opens the list and toggles nothing; a tap toggles", () => {
  const { onToggle, pill, pass } = under([THUMBS]);
  const thumbs = pill(/thumbs/u);
  fireEvent.pointerDown(thumbs, { pointerType: "touch", clientX: 5, clientY: 5 });
  pass(500);
  fireEvent.pointerUp(thumbs);
  fireEvent.click(thumbs);
  expect(onToggle).not.toHaveBeenCalled();
  expect(screen.getAllByRole("listitem", { hidden: true }).map((each) => each.textContent)).toEqual([
    "Bob",
    "You",
    "Cem",
  ]);
  fireEvent.pointerDown(thumbs, { pointerType: "touch", clientX: 5, clientY: 5 });
  pass(90);
  fireEvent.pointerUp(thumbs);
  fireEvent.click(thumbs);
  expect(onToggle).toHaveBeenCalledOnce();
});

test("a finger that scrolls opens nothing", () => {
  const { pill, pass } = under([THUMBS]);
  fireEvent.pointerDown(pill(/thumbs/u), { pointerType: "touch", clientX: 5, clientY: 5 });
  fireEvent.pointerMove(pill(/thumbs/u), { pointerType: "touch", clientX: 5, clientY: 40 });
  pass(2000);
  expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
});

test("they are counted with the digits of the language", async () => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["ar-EG"]);
  speak("ar", await wordsOf("ar"));
  under([THUMBS]);
  expect(screen.getAllByRole("button")[0]?.textContent).toBe("👍٣");
});

test("many people are counted, not all named", () => {
  const { pill } = under([{ emoji: "👍", users: Array.from({ length: 2000 }, (_, n) => `user${n}`) }]);
  expect(pill(/thumbs/u).getAttribute("aria-label")).toMatch(
    /^👍 thumbs up, 2,000: user0, .* and 1,988 more$/u,
  );
  fireEvent.contextMenu(pill(/thumbs/u));
  const items = screen.getAllByRole("listitem", { hidden: true });
  expect(items.length).toBe(201);
  expect(items.at(-1)?.textContent).toBe("and 1,800 more");
});

test("after the menu key a press is a press again", () => {
  const { onToggle, pill } = under([THUMBS]);
  fireEvent.contextMenu(pill(/thumbs/u));
  fireEvent.click(pill(/thumbs/u));
  expect(onToggle).toHaveBeenCalledOnce();
});
