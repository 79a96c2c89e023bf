// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { useCell } from "../lib/use-cell";
import { useLive } from "../live/live-context";
import { namesReader } from "../live/naming";
import type { Message } from "../live/wire";
import { garden } from "../testing/draw";
import { Conversation } from "./Conversation";

// Nothing has a height here, so all rows are drawn.
vi.mock("virtua", () => ({
  Virtualizer({ data, children }: { data: unknown[]; children: (row: unknown, at: number) => ReactElement }) {
    return <div>{data.map(children)}</div>;
  },
}));
// Asked by each row of another's words that is drawn, once.
vi.mock("../live/naming", async (original) => {
  const actual = await original<typeof import("../live/naming")>();
  return { ...actual, namesReader: vi.fn(actual.namesReader) };
});

const drawn = () => vi.mocked(namesReader).mock.calls.map(([message]) => (message as Message).text);

function Garden() {
  const [channel] = useCell(useLive().store.channels);
  return channel ? (
    <Conversation
      channel={channel}
      place={{ channel: channel.id, thread: null, message: null, details: null }}
      layered={false}
      onSearch={() => {}}
      directWith={async () => ""}
    />
  ) : null;
}

async function conversation() {
  const world = await garden();
  const say = (text: string) =>
    act(async () => {
      world.server.post("garden", "bob", text, text);
      await world.flow();
    });
  world.draw(<Garden />);
  await act(world.flow);
  for (const text of ["one", "two", "three"]) await say(text);
  vi.mocked(namesReader).mockClear();
  return { ...world, say };
}

afterEach(cleanup);

test("what is written in the composer draws no message anew", async () => {
  await conversation();
  const field = screen.getByRole("textbox", { name: "Message #garden" });
  for (const value of ["t", "tu", "tul", "tulip"]) fireEvent.change(field, { target: { value } });
  expect(drawn()).toEqual([]);
});

test("a message that arrives is drawn, and no other", async () => {
  const { say } = await conversation();
  await say("four");
  expect(new Set(drawn())).toEqual(new Set(["four"]));
});
