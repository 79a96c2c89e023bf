// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Welcome } from "./Welcome";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const ways = () => ({ onBrowse: vi.fn(), onCreate: vi.fn(), onAccount: vi.fn() });

test("whoever is new is shown three steps, each with its way", () => {
  const all = ways();
  render(<Welcome user="ann" isNew {...all} />);
  expect(screen.getAllByRole("listitem")).toHaveLength(3);
  fireEvent.click(screen.getByRole("button", { name: "Create channel" }));
  fireEvent.click(screen.getByRole("button", { name: "Account and settings" }));
  expect(all.onCreate).toHaveBeenCalled();
  expect(all.onAccount).toHaveBeenCalled();
  expect((screen.getByRole("textbox") as HTMLInputElement).value).toBe(location.origin);
});

test("who skips them is not shown them again, and somebody else is", () => {
  render(<Welcome user="ann" isNew {...ways()} />);
  fireEvent.click(screen.getByRole("button", { name: "Skip" }));
  expect(screen.queryByRole("listitem")).toBeNull();
  cleanup();
  render(<Welcome user="ann" isNew {...ways()} />);
  expect(screen.queryByRole("listitem")).toBeNull();
  cleanup();
  render(<Welcome user="bob" isNew {...ways()} />);
  expect(screen.getAllByRole("listitem")).toHaveLength(3);
});
