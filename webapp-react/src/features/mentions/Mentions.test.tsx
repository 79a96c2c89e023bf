// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { garden } from "../../testing/draw";
import { MentionList } from "./MentionList";
import { MentionsLink } from "./MentionsLink";

afterEach(cleanup);

async function anns(...texts: string[]) {
  const world = await garden();
  for (const text of texts) world.server.post("garden", "bob", text, text);
  await world.flow();
  world.draw(
    <>
      <MentionsLink current={false} />
      <MentionList />
    </>,
  );
  await act(world.flow);
  const rows = () => screen.queryAllByRole("listitem").map((row) => row.textContent);
  const link = () => screen.getByRole("link", { name: /^Mentions/ });
  return { ...world, rows, link };
}

test("who was never named is told what will be here", async () => {
  const { rows, link } = await anns("nothing of hers");
  expect(rows()).toEqual([]);
  expect(screen.getByText("Nobody has named you yet")).toBeTruthy();
  expect(link().textContent).toBe("Mentions");
});

test("each shows who, where and what, with its marks; a new one comes by itself, and is counted", async () => {
  const { server, flow, rows, link } = await anns("@ann **water** them");
  expect(rows()).toEqual([expect.stringContaining("BOB in #garden, new")]);
  expect(screen.getByText("water").tagName).toBe("STRONG");
  expect(link().textContent).toContain("1 mention");
  server.post("garden", "bob", "@channel come", "x");
  await act(flow);
  expect(rows()[0]).toContain("@channel come");
  expect(link().textContent).toContain("2 mentions");
});

test("read ones are not new", async () => {
  const { store, channel, flow, rows, link } = await anns("@ann water them");
  act(() => store.markRead(channel.id, 99));
  await act(flow);
  expect(rows()[0]).not.toContain("new");
  expect(link().textContent).toBe("Mentions");
});

test("a mention leads to its message; the arrows go from one to the next", async () => {
  const { server, flow } = await anns("@ann one");
  const root = server.channels.get("garden")?.messages[0];
  server.post("garden", "bob", "@ann two", "y", { parent: root?.id ?? "", inChannel: false });
  await act(flow);
  const [second, first] = screen.getAllByRole("link", { name: /in #garden/ });
  const reply = server.channels.get("garden")?.messages[1];
  expect(second?.getAttribute("href")).toBe(`/c/garden/m/${reply?.id}`);
  expect(first?.getAttribute("href")).toBe(`/c/garden/m/${root?.id}`);
  second?.focus();
  fireEvent.keyDown(second as HTMLElement, { key: "ArrowDown" });
  expect(document.activeElement).toBe(first);
});
