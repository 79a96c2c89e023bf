// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Message } from "../../live/wire";
import { garden } from "../../testing/draw";
import { useActions } from "./use-actions";

afterEach(cleanup);

const nothing = () => {};

function Deeds({ message, unread }: { message: Message; unread: (message: Message) => Promise<void> }) {
  const { actions, layer } = useActions({ edit: nothing, unread });
  return (
    <>
      <button type="button" onClick={() => actions.unread?.(message)}>
        Mark unread
      </button>
      {layer}
    </>
  );
}

test("when a message cannot be marked as unread, it says so, until it can", async () => {
  const { draw, server } = await garden();
  const message = server.post("garden", "bob", "the roses are out", "b1");
  const unread = vi.fn().mockRejectedValueOnce(new Error("no")).mockResolvedValue(undefined);
  if (!message) throw new Error("Nothing was said");
  draw(<Deeds message={message} unread={unread} />);
  fireEvent.click(screen.getByRole("button"));
  expect((await screen.findByRole("alert")).textContent).toContain("did not work");
  expect(unread).toHaveBeenCalledWith(message);
  fireEvent.click(screen.getByRole("button"));
  expect(screen.queryByRole("alert")).toBeNull();
});
