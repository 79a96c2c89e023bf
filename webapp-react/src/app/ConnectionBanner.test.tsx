// @vitest-environment happy-dom
import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { garden } from "../testing/draw";
import { ConnectionBanner } from "./ConnectionBanner";

afterEach(cleanup);

test("that the server takes no messages is said while there is a connection, and no longer than it is so", async () => {
  const { draw, store } = await garden();
  draw(<ConnectionBanner />);
  expect(screen.queryByRole("status")).toBeNull();
  act(() => store.stalled.set(true));
  expect(screen.getByRole("status").textContent).toContain("Confab cannot take messages right now.");
  expect(screen.queryByRole("button")).toBeNull();
  act(() => store.stalled.set(false));
  expect(screen.queryByRole("status")).toBeNull();
});
