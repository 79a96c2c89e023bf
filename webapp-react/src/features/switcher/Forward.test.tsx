// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { ChannelView } from "../../live/views";
import type { Message } from "../../live/wire";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { Forward } from "./Forward";

afterEach(cleanup);

async function forward(kind: ChannelView["kind"] = "public") {
  const world = await garden();
  world.answer.body = { users: [] };
  world.server.create("shed", ["ann", "bob"]);
  await world.flow();
  world.store.people.learn([person("zoe")]);
  const said = world.server.post("garden", "bob", "the roses are out", "b1") as Message;
  await world.flow();
  const send = vi.spyOn(world.store, "send");
  const onSent = vi.fn();
  const directWith = vi.fn(async () => "shed");
  world.draw(
    <Forward
      message={said}
      from={{ ...world.channel, kind }}
      directWith={directWith}
      onSent={onSent}
      onClose={() => {}}
    />,
  );
  const field = screen.getByRole("combobox", { hidden: true });
  const found = () => screen.queryAllByRole("option", { hidden: true }).map((each) => each.textContent);
  const type = (query: string) => fireEvent.change(field, { target: { value: query } });
  const enter = () => fireEvent.keyDown(field, { key: "Enter" });
  const press = () =>
    act(async () => fireEvent.click(screen.getByRole("button", { name: "Forward", hidden: true })));
  return { ...world, send, onSent, directWith, found, type, enter, press };
}

test("it goes with our words to the conversation that is chosen, and says who said it", async () => {
  const { type, enter, send, onSent, press } = await forward();
  type("shed");
  enter();
  const words = screen.getByRole("textbox", { hidden: true });
  fireEvent.change(words, { target: { value: "@bob, look" } });
  await press();
  expect(send).toHaveBeenCalledTimes(1);
  const [channel, text] = send.mock.calls[0] ?? [];
  expect(channel).toBe("shed");
  expect(text).toMatch(/^@bob, look\n\n\*\*BOB\*\* in #garden, .*\/c\/garden\/m\/.*\n> the roses are out$/u);
  expect(onSent).toHaveBeenCalledWith("shed");
});

test("to somebody with whom there is no conversation yet, one begins", async () => {
  const { type, enter, send, directWith, press } = await forward();
  type("@zoe");
  enter();
  await press();
  expect(directWith).toHaveBeenCalledWith("zoe");
  expect(send.mock.calls[0]?.[0]).toBe("shed");
});

test("a conversation that cannot begin is said, and nothing is sent", async () => {
  const { type, enter, send, directWith, onSent, press } = await forward();
  directWith.mockRejectedValue(new Error("no"));
  type("@zoe");
  enter();
  await press();
  expect(screen.getByRole("alert", { hidden: true }).textContent).toBe("That did not work. Try again.");
  expect(send).not.toHaveBeenCalled();
  expect(onSent).not.toHaveBeenCalled();
});

test("what was not said in public is told of before it goes elsewhere", async () => {
  for (const kind of ["public", "private", "direct"] as const) {
    const { type, enter } = await forward(kind);
    type("shed");
    enter();
    expect(screen.queryAllByText(/This was not said in public/u)).toHaveLength(kind === "public" ? 0 : 1);
    cleanup();
  }
});

test("what is archived is not offered", async () => {
  const { store, channel, found, type } = await forward();
  const attic = { id: "attic", name: "attic", head: 0, unread: 0, mentions: 0, readSeq: 0 };
  act(() => store.adopt({ ...channel, ...attic, archived: true }));
  expect(store.channels.get().map(({ id }) => id)).toContain("attic");
  type("attic");
  expect(found()).toEqual([]);
});
