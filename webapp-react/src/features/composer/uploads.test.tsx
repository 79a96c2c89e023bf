// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { preloadAll } from "../../ui/late";
import { Composer } from "./Composer";

afterEach(cleanup);

async function composer(thread?: string) {
  const world = await garden();
  await preloadAll();
  world.answer.body = { size: 1024, attachments: 10 };
  const { container } = world.draw(
    <Composer channel={world.channel} thread={thread} onEditLast={vi.fn()} onPage={vi.fn()} />,
  );
  await act(() => world.flow());
  const field = screen.getByRole("textbox") as HTMLTextAreaElement;
  const input = container.querySelector('[data-choose="files"]') as HTMLInputElement;
  const choose = (...files: File[]) => fireEvent.change(input, { target: { files } });
  const file = (name: string, size = 10) => new File(["x".repeat(size)], name);
  const type = (text: string) => fireEvent.change(field, { target: { value: text } });
  const pending = () => world.store.timeline("garden").get().pending;
  const chips = () => screen.queryAllByRole("listitem").map((chip) => chip.textContent);
  const step = (what: () => void) =>
    act(async () => {
      what();
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
  const send = () => screen.getByRole("button", { name: "Send" }) as HTMLButtonElement;
  return { ...world, container, field, input, choose, file, type, pending, chips, step, send };
}

test("the limits are said before anything is chosen, and what is larger is refused at once", async () => {
  const { choose, file, chips, send, sending } = await composer();
  screen.getByRole("button", { name: "Attach up to 10 files, 1 kB each" });
  choose(file("big.bin", 1025));
  expect(chips()).toEqual(["big.binToo big, at most 1 kB"]);
  expect(send().disabled).toBe(true);
  expect(sending).toEqual([]);
});

test("Enter sends the words when the file is up, and not before", async () => {
  const { choose, file, type, field, pending, chips, step, sending } = await composer();
  choose(file("rose.png"));
  type("look");
  await step(() => sending[0]?.progress(5));
  expect(chips()).toEqual(["rose.png50 %"]);
  fireEvent.keyDown(field, { key: "Enter" });
  expect(pending()).toEqual([]);
  expect(field.readOnly).toBe(true);
  expect(field.value).toBe("look");
  await step(() => sending[0]?.keep());
  expect(pending().map(({ text, files }) => [text, files?.map(({ id }) => id)])).toEqual([
    ["look", ["f-rose.png"]],
  ]);
  expect(field.value).toBe("");
  expect(field.readOnly).toBe(false);
  expect(chips()).toEqual([]);
});

test("a file alone is a message", async () => {
  const { choose, file, pending, step, sending, send } = await composer();
  choose(file("rose.png"));
  await step(() => sending[0]?.keep());
  fireEvent.click(send());
  expect(pending().map(({ text, files }) => [text, files?.length])).toEqual([["", 1]]);
});

test("when a file fails the words stay, and the file can be tried again", async () => {
  const { choose, file, type, field, pending, chips, step, sending, send } = await composer();
  choose(file("rose.png"));
  type("look");
  fireEvent.keyDown(field, { key: "Enter" });
  await step(() => sending[0]?.lose());
  expect(pending()).toEqual([]);
  expect(field.value).toBe("look");
  expect(field.readOnly).toBe(false);
  expect(chips()).toEqual(["rose.pngConnection lost"]);
  expect(send().disabled).toBe(true);
  screen.getByText("rose.png: Connection lost");
  await step(() => fireEvent.click(screen.getByRole("button", { name: "Try again: rose.png" })));
  await step(() => sending[1]?.keep());
  fireEvent.click(send());
  expect(pending()).toHaveLength(1);
});

test("who does not want to wait takes the message back and writes on", async () => {
  const { choose, file, type, field, pending, step, sending } = await composer();
  choose(file("rose.png"));
  type("look");
  fireEvent.keyDown(field, { key: "Enter" });
  fireEvent.click(screen.getByRole("button", { name: "Do not send yet" }));
  expect(field.readOnly).toBe(false);
  await step(() => sending[0]?.keep());
  expect(pending()).toEqual([]);
});

test("a message whose files come up while another channel is open goes by itself, and leaves no draft", async () => {
  const { choose, file, type, field, pending, step, sending, vault } = await composer();
  choose(file("rose.png"));
  type("look");
  fireEvent.keyDown(field, { key: "Enter" });
  cleanup();
  expect(vault.draft("garden")).toBe("look");
  await step(() => sending[0]?.keep());
  expect(pending().map(({ text }) => text)).toEqual(["look"]);
  expect(vault.draft("garden")).toBe("");
});

test("a picture that is pasted is attached, and text with a picture of itself is text", async () => {
  const { field, chips } = await composer();
  const shot = new File(["x"], "image.png", { type: "image/png" });
  const paste = (text: string) =>
    fireEvent.paste(field, { clipboardData: { files: [shot], getData: () => text, types: ["Files"] } });
  paste("a table");
  expect(chips()).toEqual([]);
  paste("");
  expect(chips()[0]).toMatch(/^pasted-\d{4}-\d\d-\d\d-\d{6}\.png/);
});

test("what is dropped anywhere on the conversation is attached, but no folder", async () => {
  const { container, chips, file } = await composer();
  const item = (entry: File, isDirectory: boolean) => ({
    kind: "file",
    getAsFile: () => entry,
    webkitGetAsEntry: () => ({ isDirectory }),
  });
  const dataTransfer = { types: ["Files"], items: [item(file("a.txt"), false), item(file("roses"), true)] };
  fireEvent.dragOver(container, { dataTransfer });
  expect(screen.getByText("Drop files to attach them")).toBeTruthy();
  fireEvent.drop(container, { dataTransfer });
  expect(screen.queryByText("Drop files to attach them")).toBeNull();
  expect(chips()[1]).toContain("Folders cannot be attached");
  expect(chips()[0]).toContain("a.txt");
});

test("Ctrl or Cmd and U choose files", async () => {
  const { field, input } = await composer();
  const click = vi.spyOn(input, "click");
  fireEvent.keyDown(field, { key: "u" });
  expect(click).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: "u", ctrlKey: true });
  fireEvent.keyDown(field, { key: "U", metaKey: true });
  expect(click).toHaveBeenCalledTimes(2);
});

test("a reply takes its files along", async () => {
  const { choose, file, step, sending, send, store } = await composer("m1");
  choose(file("rose.png"));
  await step(() => sending[0]?.keep());
  fireEvent.click(send());
  const [reply] = store.thread("garden", "m1").get().pending;
  expect(reply?.reply).toEqual({ parent: "m1", inChannel: false });
  expect(reply?.files?.map(({ name }) => name)).toEqual(["rose.png"]);
});
