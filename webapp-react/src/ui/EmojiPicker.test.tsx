// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { habitsOf, pickedEmoji } from "../lib/emoji-habits";
import { EmojiPicker } from "./EmojiPicker";

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

function picker() {
  const opener = document.body.appendChild(document.createElement("button"));
  opener.focus();
  const onPick = vi.fn();
  const onClose = vi.fn();
  const drawn = render(<EmojiPicker user="ann" beside={opener} onPick={onPick} onClose={onClose} />);
  const field = screen.getByRole("combobox", { hidden: true });
  const type = (query: string) => fireEvent.change(field, { target: { value: query } });
  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.keyDown(field, { key });
  };
  const cells = () =>
    screen.queryAllByRole("gridcell", { hidden: true }).map((each) => each.getAttribute("aria-label"));
  const active = () => {
    const id = field.getAttribute("aria-activedescendant");
    const cell = id === null ? null : document.getElementById(id);
    expect(cell?.getAttribute("aria-selected") ?? "true").toBe("true");
    return cell?.getAttribute("aria-label");
  };
  return { opener, onPick, onClose, drawn, field, type, press, cells, active };
}

test("the search has the focus, and it goes back to where it came from", () => {
  const { opener, field, drawn } = picker();
  expect(document.activeElement).toBe(field);
  drawn.unmount();
  expect(document.activeElement).toBe(opener);
});

test("of all emoji only those in sight are in the page", () => {
  const { cells } = picker();
  expect(cells()[0]).toBe("grinning face");
  expect(cells().length).toBeGreaterThan(50);
  expect(cells().length).toBeLessThan(200);
  expect(Number(screen.getByRole("grid", { hidden: true }).getAttribute("aria-rowcount"))).toBeGreaterThan(
    200,
  );
});

test("what is typed is searched, and Enter picks the best", () => {
  const { type, press, cells, active, onPick, onClose } = picker();
  type("tada");
  expect(cells()[0]).toBe("party popper");
  expect(active()).toBe("party popper");
  press("Enter");
  expect(onPick.mock.calls).toEqual([["🎉"]]);
  expect(onClose).toHaveBeenCalledOnce();
});

test("nothing found is said, and Enter picks nothing", () => {
  const { type, press, onPick } = picker();
  type("zzqx");
  expect(screen.getByRole("status", { hidden: true }).textContent).toBe("No emoji by that name.");
  press("ArrowDown", "Enter");
  expect(onPick).not.toHaveBeenCalled();
});

test("arrows go through the grid, over headings and row ends, and never out of it", () => {
  const { press, active, onPick } = picker();
  expect(active()).toBeUndefined();
  press("Enter");
  expect(onPick).not.toHaveBeenCalled();
  press("ArrowDown");
  expect(active()).toBe("grinning face");
  press("ArrowLeft", "ArrowUp");
  expect(active()).toBe("grinning face");
  press("ArrowRight");
  expect(active()).toBe("grinning face with big eyes");
  press("ArrowDown", "ArrowUp");
  expect(active()).toBe("grinning face with big eyes");
  press(...Array.from({ length: 9 }, () => "ArrowRight"));
  const one = active();
  press("ArrowLeft", "ArrowRight");
  expect(active()).toBe(one);
  press(...Array.from({ length: 50 }, () => "PageDown"), "ArrowDown");
  expect(active()).toMatch(/^flag: /u);
  press("Enter");
  expect(onPick).toHaveBeenCalledOnce();
});

test("in a text the caret goes aside, and once the grid was entered the choice does", () => {
  const { type, press, active } = picker();
  type("heart");
  expect(active()).toBe("red heart");
  press("ArrowRight");
  expect(active()).toBe("red heart");
  press("ArrowDown", "ArrowRight");
  expect(active()).not.toBe("red heart");
});

test("a key that belongs to an unfinished character picks nothing", () => {
  const { type, field, onPick } = picker();
  type("tada");
  fireEvent.keyDown(field, { key: "Enter", isComposing: true });
  expect(onPick).not.toHaveBeenCalled();
});

test("a click picks, and it is there first the next time", () => {
  pickedEmoji("bob", "🐛");
  const { drawn } = picker();
  fireEvent.click(screen.getByRole("gridcell", { name: "grinning face", hidden: true }));
  drawn.unmount();
  const { cells } = picker();
  expect(screen.getAllByRole("rowheader", { hidden: true })[0]?.textContent).toBe("Recently used");
  expect(cells()[0]).toBe("grinning face");
  expect(habitsOf("ann").recent).toEqual(["😀"]);
});

test("the skin tone that was chosen is for all that have one, and stays", async () => {
  const { drawn, type } = picker();
  fireEvent.click(screen.getByRole("button", { name: "Skin tone: No skin tone", hidden: true }));
  await userEvent.click(screen.getByRole("radio", { name: "Medium", hidden: true }));
  type("wave");
  expect(
    screen.getByRole("gridcell", { name: "waving hand: medium skin tone", hidden: true }).textContent,
  ).toBe("👋🏽");
  drawn.unmount();
  const { press, type: typed, onPick } = picker();
  typed("thumbs up");
  press("Enter");
  expect(onPick).toHaveBeenCalledWith("👍🏽");
});

test("a tab leads to its group", () => {
  const { cells } = picker();
  act(() => fireEvent.click(screen.getByRole("tab", { name: "Flags", hidden: true })));
  expect(cells()).toContain("flag: Andorra");
  expect(cells()).not.toContain("grinning face");
  const flags = screen.getByRole("tab", { name: "Flags", hidden: true });
  expect(flags.getAttribute("aria-selected")).toBe("true");
  fireEvent.keyDown(flags, { key: "ArrowRight" });
  expect(cells()).toContain("grinning face");
});

test("Esc closes", () => {
  const { onClose } = picker();
  fireEvent(screen.getByRole("dialog", { hidden: true }), new Event("cancel", { cancelable: true }));
  expect(onClose).toHaveBeenCalledOnce();
});
