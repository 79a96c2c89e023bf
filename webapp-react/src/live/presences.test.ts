import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { Presences } from "./presences";
import type { ClientFrame } from "./wire";

function world() {
  const clock = new FakeClock();
  const sent: ClientFrame[] = [];
  const line = { isUp: true };
  const presences = new Presences(clock, (frame) => {
    if (line.isUp) sent.push(frame);
    return line.isUp;
  });
  return { clock, sent, line, presences };
}

const online = (user: string) => ({ user, state: "online" as const });

test("who comes onto the screen together is asked for together, each once", () => {
  const { clock, sent, presences } = world();
  presences.show("bob");
  presences.show("cem");
  presences.show("bob");
  clock.advance(1_000);
  expect(sent).toEqual([{ type: "watch", users: ["cem", "bob"] }]);
});

test("who leaves the screen and comes back at once is not asked for again, and stays known", () => {
  const { clock, sent, presences } = world();
  const hide = presences.show("bob");
  clock.advance(1_000);
  presences.heard(online("bob"));
  hide();
  presences.show("bob");
  clock.advance(1_000);
  expect(sent).toHaveLength(1);
  expect(presences.of("bob").get()).toEqual(online("bob"));
});

test("who is not on the screen any more is not known any more", () => {
  const { clock, sent, presences } = world();
  const hide = presences.show("bob");
  presences.show("cem");
  clock.advance(1_000);
  presences.heard(online("bob"));
  hide();
  clock.advance(1_000);
  expect(sent.at(-1)).toEqual({ type: "watch", users: ["cem"] });
  expect(presences.of("bob").get()).toBeNull();
  presences.heard(online("bob"));
  expect(presences.of("bob").get()).toBeNull();
});

test("who is drawn twice stays until both are gone", () => {
  const { clock, sent, presences } = world();
  const hide = presences.show("bob");
  presences.show("bob");
  clock.advance(1_000);
  hide();
  clock.advance(1_000);
  expect(sent).toHaveLength(1);
});

test("a new connection is told again whom we show, and that nobody is here", () => {
  const { clock, sent, line, presences } = world();
  line.isUp = false;
  presences.show("bob");
  presences.turn(true);
  clock.advance(1_000);
  expect(sent).toEqual([]);
  line.isUp = true;
  presences.resumed();
  presences.resumed();
  expect(sent).toEqual([
    { type: "presence", state: "away" },
    { type: "watch", users: ["bob"] },
    { type: "presence", state: "away" },
    { type: "watch", users: ["bob"] },
  ]);
});

test("of a crowd the latest are asked for, as many as the server allows", () => {
  const { clock, sent, presences } = world();
  presences.limited(3);
  for (let n = 0; n < 9; n++) presences.show(`p${n}`);
  clock.advance(1_000);
  expect(sent).toEqual([{ type: "watch", users: ["p6", "p7", "p8"] }]);
});

test("that somebody sits here is said when it changes, and only then", () => {
  const { sent, presences } = world();
  presences.turn(false);
  presences.turn(true);
  presences.turn(true);
  presences.turn(false);
  expect(sent).toEqual([
    { type: "presence", state: "away" },
    { type: "presence", state: "online" },
  ]);
});
