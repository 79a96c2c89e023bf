// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { garden } from "../testing/draw";
import { AllRead } from "./AllRead";

beforeEach(() => localStorage.clear());
afterEach(cleanup);

async function asking() {
  const world = await garden();
  world.server.create("pond", ["ann", "bob"]);
  for (const place of ["garden", "pond"]) world.server.post(place, "bob", "look", place);
  await act(world.flow);
  const unread = () => world.store.channels.get().map((each) => each.unread);
  expect(unread()).toEqual([1, 1]);
  const onClose = vi.fn();
  const { unmount } = world.draw(<AllRead onClose={onClose} />);
  return { ...world, unread, onClose, unmount };
}

test("it asks, and then everything is read", async () => {
  const { unread, onClose } = await asking();
  expect(unread()).toEqual([1, 1]);
  fireEvent.click(screen.getByRole("button", { name: "Mark as read" }));
  expect(unread()).toEqual([0, 0]);
  expect(onClose).toHaveBeenCalled();
});

test("whoever is not to be asked again is not, on this device", async () => {
  const first = await asking();
  fireEvent.click(screen.getByLabelText("Do not ask again on this device"));
  fireEvent.click(screen.getByRole("button", { name: "Mark as read" }));
  first.unmount();
  const { unread, onClose } = await asking();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(unread()).toEqual([0, 0]);
  expect(onClose).toHaveBeenCalled();
});
