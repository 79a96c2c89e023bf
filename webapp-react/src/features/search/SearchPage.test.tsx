// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { recentOf } from "./recent";
import { SearchPage } from "./SearchPage";

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const hit = (id: string, text: string, word: string) => ({
  message: { id, channel: "garden", seq: 1, author: "bob", text, at: "2026-01-31T12:00:00.000Z" },
  channel: "garden",
  seq: 1,
  snippet: [
    { text: text.replace(word, ""), hit: false },
    { text: word, hit: true },
  ],
});

const found = (...messages: unknown[]) => ({ messages, people: [], channels: [], next: null });

/** Each world asks for words of its own: what was found last is kept beyond the page. */
async function searching(query: string, body: unknown, status = 200) {
  const world = await garden();
  world.store.people.learn([{ ...person("bob"), displayName: "Bob Brook" }]);
  world.answer.body = body;
  world.answer.status = status;
  const { hook, searchHook, history, navigate } = memoryLocation({
    path: `/search?query=${encodeURIComponent(query)}`,
    record: true,
  });
  const onOpen = vi.fn();
  const onPerson = vi.fn(async () => {});
  const draw = () =>
    world.draw(
      <Router hook={hook} searchHook={searchHook}>
        <SearchPage onOpen={onOpen} onPerson={onPerson} />
      </Router>,
    );
  draw();
  const field = () => screen.getByRole<HTMLInputElement>("combobox");
  const type = (text: string) => {
    field().focus();
    fireEvent.change(field(), { target: { value: text, selectionStart: text.length } });
  };
  const asked = () =>
    world.calls
      .filter(({ url }) => url.startsWith("/api/v1/search"))
      .map(({ url }) => new URLSearchParams(url.split("?")[1]).get("query"));
  return { ...world, history, navigate, onOpen, onPerson, draw, field, type, asked };
}

test("hits say who said it and where, and mark what was looked for as text", async () => {
  const { asked } = await searching("roses", found(hit("m1", "<b>red</b> roses", "roses")));
  const row = await screen.findByRole("link", { name: /Bob Brook.*in #garden.*<b>red<\/b> roses/u });
  expect(row.querySelector("mark")?.textContent).toBe("roses");
  expect(row.querySelector("b")).toBeNull();
  expect(asked()).toEqual(["roses"]);
});

test("what is typed stands in the address, and only the last of it is asked", async () => {
  const { type, asked, history } = await searching("", found(hit("m1", "red tulips", "tulips")));
  for (const text of ["t", "tu", "tulips"]) type(text);
  await screen.findByRole("link", { name: /tulips/u });
  expect(asked()).toEqual(["tulips"]);
  expect(history.at(-1)).toBe("/search?query=tulips");
});

test("a percent sign in what is looked for is no escape", async () => {
  const { asked, field } = await searching("100%25 of %0d", found(hit("m1", "daisies", "daisies")));
  await screen.findByRole("link", { name: /daisies/u });
  expect(field().value).toBe("100%25 of %0d");
  expect(asked()).toEqual(["100%25 of %0d"]);
});

test("arrows go over the hits, and coming back from one is to be where it was", async () => {
  const { field, draw, asked, history, navigate } = await searching(
    "violets",
    found(hit("m1", "blue violets", "violets"), hit("m2", "more violets", "violets")),
  );
  const second = await screen.findByRole("link", { name: /more/u });
  field().focus();
  fireEvent.keyDown(field(), { key: "ArrowDown" });
  fireEvent.keyDown(document.activeElement ?? field(), { key: "ArrowDown" });
  expect(document.activeElement).toBe(second);
  fireEvent.click(second);
  expect(history.at(-1)).toBe("/c/garden/m/m2");
  cleanup();

  navigate("/search?query=violets");
  draw();
  expect(document.activeElement?.getAttribute("data-hit")).toBe("m2");
  expect(asked()).toEqual(["violets"]);
  expect(recentOf("ann")).toEqual(["violets"]);
  fireEvent.keyDown(document.activeElement ?? field(), { key: "Home" });
  fireEvent.keyDown(document.activeElement ?? field(), { key: "ArrowUp" });
  expect(document.activeElement).toBe(field());
});

test("when nothing is found it says for what, and which filters could go", async () => {
  const { asked } = await searching("dahlias from:bob in:garden", found());
  expect(await screen.findByRole("heading", { name: "Nothing found for dahlias" })).toBeTruthy();
  const [drop] = screen.getAllByRole("button", { name: "Without “From Bob Brook”" }).slice(-1);
  if (drop) fireEvent.click(drop);
  await waitFor(() => expect(asked().at(-1)).toBe("dahlias in:garden"));
});

test("a filter that is not understood is answered in the server's words", async () => {
  const errors = [{ field: "query", message: "has: knows link, code" }];
  await searching("has:dragons", { type: "/problems/invalid", title: "Invalid", status: 422, errors }, 422);
  expect((await screen.findByRole("alert")).textContent).toContain("has: knows link, code");
});

test("while the index opens it waits and says so", async () => {
  await searching("peonies", { title: "Unavailable", status: 503 }, 503);
  expect(await screen.findByText("The search is getting ready. It goes on by itself.")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a suggestion is taken with Enter, and the next key goes on behind it", async () => {
  const { type, field } = await searching("", found());
  type("asters from:bro");
  const list = screen.getByRole("listbox");
  expect(
    within(list)
      .getAllByRole("option")
      .map((each) => each.textContent),
  ).toEqual(["Bob Brook@bob"]);
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(field().value).toBe("asters from:bob ");
});

test("what was looked for before is offered, and can be forgotten", async () => {
  localStorage.setItem("confab.searches.ann", JSON.stringify(["lilies", "hops"]));
  const { field } = await searching("", found());
  fireEvent.focus(field());
  expect(screen.getAllByRole("option").map((each) => each.textContent)).toEqual(["lilies", "hops"]);
  fireEvent.click(screen.getByRole("button", { name: "Forget these" }));
  expect(screen.queryAllByRole("option")).toEqual([]);
  expect(recentOf("ann")).toEqual([]);
});
