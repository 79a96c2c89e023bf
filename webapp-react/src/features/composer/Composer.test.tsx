// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { Composer } from "./Composer";

afterEach(cleanup);

async function composer() {
  const world = await garden();
  const onEditLast = vi.fn();
  const onPage = vi.fn();
  world.draw(<Composer channel={world.channel} onEditLast={onEditLast} onPage={onPage} />);
  const field = screen.getByRole("textbox", { name: "Message #garden" }) as HTMLTextAreaElement;
  const pending = () =>
    world.store
      .timeline("garden")
      .get()
      .pending.map((each) => each.text);
  const type = (text: string) => fireEvent.change(field, { target: { value: text } });
  return { ...world, field, pending, type, onEditLast, onPage };
}

test("Enter sends what was written, trimmed, and empties the field", async () => {
  const { field, pending, type } = await composer();
  type("  hello  ");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(pending()).toEqual(["hello"]);
  expect(field.value).toBe("");
});

test("Shift+Enter does not send, and neither does the Enter of an input method", async () => {
  const { field, pending, type } = await composer();
  type("hello");
  fireEvent.keyDown(field, { key: "Enter", shiftKey: true });
  fireEvent.keyDown(field, { key: "Enter", isComposing: true });
  fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
  expect(pending()).toEqual([]);
});

test("nothing but blanks, or more than the limit, cannot be sent", async () => {
  const { store, field, pending, type } = await composer();
  const send = screen.getByRole("button", { name: "Send" }) as HTMLButtonElement;
  type("   ");
  expect(send.disabled).toBe(true);
  type("🍅".repeat(8000));
  expect(send.disabled).toBe(false);
  type("🍅".repeat(8001));
  fireEvent.keyDown(field, { key: "Enter" });
  expect(send.disabled).toBe(true);
  expect(pending()).toEqual([]);
  act(() => store.textLimit.set(3));
  type("🍅🍅🍅🍅");
  expect(send.disabled).toBe(true);
  type("🍅🍅🍅");
  expect(send.disabled).toBe(false);
});

test("Up in the empty field edits the last own message, in a filled one it only moves", async () => {
  const { field, type, onEditLast } = await composer();
  type("x");
  fireEvent.keyDown(field, { key: "ArrowUp" });
  expect(onEditLast).not.toHaveBeenCalled();
  type("");
  fireEvent.keyDown(field, { key: "ArrowUp" });
  expect(onEditLast).toHaveBeenCalledOnce();
});

test("a draft is kept when the channel is left", async () => {
  const { type, vault } = await composer();
  type("half a thought");
  cleanup();
  expect(vault.draft("garden")).toBe("half a thought");
});

test("words are kept before a page goes, and before others write then", async () => {
  const seen: string[] = [];
  const other = () => seen.push(vault.draft("garden"));
  window.addEventListener("pagehide", other);
  const { type, vault } = await composer();
  type("half");
  window.dispatchEvent(new Event("beforeunload"));
  expect(vault.draft("garden")).toBe("half");
  type("half a thought");
  window.dispatchEvent(new Event("pagehide"));
  type("a whole one");
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  expect(vault.draft("garden")).toBe("a whole one");
  window.removeEventListener("pagehide", other);
  expect(seen).toEqual(["half a thought"]);
});

test("page keys scroll the talk, but only when the field itself has nothing to scroll", async () => {
  const { field, onPage } = await composer();
  fireEvent.keyDown(field, { key: "PageUp" });
  fireEvent.keyDown(field, { key: "PageDown" });
  expect(onPage.mock.calls).toEqual([[-1], [1]]);
  Object.defineProperty(field, "scrollHeight", { value: 900 });
  fireEvent.keyDown(field, { key: "PageUp" });
  expect(onPage).toHaveBeenCalledTimes(2);
});

test("the formatting keys mark what is selected, and only with Ctrl or Cmd", async () => {
  const { field, type, pending } = await composer();
  type("the roses");
  field.setSelectionRange(4, 9);
  fireEvent.keyDown(field, { key: "b" });
  fireEvent.keyDown(field, { key: "b", ctrlKey: true, altKey: true });
  expect(field.value).toBe("the roses");
  fireEvent.keyDown(field, { key: "b", ctrlKey: true });
  expect(field.value).toBe("the **roses**");
  expect([field.selectionStart, field.selectionEnd]).toEqual([6, 11]);
  fireEvent.keyDown(field, { key: "X", metaKey: true, shiftKey: true });
  expect(field.value).toBe("the **~~roses~~**");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(pending()).toEqual(["the **~~roses~~**"]);
});

test("for who wants it so, Enter starts a line, and Ctrl with it sends", async () => {
  const { field, pending, type, store } = await composer();
  await act(() => store.choose({ enterSends: false }));
  type("the roses");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(pending()).toEqual([]);
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  expect(pending()).toEqual(["the roses"]);
});

test("what another device writes appears in the field, but never over what is written here", async () => {
  const { field, type, vault } = await composer();
  act(() => vault.takeDraft("garden", "from the phone"));
  expect(field.value).toBe("from the phone");
  type("from the phone, and the desk");
  act(() => vault.takeDraft("garden", "from the phone again"));
  expect(field.value).toBe("from the phone, and the desk");
  cleanup();
  expect(vault.draft("garden")).toBe("from the phone, and the desk");
});

test("Ctrl or Cmd with Enter sends whatever Enter is set to do", async () => {
  const { store, field, pending, type } = await composer();
  act(() => {
    void store.choose({ enterSends: false });
  });
  type("by command");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(pending()).toEqual([]);
  fireEvent.keyDown(field, { key: "Enter", metaKey: true });
  expect(pending()).toEqual(["by command"]);
});

test("Ctrl with Up brings back what was sent last into the empty field, and spoils no other", async () => {
  const { field, type, onEditLast } = await composer();
  const up = () => fireEvent.keyDown(field, { key: "ArrowUp", ctrlKey: true });
  up();
  expect(field.value).toBe("");
  type("the roses are out");
  fireEvent.keyDown(field, { key: "Enter" });
  up();
  expect(field.value).toBe("the roses are out");
  type("something else");
  up();
  expect(field.value).toBe("something else");
  expect(onEditLast).not.toHaveBeenCalled();
});
