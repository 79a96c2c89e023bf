// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { FileFacts } from "../lib/files";
import { fileOf, pictureOf } from "../testing/sim-uploads";
import { Attachments } from "./Attachments";

afterEach(cleanup);

const draw = (...files: FileFacts[]) => render(<Attachments files={files} tabIndex={0} />);
const tiles = () => screen.getAllByRole("button", { name: /^View/ });
const viewer = () => screen.findByRole("dialog", { hidden: true }) as Promise<HTMLDialogElement>;
const shownName = () => screen.getByRole("status", { hidden: true }).textContent;

test("a picture has its room before it is there", () => {
  draw(pictureOf("rose.png", 3600, 1800));
  const frame = tiles()[0]?.parentElement as HTMLElement;
  expect(frame.style.width).toBe("360px");
  expect(frame.style.aspectRatio).toBe("360 / 180");
  expect(screen.getByAltText("rose.png").getAttribute("src")).toBe("/files/f-rose.png/thumbnail");
});

test("of six pictures four are shown, and the last one says how many more there are", () => {
  draw(...[1, 2, 3, 4, 5, 6].map((n) => pictureOf(`${n}.png`)));
  expect(tiles()).toHaveLength(4);
  expect(tiles()[3]?.textContent).toBe("+2");
});

test("what is no picture, sound or video is a card to be saved, whatever it is called", () => {
  draw(fileOf("roses.png", { type: "text/html", size: 2048 }));
  const card = screen.getByRole("link", { name: "Download roses.png PNG · 2 kB" });
  expect(card.getAttribute("href")).toBe("/files/f-roses.png");
  expect(card.getAttribute("download")).toBe("roses.png");
  expect(card.querySelector("img")).toBeNull();
});

test("what the browser cannot play can be saved", () => {
  const { container } = draw(
    fileOf("song.mp3", { type: "audio/mpeg" }),
    fileOf("bee.mp4", { type: "video/mp4" }),
  );
  expect(container.querySelector("video")?.getAttribute("preload")).toBe("metadata");
  const song = container.querySelector("audio") as HTMLAudioElement;
  expect(song.controls).toBe(true);
  fireEvent.error(song);
  expect(container.querySelector("audio")).toBeNull();
  expect(screen.getByRole("link", { name: /^Download song.mp3/ }).textContent).toContain("MP3");
});

test("a picture that cannot be had says its name in its room, and is asked for again, but not for ever", () => {
  vi.useFakeTimers();
  draw(pictureOf("rose.png"));
  for (const wait of [3_000, 6_000, 9_000, 12_000]) {
    fireEvent.error(screen.getByAltText("rose.png"));
    expect(tiles()[0]?.textContent).toBe("rose.png");
    act(() => vi.advanceTimersByTime(wait));
  }
  fireEvent.error(screen.getByAltText("rose.png"));
  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.queryByAltText("rose.png")).toBeNull();
  vi.useRealTimers();
});

test("the viewer opens where one has clicked, goes by keys, and gives the focus back", async () => {
  draw(pictureOf("a.png"), pictureOf("b.png"), pictureOf("c.png"));
  const second = tiles()[1] as HTMLElement;
  second.focus();
  fireEvent.click(second);
  const dialog = await viewer();
  expect(dialog.open).toBe(true);
  expect(shownName()).toContain("b.png");
  expect(shownName()).toContain("2 of 3");
  fireEvent.keyDown(dialog, { key: "ArrowRight" });
  expect(shownName()).toContain("c.png");
  fireEvent.keyDown(dialog, { key: "ArrowRight" });
  expect(shownName()).toContain("3 of 3");
  fireEvent.keyDown(dialog, { key: "Home" });
  expect(shownName()).toContain("a.png");
  const save = screen.getByRole("link", { name: /^Download a.png/, hidden: true });
  expect(save.getAttribute("href")).toBe("/files/f-a.png");
  fireEvent(dialog, new Event("cancel", { cancelable: true }));
  await waitFor(() => expect(screen.queryByRole("dialog", { hidden: true })).toBeNull());
  expect(document.activeElement).toBe(second);
});

test("keys pressed in the viewer are not heard by what is below", async () => {
  draw(pictureOf("a.png"));
  fireEvent.click(tiles()[0] as HTMLElement);
  const heard: string[] = [];
  const listen = (event: KeyboardEvent) => heard.push(event.key);
  window.addEventListener("keydown", listen);
  fireEvent.keyDown(await viewer(), { key: "Escape" });
  window.removeEventListener("keydown", listen);
  expect(heard).toEqual([]);
});
