// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { loadEmoji } from "../../lib/emoji";
import { habitsOf } from "../../lib/emoji-habits";
import { loadFinders } from "../../live/use-suggestions";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { preloadAll } from "../../ui/late";
import { Composer } from "./Composer";

afterEach(cleanup);

async function composer() {
  await preloadAll();
  await loadFinders();
  const world = await garden();
  world.answer.body = {
    users: [],
    channels: [],
    members: ["ann", "bob"].map((id) => ({ user: person(id), role: "member", joinedAt: "" })),
    next: null,
  };
  world.store.people.learn([{ ...person("carl"), displayName: "Carl" }]);
  world.draw(<Composer channel={world.channel} onEditLast={() => {}} onPage={() => {}} />);
  const field = screen.getByRole("textbox", { name: "Message #garden" }) as HTMLTextAreaElement;
  field.focus();
  const settle = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 0)));
  const type = async (text: string, init: InputEventInit = {}) => {
    fireEvent.input(field, { target: { value: text }, data: text.at(-1), ...init });
    await settle();
  };
  const key = (name: string, init = {}) => fireEvent.keyDown(field, { key: name, ...init });
  const rows = () => screen.queryAllByRole("option", { hidden: true });
  const titles = () => rows().map((row) => row.textContent);
  const chosen = () => rows().findIndex((row) => row.getAttribute("aria-selected") === "true");
  const sent = () =>
    world.store
      .timeline("garden")
      .get()
      .pending.map(({ text }) => text);
  return { ...world, field, type, key, rows, titles, chosen, sent, settle };
}

test("@ offers who is in the channel, everybody, and who is not; Enter takes one and sends nothing", async () => {
  const { field, type, key, titles, chosen, rows, sent } = await composer();
  await type("hello @");
  await type("hello @b");
  expect(titles()).toEqual(["BBOB@bob"]);
  await type("hello @");
  await vi.waitFor(() => expect(titles().at(-1)).toContain("Carl@carlnot in this channel"));
  key("ArrowDown");
  expect(chosen()).toBe(1);
  expect(field.getAttribute("aria-activedescendant")).toBe(rows()[1]?.id);
  expect(field.getAttribute("aria-controls")).toBe(screen.getByRole("listbox", { hidden: true }).id);
  key("ArrowUp");
  key("Enter");
  expect(field.value).toBe("hello @bob ");
  expect(rows()).toEqual([]);
  expect(field.getAttribute("aria-activedescendant")).toBeNull();
  expect(sent()).toEqual([]);
  key("Enter");
  expect(sent()).toEqual(["hello @bob"]);
});

test("Tab takes one, Esc sends only the list away until another word is written", async () => {
  const { field, type, key, rows, sent } = await composer();
  const outer = vi.fn();
  window.addEventListener("keydown", outer);
  await type("#gar");
  key("Tab");
  expect(field.value).toBe("#garden ");
  await type("@b");
  key("Escape");
  expect(outer).not.toHaveBeenCalled();
  expect(rows()).toEqual([]);
  await type("@bo");
  expect(rows()).toEqual([]);
  key("Enter");
  expect(sent()).toEqual(["@bo"]);
  await type("and @b");
  expect(rows().length).toBe(1);
  window.removeEventListener("keydown", outer);
});

test("Ctrl+Enter sends with the list open, and the list goes with the words", async () => {
  const { type, key, rows, sent } = await composer();
  await type("@b");
  expect(rows().length).toBe(1);
  key("Enter", { ctrlKey: true });
  expect(sent()).toEqual(["@b"]);
  expect(rows()).toEqual([]);
});

test("a click takes one, and the press does not take the focus from the field", async () => {
  const { field, type, rows } = await composer();
  await type("@b");
  expect(fireEvent.mouseDown(rows()[0] as HTMLElement)).toBe(false);
  fireEvent.click(rows()[0] as HTMLElement);
  expect(field.value).toBe("@bob ");
  expect(document.activeElement).toBe(field);
});

test("an input method is left alone, and so are code and Shift+Enter", async () => {
  const { field, type, key, rows } = await composer();
  fireEvent.compositionStart(field);
  await type("@b");
  expect(rows()).toEqual([]);
  fireEvent.compositionEnd(field);
  expect(rows().length).toBe(1);
  key("Enter", { isComposing: true });
  key("Enter", { shiftKey: true });
  expect(field.value).toBe("@b");
  await type("`@b");
  expect(rows()).toEqual([]);
});

test("an emoji is put in itself, in one's tone, and counts as recently used", async () => {
  await loadEmoji();
  const { field, type, key, titles } = await composer();
  await type("so :seedl");
  expect(titles()[0]).toContain(":seedling:");
  key("Enter");
  expect(field.value).toBe("so 🌱");
  expect(habitsOf("ann").recent[0]).toBe("🌱");
});

test("a shortcode becomes its emoji with the second colon; a pasted, unknown or quoted one stays", async () => {
  const { field, type } = await composer();
  await type("done :tada:");
  expect(field.value).toBe("done 🎉");
  await type("done :nonesuch:");
  expect(field.value).toBe("done :nonesuch:");
  await type("`:tada:");
  expect(field.value).toBe("`:tada:");
  await type("x :tada:", { data: null });
  expect(field.value).toBe("x :tada:");
});

test("the server is asked for whom nobody here knows, and an old answer does no harm", async () => {
  const { answer, calls, type, titles } = await composer();
  answer.body = {
    users: [{ ...person("dora"), displayName: "Dora" }],
    channels: [],
    members: [],
    next: null,
  };
  await type("@dor");
  await vi.waitFor(() => expect(titles()).toEqual(["DDora@doranot in this channel"]));
  expect(calls.some(({ url }) => url.includes("/users?query=dor"))).toBe(true);
  await type("@b");
  expect(titles()[0]).toContain("BOB");
});

test("without the server there is still what is known", async () => {
  const { answer, type, titles } = await composer();
  answer.status = 503;
  await type("@bo");
  expect(titles()).toEqual(["BBOB@bob"]);
});

test("going through what is written does not open a list", async () => {
  const { field, type, rows, settle } = await composer();
  // React finds the selection by what focus, keys and the mouse do.
  const go = async (caret: number) => {
    field.setSelectionRange(caret, caret);
    fireEvent.mouseUp(field);
    await settle();
  };
  fireEvent.focusIn(field);
  await type("@bob and @b");
  expect(rows().length).toBe(1);
  await go(3);
  expect(rows()).toEqual([]);
  await go(11);
  expect(rows()).toEqual([]);
});
