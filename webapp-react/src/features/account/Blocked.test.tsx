// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { Blocked } from "./Blocked";

afterEach(cleanup);

const names = () => screen.queryAllByRole("listitem").map((item) => item.textContent);

test("whoever is blocked is in the list, the latest first, from whatever device, and can be taken out of it", async () => {
  const { draw, server, flow } = await garden();
  draw(<Blocked />);
  expect(screen.getByText(/You have blocked nobody/)).toBeTruthy();
  server.block("ann", "bob", true);
  server.block("ann", "carl", true);
  await flow();
  await screen.findByText("CARL");
  expect(names()).toEqual([expect.stringContaining("CARL"), expect.stringContaining("BOB")]);
  fireEvent.click(screen.getByRole("button", { name: "Unblock CARL" }));
  await flow();
  await screen.findByText("BOB");
  expect(names()).toEqual([expect.stringContaining("BOB")]);
  expect([...(server.blocked.get("ann") ?? [])]).toEqual(["bob"]);
});

test("whose name nobody has told yet is asked for", async () => {
  const { draw, server, flow, store } = await garden();
  server.block("ann", "dora", true);
  await flow();
  draw(<Blocked />);
  await screen.findByText("DORA");
  expect(store.blocks.has("dora")).toBe(true);
});

test("when nobody can be taken out of it, it says so", async () => {
  const { draw, server, flow, store } = await garden();
  server.block("ann", "bob", true);
  await flow();
  vi.spyOn(store.blocks, "put").mockRejectedValue(new Error("no"));
  draw(<Blocked />);
  fireEvent.click(await screen.findByRole("button", { name: "Unblock BOB" }));
  expect((await screen.findByRole("alert")).textContent).toContain("did not work");
  expect(names()).toHaveLength(1);
});
