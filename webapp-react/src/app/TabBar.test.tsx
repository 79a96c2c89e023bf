// @vitest-environment happy-dom
import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { speak, wordsOf } from "../lib/i18n";
import { en } from "../lib/locales/en";
import { garden } from "../testing/draw";
import { TabBar } from "./TabBar";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  speak("en", en);
});

async function tabs(path: string) {
  const world = await garden();
  world.draw(<TabBar path={path} />);
  const tab = (name: RegExp) => screen.getByRole("link", { name });
  return { ...world, tab };
}

test("Home says that there is something new, and counts what is for us alone", async () => {
  const { server, flow, tab } = await tabs("/");
  expect(tab(/^Home/).textContent).toBe("Home");
  server.post("garden", "bob", "the roses are out", "b1");
  await act(flow);
  expect(tab(/^Home/).textContent).toBe("Home, something new");
});

test("a mention counts for Activity, which leads to the threads when only there is something new", async () => {
  const { server, flow, tab, store } = await tabs("/");
  server.post("garden", "ann", "who has the key?", "a1");
  await act(flow);
  const root = server.channels.get("garden")?.messages[0];
  server.post("garden", "bob", "I have", "b1", { parent: root?.id ?? "", inChannel: false });
  await act(flow);
  expect(store.followed.view.get()[0]?.unread).toBe(1);
  expect(tab(/^Activity/).getAttribute("href")).toBe("/threads");
  server.post("garden", "bob", "@ann come", "b2");
  await act(flow);
  expect(tab(/^Activity/).textContent).toContain("1 mention, 1 new reply");
  expect(tab(/^Activity/).getAttribute("href")).toBe("/mentions");
});

test.each([
  ["/", "Home"],
  ["/c/garden/t/rose", "Home"],
  ["/threads", "Activity"],
  ["/search", "Search"],
  ["/saved", "You"],
])("at %s one is in %s", async (path, name) => {
  await tabs(path);
  const current = screen.getAllByRole("link").filter((link) => link.hasAttribute("aria-current"));
  expect(current.map((link) => link.querySelector("span + span")?.textContent)).toEqual([name]);
});

test("badges have the digits of the language", async () => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["ar-EG"]);
  speak("ar", await wordsOf("ar"));
  const { server, flow } = await tabs("/");
  for (let n = 1; n <= 3; n++) server.post("garden", "bob", "@ann come", `b${n}`);
  await act(flow);
  expect(screen.getByText("٣")).toBeTruthy();
});
