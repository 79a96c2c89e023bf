// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Dialog } from "./Dialog";

afterEach(cleanup);

/** What a browser does on the second Esc or on Back: it closes, and has asked nobody. */
const closedByTheBrowser = async () => {
  const dialog = screen.getByRole("dialog", { hidden: true }) as HTMLDialogElement;
  dialog.close();
  await new Promise((next) => setTimeout(next, 0));
  return dialog;
};

test("a question that must be answered stays, even if the browser closes it", async () => {
  render(<Dialog title="Your session has ended">sign in</Dialog>);
  expect((await closedByTheBrowser()).open).toBe(true);
});

test("what the browser closes is closed for us as well", async () => {
  const onClose = vi.fn();
  render(
    <Dialog title="Members" onClose={onClose}>
      ann
    </Dialog>,
  );
  await closedByTheBrowser();
  expect(onClose).toHaveBeenCalledOnce();
});

test("a dialog that goes away by itself tells nobody that it was closed", async () => {
  const onClose = vi.fn();
  const drawn = render(
    <Dialog title="Members" onClose={onClose}>
      ann
    </Dialog>,
  );
  drawn.unmount();
  await new Promise((next) => setTimeout(next, 0));
  expect(onClose).not.toHaveBeenCalled();
});
