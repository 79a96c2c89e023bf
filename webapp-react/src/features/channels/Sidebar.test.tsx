// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { speak, wordsOf } from "../../lib/i18n";
import { en } from "../../lib/locales/en";
import { garden } from "../../testing/draw";
import { preloadAll } from "../../ui/late";
import { Sidebar } from "./Sidebar";
import { prefetchUnread } from "./use-prefetch";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  speak("en", en);
});

beforeAll(async () => {
  await preloadAll();
});

async function sidebar(current: string | null = null) {
  const world = await garden();
  world.draw(<Sidebar current={current} onDialog={() => {}} />);
  const said = async (text: string, id: string) => {
    world.server.post("garden", "bob", text, id);
    await act(world.flow);
  };
  const section = (name: string) => screen.queryByRole("region", { name });
  const rowIn = (name: string) => {
    const shown = section(name);
    return shown && within(shown).queryByRole("link", { name: /garden/u });
  };
  return { ...world, said, section, rowIn };
}

test("what is unread stands first, and goes home when it is read elsewhere", async () => {
  const { said, rowIn, server, flow } = await sidebar();
  expect(rowIn("Channels")).not.toBeNull();
  await said("the roses are out", "b1");
  expect(rowIn("Unread")?.textContent).toContain("1 unread");
  expect(rowIn("Channels")).toBeNull();
  server.read("garden", "ann", 99);
  await act(flow);
  expect(rowIn("Channels")).not.toBeNull();
});

test.each([
  ["the pointer", fireEvent.pointerOver],
  ["the focus", fireEvent.focusIn],
])("where %s rests, what was said is asked for before it is opened", async (_, come) => {
  const { store } = await sidebar();
  const asked = vi.spyOn(store, "loadOlder");
  const link = screen.getByRole("link", { name: /garden/u });
  vi.useFakeTimers();
  try {
    come(link);
    fireEvent.pointerLeave(link.closest("[role=presentation]") as Element);
    vi.advanceTimersByTime(200);
    come(link);
    vi.advanceTimersByTime(59);
    expect(asked).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(asked).toHaveBeenCalledExactlyOnceWith("garden", "first");
  } finally {
    vi.useRealTimers();
  }
});

test("nobody is asked where there is no connection", async () => {
  const { store } = await sidebar();
  const asked = vi.spyOn(store, "loadOlder");
  store.socket.connection.set({ state: "offline", since: 0, retryAt: null });
  store.prefetch("garden");
  expect(asked).not.toHaveBeenCalled();
});

test("the first five that are unread are asked for when there is time", async () => {
  const { store, server, flow } = await sidebar();
  const names = ["ash", "birch", "cedar", "dogwood", "elm", "fir"];
  for (const name of names) server.create(name, ["ann", "bob"]);
  await act(flow);
  for (const name of names) server.post(name, "bob", "hello", `in-${name}`);
  await act(flow);
  const asked = vi.spyOn(store, "loadOlder");
  await prefetchUnread(store);
  expect(asked.mock.calls).toEqual(names.slice(0, 5).map((name) => [name, "first"]));
});

test("what one opens does not jump away while one reads it", async () => {
  const { said, rowIn, server, flow } = await sidebar("garden");
  await said("the roses are out", "b1");
  server.read("garden", "ann", 99);
  await act(flow);
  expect(rowIn("Unread")).not.toBeNull();
});

test("a muted channel is quiet, but not when it calls the reader by name", async () => {
  const { said, rowIn, server, flow } = await sidebar();
  server.markChannel("garden", "ann", { muted: true });
  await act(flow);
  expect(rowIn("Channels")?.textContent).toContain("muted");
  await said("hello", "b1");
  await said("@channel the shed is open", "b2");
  expect(rowIn("Unread")).toBeNull();
  await said("@ann you have the key", "b3");
  expect(rowIn("Unread")?.textContent).toContain("1 mention");
});

test("the menu of a row makes it a favourite, on every device", async () => {
  const { rowIn, server, flow } = await sidebar();
  fireEvent.click(screen.getByRole("button", { name: "More for garden" }));
  fireEvent.click(screen.getByRole("menuitem", { name: "Add to favourites" }));
  await act(flow);
  expect(server.markOf("garden", "ann").favourite).toBe(true);
  expect(rowIn("Favourites")).not.toBeNull();
  server.markChannel("garden", "ann", { favourite: false });
  await act(flow);
  expect(rowIn("Favourites")).toBeNull();
});

test("a section that is folded up stays so, and shows where one is", async () => {
  const { rowIn, server, flow } = await sidebar("garden");
  fireEvent.click(screen.getByRole("button", { name: "Channels" }));
  await act(flow);
  expect(server.preferences.get("ann")?.collapsed).toEqual(["channels"]);
  expect(rowIn("Channels")).not.toBeNull();
  cleanup();
});

test("when the server does not want a section folded up, it says so", async () => {
  const { store, flow } = await sidebar();
  const choose = vi.spyOn(store, "choose").mockRejectedValueOnce(new Error("no"));
  fireEvent.click(screen.getByRole("button", { name: "Channels" }));
  expect((await screen.findByRole("alert")).textContent).toContain("not kept");
  fireEvent.click(screen.getByRole("button", { name: "Channels" }));
  await act(flow);
  expect(choose).toHaveBeenCalledTimes(2);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what is counted has the digits of the language", async () => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["ar-EG"]);
  speak("ar", await wordsOf("ar"));
  const { said } = await sidebar();
  await said("@ann you have the key", "b1");
  await said("@ann where are you?", "b2");
  expect(screen.getByText("٢")).toBeTruthy();
});
