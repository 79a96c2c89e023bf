// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { Switcher } from "./Switcher";

afterEach(cleanup);

async function switcher() {
  const world = await garden();
  world.store.people.learn([{ ...person("haruka"), displayName: "佐藤 はるか" }]);
  world.answer.body = { users: [{ ...person("zoe"), displayName: "Zoë" }] };
  const onOpen = vi.fn();
  const onPerson = vi.fn(async () => {});
  world.draw(<Switcher onClose={() => {}} onOpen={onOpen} onPerson={onPerson} />);
  const field = screen.getByRole("combobox", { hidden: true });
  const type = (query: string) => fireEvent.change(field, { target: { value: query } });
  const found = () => screen.queryAllByRole("option", { hidden: true }).map((each) => each.textContent);
  const enter = () => fireEvent.keyDown(field, { key: "Enter" });
  return { ...world, onOpen, onPerson, type, found, enter };
}

test("the empty question lists the conversations that are there", async () => {
  const { found, enter, onOpen } = await switcher();
  expect(found()).toEqual(["garden"]);
  enter();
  expect(onOpen).toHaveBeenCalledWith("garden");
});

test("somebody one has never written to is found by name or username", async () => {
  const { type, found, enter, onPerson } = await switcher();
  for (const query of ["@haruka", "はるか"]) {
    type(query);
    expect(found()).toEqual([expect.stringContaining("佐藤 はるか @haruka")]);
  }
  enter();
  expect(onPerson).toHaveBeenCalledWith("haruka");
});

test("what is unread stands above what is not, and says how much", async () => {
  const { server, flow, found } = await switcher();
  server.create("shed", ["ann", "bob"]);
  server.post("garden", "bob", "@ann water them", "x");
  await act(flow);
  expect(screen.getByRole("group", { name: "Unread", hidden: true }).textContent).toContain(
    "garden1 mention",
  );
  expect(screen.getByRole("group", { name: "Visited last", hidden: true }).textContent).toContain("shed");
  expect(found()).toEqual(["garden1 mention", "shed"]);
});

test("somebody whom only the server knows is found too", async () => {
  const { type, found } = await switcher();
  type("zo");
  await vi.waitFor(() => expect(found()).toEqual([expect.stringContaining("Zoë @zoe")]));
});
