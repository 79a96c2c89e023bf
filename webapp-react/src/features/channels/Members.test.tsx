// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import { garden } from "../../testing/draw";
import { person } from "../../testing/sim-server";
import { Members } from "./Members";

afterEach(cleanup);

function OfTheGarden({ adding }: { adding: boolean }) {
  const [channel] = useCell(useLive().store.channels);
  return channel ? <Members channel={channel} adding={adding} onClose={() => {}} /> : null;
}

test("who is in it, and the focus on the heading, as on a page that has been opened", async () => {
  const { draw, answer } = await garden();
  answer.body = { members: ["ann", "bob"].map((id) => ({ user: person(id), role: "member", joinedAt: "" })) };
  draw(<OfTheGarden adding={false} />);
  expect((await screen.findAllByRole("listitem")).map((each) => each.textContent)).toEqual([
    expect.stringContaining("ANN"),
    expect.stringContaining("BOB"),
  ]);
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Members" }));
});

test("that nobody could be asked for is said", async () => {
  const { draw, answer } = await garden();
  answer.status = 503;
  answer.body = { title: "Service Unavailable", detail: "The database does not answer." };
  draw(<OfTheGarden adding={false} />);
  expect((await screen.findByRole("alert")).textContent).not.toBe("");
});
