// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../testing/draw";
import { SignOut } from "./SignOut";

afterEach(cleanup);

async function leaving(prepare: (world: Awaited<ReturnType<typeof garden>>) => void = () => {}) {
  const world = await garden();
  prepare(world);
  const onOut = vi.fn();
  world.draw(<SignOut onClose={() => {}} onOut={onOut} />);
  await world.flow();
  return { ...world, onOut, click: () => fireEvent.click(screen.getByRole("button", { name: "Sign out" })) };
}

test("with nothing unsent it asks nothing", async () => {
  const { onOut, calls } = await leaving();
  expect(calls).toMatchObject([{ method: "DELETE", url: "/api/v1/session" }]);
  expect(onOut).toHaveBeenCalledOnce();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a server that was not reached means still signed in, and nothing is wiped", async () => {
  const { onOut, answer, click, flow } = await leaving((world) => {
    world.answer.status = 503;
  });
  expect(screen.getByRole("alert").textContent).toContain("still signed in");
  expect(onOut).not.toHaveBeenCalled();
  answer.status = 200;
  click();
  await flow();
  expect(onOut).toHaveBeenCalledOnce();
});

test("unsent words are not thrown away without a question", async () => {
  const { onOut, calls, click, flow } = await leaving((world) => {
    world.network.cut();
    world.store.send("garden", "not sent yet");
  });
  expect(screen.getByText(/1 message has not been sent/)).toBeTruthy();
  expect(calls).toEqual([]);
  click();
  await flow();
  expect(onOut).toHaveBeenCalledOnce();
});

test("who signs out leaves no notification on the screen", async () => {
  const close = vi.fn();
  const registration = { active: {}, getNotifications: async () => [{ close }] };
  vi.stubGlobal("navigator", { ...navigator, serviceWorker: { getRegistration: async () => registration } });
  const { onOut } = await leaving();
  vi.unstubAllGlobals();
  expect(onOut).toHaveBeenCalledOnce();
  expect(close).toHaveBeenCalledOnce();
});
