import { expect, test, vi } from "vitest";
import type { Message } from "../../live/wire";
import { deedsOf } from "./deeds";

const actions = {
  toggle: vi.fn(),
  pick: vi.fn(),
  edit: vi.fn(),
  remove: vi.fn(),
  copy: vi.fn(),
  link: vi.fn(),
  pin: vi.fn(),
  save: vi.fn(),
  history: vi.fn(),
  menu: vi.fn(),
};
const said: Message = {
  id: "m1",
  channel: "garden",
  seq: 3,
  author: "ann",
  at: "2026-03-01T09:00:00.000Z",
  text: "the roses are out",
};
const whatOf = (message: Message) =>
  deedsOf(message, { edit: true, delete: true, saved: false }, actions).map(({ what }) => what);

test("only words can be copied, and files without words cannot", () => {
  expect(whatOf(said)).toContain("copy");
  expect(whatOf({ ...said, text: "" })).not.toContain("copy");
});
