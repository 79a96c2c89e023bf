// @vitest-environment happy-dom
import { cleanup, fireEvent } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../testing/draw";
import { useShortcuts } from "./use-shortcuts";

afterEach(() => {
  cleanup();
  for (const dialog of document.querySelectorAll("dialog")) dialog.remove();
});

const nothing = () => ({
  onSwitcher: vi.fn(),
  onPeople: vi.fn(),
  onMentions: vi.fn(),
  onThreads: vi.fn(),
  onKeys: vi.fn(),
  onAllRead: vi.fn(),
  onSearch: vi.fn(() => true),
  onOpen: vi.fn(),
  onDrafts: vi.fn(),
  onSidebar: vi.fn(),
});

function App({ does }: { does: ReturnType<typeof nothing> }) {
  useShortcuts({ region: useRef(null), current: null, ...does });
  return null;
}

async function workspace() {
  const { draw } = await garden();
  const does = nothing();
  draw(<App does={does} />);
  return does;
}

/** Whether the browser was kept from it. */
const press = (key: string, held: object = {}) => !fireEvent.keyDown(document.body, { key, ...held });
const command = { ctrlKey: true };

test("the threads, all as read, and the sheet of keys have keys of their own", async () => {
  const did = await workspace();
  expect(press("T", { ...command, shiftKey: true })).toBe(true);
  expect(did.onThreads).toHaveBeenCalledOnce();
  expect(press("Escape", { shiftKey: true })).toBe(true);
  expect(did.onAllRead).toHaveBeenCalledOnce();
  expect(press("/", command)).toBe(true);
  expect(did.onKeys).toHaveBeenCalledOnce();
});

test("the ways back and forward are left to the browser, and so is Esc", async () => {
  await workspace();
  for (const key of ["ArrowLeft", "ArrowRight"]) expect(press(key, { altKey: true })).toBe(false);
  expect(press("Escape")).toBe(false);
});

test("an input method keeps its keys", async () => {
  const did = await workspace();
  expect(press("k", { ...command, isComposing: true })).toBe(false);
  expect(did.onSwitcher).not.toHaveBeenCalled();
});

test("over a dialog only the sheet of keys opens", async () => {
  const did = await workspace();
  const dialog = document.createElement("dialog");
  document.body.append(dialog);
  dialog.showModal();
  expect(press("k", command)).toBe(false);
  expect(press("/", command)).toBe(true);
  expect(did.onSwitcher).not.toHaveBeenCalled();
  expect(did.onKeys).toHaveBeenCalledOnce();
});
