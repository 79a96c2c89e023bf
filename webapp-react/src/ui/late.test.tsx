// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { late } from "./late";

afterEach(cleanup);

const Shed = ({ tool }: { tool: string; onClose?: () => void }) => <p>{tool}</p>;

test("it is fetched once, drawn with its props, and at once the next time", async () => {
  const load = vi.fn(async () => Shed);
  const LateShed = late(load);
  LateShed.preload();
  render(<LateShed tool="rake" />);
  expect(await screen.findByText("rake")).toBeTruthy();
  cleanup();
  render(<LateShed tool="spade" />);
  expect(screen.getByText("spade")).toBeTruthy();
});

test("what cannot be fetched says so, what is around it stays, and it can be tried again", async () => {
  const load = vi.fn(async () => Shed);
  load.mockRejectedValueOnce(new TypeError("offline"));
  const LateShed = late(load);
  render(
    <>
      <p>the garden</p>
      <LateShed tool="rake" />
    </>,
  );
  expect((await screen.findByRole("alert")).textContent).toContain("cannot be reached");
  expect(screen.getByText("the garden")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("rake")).toBeTruthy();
});

test("what would have been a dialog fails as one, and can be closed", async () => {
  const onClose = vi.fn();
  const LateShed = late(async (): Promise<typeof Shed> => Promise.reject(new TypeError("offline")));
  render(<LateShed tool="rake" onClose={onClose} />);
  expect(await screen.findByRole("dialog")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Close", hidden: true }));
  expect(onClose).toHaveBeenCalled();
});
