// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { Barred } from "./Barred";

afterEach(cleanup);

test("it says why nothing can be written, and takes the block back", async () => {
  const { draw, server, flow, store } = await garden();
  server.block("ann", "bob", true);
  await flow();
  draw(<Barred other={person("bob")} />);
  expect(screen.getByText(/You have blocked BOB/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Unblock" }));
  await vi.waitFor(() => expect(server.blocked.get("ann")?.size).toBe(0));
  await flow();
  expect(store.blocks.has("bob")).toBe(false);
});

test("when that fails it says so", async () => {
  const { draw, store } = await garden();
  vi.spyOn(store.blocks, "put").mockRejectedValue(new Error("no"));
  draw(<Barred other={person("bob")} />);
  fireEvent.click(screen.getByRole("button", { name: "Unblock" }));
  expect((await screen.findByRole("alert")).textContent).toContain("That did not work");
});
