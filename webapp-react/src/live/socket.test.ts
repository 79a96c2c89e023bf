import { beforeEach, expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { LiveSocket, type WireSocket } from "./socket";
import type { ServerFrame } from "./wire";

class Line implements WireSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: { type: string }[] = [];
  closed = false;
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {
    this.closed = true;
  }
  say(...frames: object[]) {
    this.onmessage?.({ data: JSON.stringify(frames) });
  }
}

const READY = { type: "ready", user: "ann", connection: "c", heads: { ann: 1 }, heartbeat: 20 };
let clock: FakeClock;
let lines: Line[];
let heard: ServerFrame[];
let refusals: number;
let online: boolean;
let socket: LiveSocket;
const line = () => lines.at(-1) as Line;

beforeEach(() => {
  clock = new FakeClock();
  lines = [];
  heard = [];
  refusals = 0;
  online = true;
  const open = () => {
    lines.push(new Line());
    return line();
  };
  socket = new LiveSocket(
    { open, clock, random: () => 0.5, isOnline: () => online },
    {
      cursors: () => ({ garden: 12 }),
      received: (frames) => heard.push(...frames),
      resumed: () => {},
      refusedEntry: () => {
        refusals += 1;
      },
    },
  );
});

function connect() {
  line().onopen?.();
  line().say(READY);
}

test("it resumes with its cursors before anything else", () => {
  socket.start();
  expect(socket.send({ type: "typing", channel: "garden" })).toBe(false);
  connect();
  expect(line().sent).toEqual([{ type: "resume", cursors: { garden: 12 } }]);
  expect(socket.connection.get()).toEqual({ state: "connected" });
});

test("it comes back after a loss, later each time, with full jitter up to 30 s", () => {
  socket.start();
  const waits: number[] = [];
  for (let n = 0; n < 9; n++) {
    const before = clock.now();
    line().onclose?.({ code: 1006 });
    const count = lines.length;
    while (lines.length === count) clock.advance(50);
    waits.push(clock.now() - before);
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000, 15000]);
  expect(refusals).toBe(9);
});

test("a connection that lasted starts the backoff from the beginning", () => {
  socket.start();
  for (let n = 0; n < 5; n++) {
    line().onclose?.({ code: 1006 });
    clock.advance(30_000);
  }
  connect();
  clock.advance(6_000);
  line().onclose?.({ code: 1006 });
  const count = lines.length;
  clock.advance(500);
  expect(lines.length).toBe(count + 1);
});

test("it obeys the time that bye names, even when woken", () => {
  socket.start();
  connect();
  line().say({ type: "bye", reason: "drain", retryAfter: 9_000 });
  line().onclose?.({ code: 1012 });
  clock.advance(8_900);
  socket.wake();
  expect(lines.length).toBe(1);
  clock.advance(200);
  expect(lines.length).toBe(2);
});

test("when the network is back it does not sit out the backoff", () => {
  socket.start();
  for (let n = 0; n < 6; n++) {
    line().onclose?.({ code: 1006 });
    clock.advance(30_000);
  }
  line().onclose?.({ code: 1006 });
  const count = lines.length;
  socket.wake();
  expect(lines.length).toBe(count + 1);
});

test("it pings every 20 s and gives up a line that was silent for 45 s", () => {
  socket.start();
  connect();
  clock.advance(20_000);
  expect(line().sent.at(-1)).toEqual({ type: "ping" });
  clock.advance(24_000);
  expect(line().closed).toBe(false);
  clock.advance(1_500);
  expect(lines[0]?.closed).toBe(true);
});

test("a line that answers its pings lives on", () => {
  socket.start();
  connect();
  for (let n = 0; n < 20; n++) {
    clock.advance(15_000);
    line().say({ type: "pong" });
  }
  expect(lines.length).toBe(1);
});

test("a sleeping laptop's dead line is found within 5 s of waking", () => {
  socket.start();
  connect();
  clock.advance(10_000);
  socket.wake();
  clock.advance(5_000);
  expect(lines[0]?.closed).toBe(true);
});

test("a handshake that hangs is given up after 20 s", () => {
  socket.start();
  clock.advance(19_000);
  expect(lines[0]?.closed).toBe(false);
  clock.advance(1_000);
  expect(lines[0]?.closed).toBe(true);
  expect(refusals).toBe(1);
});

test("a socket that is open waits for its welcome, and not for ever", () => {
  socket.start();
  line().onopen?.();
  clock.advance(29_000);
  expect(lines[0]?.closed).toBe(false);
  clock.advance(1_000);
  expect(lines[0]?.closed).toBe(true);
});

test("one that is not let in comes back when it is told to", () => {
  socket.start();
  line().onopen?.();
  line().say({ type: "bye", reason: "too many were waiting", retryAfter: 7_000 });
  line().onclose?.({ code: 1012 });
  clock.advance(6_999);
  expect(lines.length).toBe(1);
  clock.advance(1);
  expect(lines.length).toBe(2);
});

test("a session that is over is not knocked at again", () => {
  socket.start();
  connect();
  line().onclose?.({ code: 4001 });
  clock.advance(120_000);
  expect(lines.length).toBe(1);
  expect(socket.connection.get()).toEqual({ state: "ended" });
  socket.start();
  expect(lines.length).toBe(2);
});

test("frames of a line that was given up are not heard", () => {
  socket.start();
  connect();
  const old = line();
  const say = old.onmessage;
  socket.resync();
  heard = [];
  say?.({ data: JSON.stringify([{ type: "reset", log: "garden", head: 1 }]) });
  expect(heard).toEqual([]);
});

test("it says offline when the browser does, and after three failures", () => {
  socket.start();
  line().onclose?.({ code: 1006 });
  expect(socket.connection.get().state).toBe("connecting");
  clock.advance(30_000);
  line().onclose?.({ code: 1006 });
  clock.advance(30_000);
  line().onclose?.({ code: 1006 });
  expect(socket.connection.get().state).toBe("offline");
  socket.stop();
  online = false;
  socket.start();
  expect(socket.connection.get().state).toBe("offline");
});

test("the browser says that the network is gone: a line that does not answer is given up soon", () => {
  socket.start();
  connect();
  clock.advance(3_000);
  online = false;
  socket.networkGone();
  expect(line().sent.at(-1)).toEqual({ type: "ping" });
  clock.advance(1_500);
  expect(lines[0]?.closed).toBe(true);
  expect(socket.connection.get().state).toBe("offline");
});

test("the browser is wrong about the network: a line that answers is kept", () => {
  socket.start();
  connect();
  clock.advance(3_000);
  online = false;
  socket.networkGone();
  clock.advance(100);
  line().say({ type: "pong" });
  clock.advance(10_000);
  expect(lines[0]?.closed).toBe(false);
  expect(socket.connection.get().state).toBe("connected");
});
