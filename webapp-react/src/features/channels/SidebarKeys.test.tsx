// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { Sidebar } from "./Sidebar";

// Each row draws its menu once each time that it is drawn.
const drawn: string[] = [];
vi.mock("./ChannelMenu", () => ({
  ChannelMenu: ({ channel }: { channel: { name: string } }) => {
    drawn.push(channel.name);
    return null;
  },
}));

beforeEach(() => {
  drawn.length = 0;
});
afterEach(cleanup);

/** Ann is in a garden, a pond and a shed, and has written to Bob. */
async function sidebar(current: string | null = null) {
  const world = await garden();
  for (const place of ["pond", "shed", "potting"]) world.server.create(place, ["ann", "bob"]);
  await world.flow();
  world.draw(<Sidebar current={current} onDialog={() => {}} />);
  await act(world.flow);
  const press = (key: string, more: object = {}) =>
    fireEvent.keyDown(document.activeElement as Element, { key, ...more });
  const at = () => (document.activeElement as HTMLElement).dataset.stop;
  const stops = () =>
    [...document.querySelectorAll<HTMLElement>("[data-stop]")].filter((each) => each.tabIndex === 0);
  return { ...world, press, at, stops };
}

test("what is said in one channel draws one row, and no other", async () => {
  const { server, flow } = await sidebar("garden");
  expect(drawn).toEqual(expect.arrayContaining(["garden", "pond", "potting", "shed"]));
  server.post("pond", "bob", "the pump drips", "p1");
  await act(flow);
  drawn.length = 0;
  server.post("pond", "bob", "it still does", "p2");
  await act(flow);
  expect(drawn).toEqual(["pond"]);
});

test("Tab comes to one of all the rows: the one where one is", async () => {
  const { stops } = await sidebar("pond");
  expect(stops().map((each) => each.dataset.stop)).toEqual(["pond"]);
});

test("the arrows go through rows and heads, and only the one that has the focus is for Tab", async () => {
  const { press, at, stops } = await sidebar("garden");
  stops()[0]?.focus();
  press("ArrowDown");
  expect(at()).toBe("pond");
  expect(stops().map((each) => each.dataset.stop)).toEqual(["pond"]);
  press("Home");
  expect(at()).toBe("#channels");
  press("ArrowUp");
  expect(at()).toBe("#channels");
  press("End");
  expect(at()).toBe("#direct");
  press("ArrowUp");
  expect(at()).toBe("shed");
});

test("outwards folds the section up and goes to its head, inwards unfolds it", async () => {
  const { press, at, stops, server, flow } = await sidebar("garden");
  stops()[0]?.focus();
  press("ArrowDown");
  press("ArrowLeft");
  await act(flow);
  expect(at()).toBe("#channels");
  expect(server.preferences.get("ann")?.collapsed).toEqual(["channels"]);
  expect(screen.queryByRole("link", { name: /pond/u })).toBeNull();
  press("ArrowRight");
  await act(flow);
  expect(screen.queryByRole("link", { name: /pond/u })).not.toBeNull();
  press("ArrowRight");
  expect(at()).toBe("garden");
});

test("what is typed goes to the row that begins with it; the same letter again to the next", async () => {
  const { press, at, stops } = await sidebar("garden");
  stops()[0]?.focus();
  press("p");
  expect(at()).toBe("pond");
  press("p");
  expect(at()).toBe("potting");
  press("o", { ctrlKey: true });
  expect(at()).toBe("potting");
});

test("a word is typed letter by letter", async () => {
  const { press, at, stops } = await sidebar("garden");
  stops()[0]?.focus();
  for (const letter of "pot") press(letter);
  expect(at()).toBe("potting");
});
