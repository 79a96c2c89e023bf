// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Boundary } from "./Boundary";
import { preloadAll } from "./late";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const roof = { isBroken: false };

function Shed() {
  if (roof.isBroken) throw new Error("the roof is leaking");
  return <p>the shed</p>;
}

test("what breaks takes nothing with it that is around it, says so, and can be tried again", async () => {
  await preloadAll();
  vi.spyOn(console, "error").mockImplementation(() => {});
  roof.isBroken = true;
  render(
    <>
      <p>the garden</p>
      <Boundary>
        <Shed />
      </Boundary>
    </>,
  );
  expect(screen.getByText("the garden")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("the roof is leaking");
  roof.isBroken = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByText("the shed")).toBeTruthy();
});
