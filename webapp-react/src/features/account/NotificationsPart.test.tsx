// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noticeChoice } from "../../lib/notices";
import { playTone } from "../../lib/tone";
import { NotificationsPart } from "./NotificationsPart";

vi.mock("../../lib/tone", () => ({ playTone: vi.fn() }));

const browser = (permission: NotificationPermission, answer: NotificationPermission = permission) => {
  const asked = vi.fn(async () => {
    fake.permission = answer;
  });
  const fake = { permission, requestPermission: asked };
  vi.stubGlobal("Notification", fake);
  vi.stubGlobal("isSecureContext", true);
  return asked;
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const state = () => screen.getByRole("status").textContent;

test("the browser is asked when somebody presses for it, and not before", async () => {
  const asked = browser("default", "granted");
  render(<NotificationsPart />);
  expect(state()).toMatch(/^Off/);
  expect(asked).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Allow notifications" }));
  await screen.findByText(/^On\./);
  expect(asked).toHaveBeenCalledOnce();
  expect(screen.queryByRole("button")).toBeNull();
});

test("who has refused is told how to have them again", async () => {
  browser("default", "denied");
  render(<NotificationsPart />);
  fireEvent.click(screen.getByRole("button", { name: "Allow notifications" }));
  expect((await screen.findByText(/refuses/)).textContent).toContain("settings of the browser");
});

test("a browser that has none says so", () => {
  browser("granted");
  vi.stubGlobal("isSecureContext", false);
  render(<NotificationsPart />);
  expect(state()).toContain("cannot show");
});

test("what is chosen is kept on this device, and the tone is heard when it is chosen", () => {
  browser("granted");
  const { unmount } = render(<NotificationsPart />);
  expect(noticeChoice()).toEqual({ of: "called", sound: false, words: true });
  fireEvent.click(screen.getByLabelText("Every message in channels that are not muted"));
  fireEvent.click(screen.getByLabelText("Only who wrote"));
  expect(playTone).not.toHaveBeenCalled();
  fireEvent.click(screen.getByLabelText("A short tone"));
  expect(playTone).toHaveBeenCalledOnce();
  unmount();
  render(<NotificationsPart />);
  expect(noticeChoice()).toEqual({ of: "all", sound: true, words: false });
  expect((screen.getByLabelText("Only who wrote") as HTMLInputElement).checked).toBe(true);
});

test("a browser that keeps nothing admits it", () => {
  browser("granted");
  vi.stubGlobal("localStorage", undefined);
  render(<NotificationsPart />);
  fireEvent.click(screen.getByLabelText("Nothing"));
  expect(screen.getByRole("alert").textContent).toContain("not kept");
});

test("what stands in its place and is not ours is passed over", () => {
  localStorage.setItem("confab.notices", '{"of":"everything","sound":"loud"}');
  expect(noticeChoice()).toEqual({ of: "called", sound: false, words: true });
  localStorage.setItem("confab.notices", "{");
  expect(noticeChoice().of).toBe("called");
  localStorage.setItem("confab.shared", "yes");
  expect(noticeChoice().words).toBe(false);
});
