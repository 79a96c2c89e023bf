// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Pending } from "../../live/pending";
import { garden } from "../../testing/draw";
import { PendingRow } from "./PendingRow";

afterEach(cleanup);

const hello = { clientId: "c1", channel: "garden", text: "hello", at: "2026-03-01T09:00:00.000Z" };

async function shown(pending: Pending, connected = true, stalled = false) {
  const { draw } = await garden();
  draw(
    <PendingRow
      pending={pending}
      me="ann"
      name="ANN"
      head
      day={null}
      connected={connected}
      stalled={stalled}
      active
      position={1}
      size={-1}
      onRetry={() => {}}
      onDiscard={() => {}}
    />,
  );
  return screen.getByRole("article").textContent ?? "";
}

test("a message that was sent too fast stays, says so, and that nothing is to be done", async () => {
  const words = await shown({ ...hello, state: "sending", isTooFast: true });
  expect(words).toContain("hello");
  expect(screen.getByRole("status").textContent).toContain("Too fast. It goes by itself in a moment.");
  expect(screen.queryByRole("button")).toBeNull();
});

test("without a connection that is what it waits for", async () => {
  expect(await shown({ ...hello, state: "sending", isTooFast: true }, false)).toContain(
    "Waiting for the connection",
  );
});

test("one that is under way says no more than that", async () => {
  expect(await shown({ ...hello, state: "sending" })).toContain("Sending…");
  expect(screen.queryByRole("status")).toBeNull();
});

test("a server that takes no messages is waited for, unless there is no connection either", async () => {
  expect(await shown({ ...hello, state: "sending" }, true, true)).toContain("Waiting for the server");
  cleanup();
  expect(await shown({ ...hello, state: "sending" }, false, true)).toContain("Waiting for the connection");
});
