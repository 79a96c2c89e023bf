// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Menu } from "./Menu";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test("a menu stays at what has opened it when the window becomes narrower", () => {
  const button = document.createElement("button");
  const at = (left: number) =>
    vi.spyOn(button, "getBoundingClientRect").mockReturnValue(new DOMRect(left, 20, 36, 36));
  at(900);
  render(
    <Menu
      label="More for garden"
      beside={button}
      items={[{ icon: "star", label: "Add to favourites", onChoose: () => {} }]}
      onClose={() => {}}
    />,
  );
  const menu = screen.getByRole("menu");
  const before = Number.parseFloat(menu.style.left);
  at(300);
  window.dispatchEvent(new Event("resize"));
  expect(before - Number.parseFloat(menu.style.left)).toBe(600);
});
