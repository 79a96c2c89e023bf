// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { afterEach, expect, test, vi } from "vitest";
import type { Message } from "../../live/wire";
import { garden } from "../../testing/draw";
import type { RowActions } from "./deeds";
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

const more = () => ({ pin: vi.fn(), save: vi.fn(), unread: vi.fn(), history: vi.fn(), menu: vi.fn() });

async function row(
  message: Message,
  own = true,
  over: Partial<ComponentProps<typeof MessageRow>> = {},
  others: Partial<RowActions> = {},
) {
  const { draw, calls, store } = await garden();
  const actions = {
    toggle: vi.fn(),
    pick: vi.fn(),
    edit: vi.fn(),
    remove: vi.fn(),
    copy: vi.fn(),
    link: vi.fn(),
    ...more(),
    ...others,
  };
  const names = (id: string) => id;
  const fixed = {
    me: "ann",
    names,
    rowKey: "m1",
    name: "Ann",
    own,
    moderates: false,
    head: true,
    day: null,
    waterline: false,
  };
  const place = { active: true, editing: false, position: 1, size: 1, actions };
  const drawn = (what: Message) => <MessageRow message={what} {...fixed} {...place} {...over} />;
  const { redraw } = draw(drawn(message));
  const again = (what: Message) => redraw(drawn(what));
  return { again, store, actions, calls, article: screen.getByRole("article") };
}

test("markup in a message is shown, never run", async () => {
  const { article } = await row(said);
  expect(article.querySelector("img")).toBeNull();
  expect(article.textContent).toContain('<img src=x onerror="alert(1)">');
  expect(screen.getByRole("link").getAttribute("rel")).toContain("noopener");
});

