// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { FileFacts } from "../../lib/files";
import type { Message } from "../../live/wire";
import { garden } from "../../testing/draw";
import { Kept } from "./Kept";

afterEach(cleanup);

const at = "2026-03-01T09:00:00.000Z";
const rose: FileFacts = { id: "f1", name: "rose.png", type: "image/png", size: 1200, thumbnail: false, at };
const said: Message = { id: "m1", channel: "garden", seq: 3, author: "ann", at, text: "" };

test("what is kept without a word says what its files are called", async () => {
  const { draw } = await garden();
  draw(
    <ul>
      <Kept message={{ ...said, attachments: [rose, { ...rose, id: "f2", name: "tulip.png" }] }}>{null}</Kept>
    </ul>,
  );
  expect(screen.getByRole("listitem").textContent).toContain("2 files: rose.png and tulip.png");
});

test("words come before the files that are with them", async () => {
  const { draw } = await garden();
  draw(
    <ul>
      <Kept message={{ ...said, text: "out today", attachments: [rose] }}>{null}</Kept>
    </ul>,
  );
  expect(screen.getByRole("listitem").textContent).toMatch(/out today.*1 file: rose\.png/);
});
