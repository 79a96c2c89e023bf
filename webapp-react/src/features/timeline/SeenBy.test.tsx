// @vitest-environment happy-dom
import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { garden } from "../../testing/draw";
import { SeenBy } from "./SeenBy";

afterEach(cleanup);

test("who has come to one's words is shown, and whoever comes later", async () => {
  const { server, store, draw, flow } = await garden();
  const said = server.post("garden", "ann", "the roses are out", "a1");
  const seq = said?.seq ?? 0;
  draw(<SeenBy channel="garden" seq={seq} />);
  await act(flow);
  expect(screen.queryByText(/Seen by/u)).toBeNull();
  act(() => store.receipts.heard({ channel: "garden", user: "bob", seq: seq - 1 }));
  expect(screen.queryByText(/Seen by/u)).toBeNull();
  act(() => store.receipts.heard({ channel: "garden", user: "bob", seq }));
  expect(screen.getByText(/Seen by/u)).not.toBeNull();
  act(() => store.receipts.heard({ channel: "garden", user: "bob", seq: 1 }));
  expect(screen.getByText(/Seen by/u)).not.toBeNull();
  await act(() => store.choose({ receipts: false }));
  expect(screen.queryByText(/Seen by/u)).toBeNull();
});
