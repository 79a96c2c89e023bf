// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { NewDirect } from "./NewDirect";

afterEach(cleanup);

async function dialog() {
  const { draw, calls, answer } = await garden();
  answer.body = { users: ["ann", "bob", "carl", "dora"].map(person) };
  const onOpen = vi.fn();
  draw(<NewDirect onClose={() => {}} onOpen={onOpen} />);
  await screen.findByRole("button", { name: "Choose BOB" });
  answer.body = { id: "d1", kind: "group", head: 0, readSeq: 0, unread: 0, mentions: 0, role: "member" };
  return { calls, onOpen };
}

const choose = (name: string) => fireEvent.click(screen.getByRole("button", { name: `Choose ${name}` }));
const begin = () => fireEvent.click(screen.getByRole("button", { name: "Start the conversation" }));

test("one person makes a direct conversation, nobody none", async () => {
  const { calls, onOpen } = await dialog();
  begin();
  expect(calls.some(({ method }) => method === "POST")).toBe(false);
  choose("BOB");
  begin();
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalledWith("d1"));
  expect(calls.at(-1)?.body).toEqual({ kind: "direct", members: ["bob"] });
});

test("several make a group, and who is unchosen is not in it", async () => {
  const { calls, onOpen } = await dialog();
  for (const name of ["BOB", "CARL", "DORA", "CARL"]) choose(name);
  expect(screen.getByText("To: BOB, DORA")).toBeTruthy();
  begin();
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalledWith("d1"));
  expect(calls.at(-1)?.body).toEqual({ kind: "group", members: ["bob", "dora"] });
});

test("oneself is not to be chosen", async () => {
  await dialog();
  expect(screen.queryByRole("button", { name: "Choose ANN" })).toBeNull();
});
