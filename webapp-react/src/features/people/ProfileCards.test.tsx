// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { ProfileCards } from "./ProfileCards";

afterEach(cleanup);

async function page(answer: Partial<ReturnType<typeof person>> | "unreachable" = {}) {
  const world = await garden();
  if (answer === "unreachable") world.answer.status = 503;
  else world.answer.body = { ...person("bob"), ...answer };
  const onMessage = vi.fn(async () => {});
  const onAccount = vi.fn();
  world.draw(
    <>
      <button type="button" data-person="bob">
        Bob
      </button>
      <span role="button" tabIndex={0} data-person="ann">
        @Ann
      </span>
      <p>the roses are out</p>
      <ProfileCards onMessage={onMessage} onAccount={onAccount} />
    </>,
  );
  const card = () => screen.findByRole("dialog");
  return { ...world, card, onMessage, onAccount };
}

test("a click on a name opens the card of who it is, and nothing else does", async () => {
  const { card } = await page({ role: "admin" });
  fireEvent.click(screen.getByText("the roses are out"));
  expect(screen.queryByRole("dialog")).toBeNull();
  fireEvent.click(screen.getByText("Bob"));
  const text = (await card()).textContent;
  expect(text).toContain("BOB");
  expect(text).toContain("@bob");
  expect(await screen.findByText("Admin of this workspace")).toBeTruthy();
  expect(screen.getByText("Here since January 2026")).toBeTruthy();
});

test("Message opens the conversation and closes the card", async () => {
  const { card, onMessage } = await page();
  fireEvent.click(screen.getByText("Bob"));
  await card();
  fireEvent.click(screen.getByRole("button", { name: "Message" }));
  expect(onMessage).toHaveBeenCalledWith("bob");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("if that fails the card says so and stays", async () => {
  const { card, onMessage } = await page();
  onMessage.mockRejectedValue(new Error("no"));
  fireEvent.click(screen.getByText("Bob"));
  await card();
  fireEvent.click(screen.getByRole("button", { name: "Message" }));
  expect((await screen.findByRole("alert")).textContent).toBe("That did not work. Try again.");
});

test("Enter on a mention opens it too, and one's own card leads to one's account", async () => {
  const { card, onAccount } = await page({ ...person("ann") });
  fireEvent.keyDown(screen.getByText("@Ann"), { key: "Enter" });
  await card();
  fireEvent.click(screen.getByRole("button", { name: "Edit your profile" }));
  expect(onAccount).toHaveBeenCalled();
});

test("without a network it shows who is known; who has left cannot be written to", async () => {
  const { card, store } = await page("unreachable");
  store.people.learn([{ ...person("bob"), deactivated: true }]);
  fireEvent.click(screen.getByText("Bob"));
  expect((await card()).textContent).toContain("@bob");
  expect(screen.getByText("This account is no longer in use")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Message" })).toBeNull();
});

test("who is blocked is said to be, shows no presence, and cannot be written to until that is taken back", async () => {
  const { card, flow, server, network, clock } = await page();
  const watched = () => {
    clock.advance(200);
    const frames = network.socket?.sent.flatMap((frame) => (frame.type === "watch" ? [frame.users] : []));
    return frames?.at(-1) ?? [];
  };
  fireEvent.click(screen.getByText("Bob"));
  await card();
  const block = await screen.findByRole("button", { name: "Block" });
  expect(watched()).toEqual(["bob"]);
  fireEvent.click(block);
  await flow();
  expect(await screen.findByText("You have blocked this person")).toBeTruthy();
  expect([...(server.blocked.get("ann") ?? [])]).toEqual(["bob"]);
  expect(screen.queryByRole("button", { name: "Message" })).toBeNull();
  expect(watched()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Unblock" }));
  await flow();
  expect(await screen.findByRole("button", { name: "Message" })).toBeTruthy();
});

test("one does not block oneself", async () => {
  const { card } = await page({ ...person("ann") });
  fireEvent.click(screen.getByText("@Ann"));
  await card();
  expect(screen.queryByRole("button", { name: "Block" })).toBeNull();
});
