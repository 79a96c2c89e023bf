// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../testing/draw";
import { Gone } from "./Gone";

afterEach(cleanup);

test("who was removed is told so, and can take along or discard what was not sent", async () => {
  const { server, network, store, vault, flow, draw } = await garden();
  network.cut();
  store.send("garden", "too late");
  vault.keepDraft("garden", "half a thought");
  server.leave("garden", "ann");
  draw(<Gone channel="garden" label="#garden" onBrowse={() => {}} />);
  await flow();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("You are no longer in #garden");
  expect(screen.getByText("too late")).toBeTruthy();
  expect(screen.getByText("half a thought")).toBeTruthy();
  for (let left = 2; left > 0; left--) {
    const [discard] = screen.getAllByRole("button", { name: "Discard" });
    if (discard) fireEvent.click(discard);
  }
  expect(screen.queryByRole("list")).toBeNull();
  expect(vault.draft("garden")).toBe("");
});

test("what cannot be taken along is not said to be", async () => {
  const { vault, draw } = await garden();
  vault.keepDraft("garden", "half a thought");
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
  draw(<Gone channel="garden" label="#garden" onBrowse={() => {}} />);
  fireEvent.click(screen.getByRole("button", { name: "Copy text" }));
  expect((await screen.findByRole("alert")).textContent).toContain("did not work");
});
