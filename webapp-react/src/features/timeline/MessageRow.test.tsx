// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Message } from "../../live/wire";
import { garden } from "../../testing/draw";
import { MessageRow } from "./MessageRow";

afterEach(cleanup);

const said: Message = {
  id: "m1",
  channel: "garden",
  seq: 3,
  author: "ann",
  at: "2026-03-01T09:00:00.000Z",
  text: '<img src=x onerror="alert(1)"> see https://garden.test',
};

async function row(message: Message, own = true) {
  const { draw, calls } = await garden();
  const actions = {
    toggle: vi.fn(),
    pick: vi.fn(),
    edit: vi.fn(),
    remove: vi.fn(),
    copy: vi.fn(),
    link: vi.fn(),
  };
  const names = (id: string) => id;
  const fixed = {
    me: "ann",
    names,
    rowKey: "m1",
    name: "Ann",
    own,
    canDelete: own,
    head: true,
    day: null,
    waterline: false,
  };
  const place = { active: true, editing: false, position: 1, size: 1, actions };
  draw(<MessageRow message={message} {...fixed} {...place} />);
  return { actions, calls, article: screen.getByRole("article") };
}

test("markup in a message is shown, never run", async () => {
  const { article } = await row(said);
  expect(article.querySelector("img")).toBeNull();
  expect(article.textContent).toContain('<img src=x onerror="alert(1)">');
  expect(screen.getByRole("link").getAttribute("rel")).toContain("noopener");
});

test("single letters act only while the row itself has the focus", async () => {
  const { actions, article } = await row(said);
  fireEvent.keyDown(screen.getByRole("link"), { key: "e" });
  expect(actions.edit).not.toHaveBeenCalled();
  fireEvent.keyDown(article, { key: "e" });
  expect(actions.edit).toHaveBeenCalledWith("m1");
});

test("another's message cannot be edited or deleted", async () => {
  const { actions, article } = await row(said, false);
  fireEvent.keyDown(article, { key: "e" });
  fireEvent.keyDown(article, { key: "Delete" });
  expect(actions.edit).not.toHaveBeenCalled();
  expect(actions.remove).not.toHaveBeenCalled();
  expect(screen.queryByRole("button", { name: "Delete message" })).toBeNull();
});

test("a tombstone says so and offers nothing", async () => {
  await row({ ...said, text: undefined, deletedAt: "2026-03-01T09:01:00.000Z" });
  expect(screen.getByText("Message deleted")).toBeTruthy();
  expect(screen.getAllByRole("button").map((each) => each.textContent)).toEqual(["Ann"]);
});

test("a reaction shows who it is from, and the row passes on what is done with it", async () => {
  const { actions, article } = await row({ ...said, reactions: [{ emoji: "👍", users: ["bob", "ann"] }] });
  const pill = screen.getByRole("button", { pressed: true });
  fireEvent.click(pill);
  expect(actions.toggle).toHaveBeenCalledWith(expect.objectContaining({ id: "m1" }), "👍");
  fireEvent.keyDown(article, { key: "+" });
  expect(actions.pick).toHaveBeenCalled();
});

test("what names the reader, or everybody, stands out; one's own words do not", async () => {
  const marked = (article: HTMLElement) => article.querySelector('[class*="named"]') !== null;
  const by = { ...said, author: "bob" };
  expect(marked((await row({ ...by, mentions: ["ann"] }, false)).article)).toBe(true);
  cleanup();
  expect(marked((await row({ ...by, mentions: ["here"] }, false)).article)).toBe(true);
  cleanup();
  expect(marked((await row({ ...by, mentions: ["carl"] }, false)).article)).toBe(false);
  cleanup();
  expect(marked((await row({ ...said, mentions: ["channel"] })).article)).toBe(false);
});