test("a message that cannot be drawn is a row all the same, and is drawn once it can be", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const broken = { ...said, reactions: [{ emoji: "👍", users: null as unknown as string[] }] };
  const { article, again } = await row(broken);
  expect(article.textContent).toContain("Ann");
  expect(article.textContent).toContain("This message cannot be shown");
  expect(article.textContent).not.toContain("garden.test");
  expect(screen.queryByRole("button", { name: "More actions" })).toBeNull();
  again(said);
  expect(screen.getByRole("article").textContent).toContain("garden.test");
  vi.restoreAllMocks();
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

test("the line of a day leads to other days where there are any", async () => {
  const { actions } = await row(said, true, { day: said.at });
  expect(screen.getByText(/March/u).closest("button")).toBeNull();
  cleanup();
  const dates = vi.fn();
  await row(said, true, { day: said.at }, { dates });
  const line = screen.getByRole("button", { name: /March.*Jump to a date/u });
  fireEvent.click(line);
  expect(dates).toHaveBeenCalledWith(line);
  expect(actions.menu).not.toHaveBeenCalled();
});

test("an author may change a message for so long, and no longer", async () => {
  const { store, actions, article } = await row({ ...said, at: new Date(Date.now() - 60_000).toISOString() });
  act(() => store.editWindow.set(50));
  for (const key of ["e", "Delete"]) fireEvent.keyDown(article, { key });
  expect(actions.edit).not.toHaveBeenCalled();
  expect(actions.remove).not.toHaveBeenCalled();
  act(() => store.editWindow.set(600));
  for (const key of ["e", "Delete"]) fireEvent.keyDown(article, { key });
  expect(actions.edit).toHaveBeenCalledTimes(1);
  expect(actions.remove).toHaveBeenCalledTimes(1);
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

test("each key does what the menu says, and no key does anything to a tombstone", async () => {
  const { actions, article } = await row(said);
  for (const key of ["s", "p", "u", "c"]) fireEvent.keyDown(article, { key });
  expect(actions.save).toHaveBeenCalledWith(expect.objectContaining({ id: "m1" }), true);
  for (const deed of [actions.pin, actions.unread, actions.link]) expect(deed).toHaveBeenCalledOnce();
  fireEvent.keyDown(article, { key: "p", ctrlKey: true });
  expect(actions.pin).toHaveBeenCalledOnce();
  cleanup();
  const gone = await row({ ...said, text: undefined, deletedAt: "2026-03-01T09:01:00.000Z" });
  for (const key of ["s", "p", "u", "c"]) fireEvent.keyDown(gone.article, { key });
  for (const deed of Object.values(gone.actions)) expect(deed).not.toHaveBeenCalled();
});

test("Shift and F10, a right click and a finger that rests open the menu; a link keeps its own", async () => {
  const { actions, article } = await row(said);
  vi.useFakeTimers();
  try {
    fireEvent.keyDown(article, { key: "F10", shiftKey: true });
    expect(actions.menu).toHaveBeenCalledTimes(1);
    fireEvent.contextMenu(article);
    expect(actions.menu).toHaveBeenCalledTimes(2);
    fireEvent.contextMenu(screen.getByRole("link"));
    expect(actions.menu).toHaveBeenCalledTimes(2);
    fireEvent.pointerDown(article, { pointerType: "touch", clientX: 5, clientY: 5 });
    vi.advanceTimersByTime(500);
    expect(actions.menu).toHaveBeenCalledTimes(3);
    fireEvent.pointerDown(article, { pointerType: "touch", clientX: 5, clientY: 5 });
    fireEvent.pointerMove(article, { pointerType: "touch", clientX: 5, clientY: 50 });
    vi.advanceTimersByTime(500);
    expect(actions.menu).toHaveBeenCalledTimes(3);
  } finally {
    vi.useRealTimers();
  }
});

test("who sees that a message was edited can see what it said before", async () => {
  const { actions } = await row({ ...said, editedAt: "2026-03-01T09:05:00.000Z" }, false);
  fireEvent.click(screen.getByRole("button", { name: "(edited)" }));
  expect(actions.history).toHaveBeenCalledWith("m1");
});

test("a pinned message says who pinned it", async () => {
  await row({ ...said, pinnedAt: "2026-03-01T09:05:00.000Z", pinnedBy: "bob" });
  expect(screen.getByText(/Pinned by bob/)).toBeTruthy();
});

const his: Message = {
  ...said,
  author: "bob",
  text: "@ann look",
  mentions: ["ann"],
  reactions: [{ emoji: "👍", users: ["carl"] }],
  replies: { count: 2, participants: ["carl"], lastAt: said.at },
};

test("what the blocked say is one line, with the way to it and to what others have answered", async () => {
  const onShow = vi.fn();
  const { article, actions } = await row(his, false, { fold: "folded", onShow, name: "Bob" });
  expect(article.textContent).toContain("Message from somebody you have blocked.");
  for (const hidden of ["Bob", "look", "👍"]) expect(article.textContent).not.toContain(hidden);
  fireEvent.keyDown(article, { key: "s" });
  fireEvent.keyDown(article, { key: "ContextMenu" });
  expect(actions.save).not.toHaveBeenCalled();
  expect(actions.menu).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Show" }));
  expect(onShow).toHaveBeenCalledWith("m1");
});

test("opened, it says who has said it, also where others of theirs stand above, and calls nobody", async () => {
  const { article } = await row(his, false, { fold: "open", head: false, name: "Bob" });
  expect(screen.getByRole("button", { name: "Bob" })).toBeTruthy();
  expect(article.textContent).toContain("look");
  expect(article.querySelector('[class*="named"]')).toBeNull();
});

test("Enter opens the thread where there is one, else what can be done", async () => {
  const thread = vi.fn();
  const answered = { ...said, replies: { count: 2, lastAt: said.at, participants: ["bob"] } } as Message;
  const first = await row(answered, true, {}, { thread });
  fireEvent.keyDown(first.article, { key: "Enter" });
  expect(thread).toHaveBeenCalledWith(answered);
  expect(first.actions.menu).not.toHaveBeenCalled();
  cleanup();
  const second = await row(said, true, {}, { thread });
  fireEvent.keyDown(second.article, { key: "Enter" });
  expect(thread).toHaveBeenCalledOnce();
  expect(second.actions.menu).toHaveBeenCalledOnce();
});

test("+ reacts, and single letters do nothing where they are switched off", async () => {
  const { article, actions } = await row(said);
  fireEvent.keyDown(article, { key: "+", shiftKey: true });
  expect(actions.pick).toHaveBeenCalledOnce();
  localStorage.setItem("confab.letters", "off");
  fireEvent.keyDown(article, { key: "+" });
  fireEvent.keyDown(article, { key: "e" });
  expect(actions.pick).toHaveBeenCalledOnce();
  expect(actions.edit).not.toHaveBeenCalled();
  fireEvent.keyDown(article, { key: "Delete" });
  expect(actions.remove).toHaveBeenCalledOnce();
  localStorage.removeItem("confab.letters");
  fireEvent.keyDown(article, { key: "e", isComposing: true });
  expect(actions.edit).not.toHaveBeenCalled();
  fireEvent.keyDown(article, { key: "e" });
  expect(actions.edit).toHaveBeenCalledOnce();
});
