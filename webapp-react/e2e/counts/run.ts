import type { Channel, Me } from "../../src/live/wire";
import { Acts, type Scene } from "./acts";
import { Chance } from "./chance";
import { Device, LOSSES } from "./device";
import { History } from "./history";
import { differences, fresh, same, shownOn, sumOf } from "./looks";
import { heads, listen, signIn, signUp } from "./people";

const DEVICES = ["phone", "laptop", "desk"];
const AT_ONCE = 8;
const LONGEST_BURST = 60;
const QUIET_LIMIT = 20_000;

const until = async (what: string, limit: number, look: () => Promise<unknown>): Promise<number> => {
  const began = Date.now();
  for (;;) {
    const wrong = await look();
    if (wrong === null) return Date.now() - began;
    if (Date.now() - began > limit)
      throw new Error(`waited ${limit} ms for ${what}: ${JSON.stringify(wrong, null, 1)}`);
    await new Promise((next) => setTimeout(next, 30));
  }
};

export interface Plan {
  base: string;
  seed: number;
  operations: number;
}

/** Throws when at a quiet moment anybody counts otherwise than the history does. */
export async function run({ base, seed, operations }: Plan): Promise<string> {
  const chance = new Chance(seed);
  const [ann, bob, cem, dora] = await Promise.all(
    ["ann", "bob", "cem", "dora"].map((name) => signUp(base, name, chance)),
  );
  if (!ann || !bob || !cem || !dora) throw new Error("nobody is there");
  const history = new History(dora.http, ann);
  const open: string[] = [];
  for (const name of ["garden", "kitchen", "attic"]) {
    const kind = name === "attic" ? "private" : "public";
    const channel = await dora.http.post<Channel>("/channels", { kind, name: `${name}-${dora.username}` });
    for (const { id } of [ann, bob, cem]) await dora.http.put(`/channels/${channel.id}/members/${id}`);
    open.push(channel.id);
  }
  const direct = (await dora.http.post<Channel>("/channels", { kind: "direct", members: [ann.id] })).id;
  const listener = listen(base, ann, chance, history);
  const me = await ann.http.get<Me>("/me");
  const devices: Device[] = [];
  for (const name of DEVICES) {
    devices.push(new Device(name, base, await signIn(base, ann), me, chance));
  }
  const scene: Scene = { me: ann, devices, others: [bob, cem, dora], keeper: dora, open, direct, history };
  let trail: string[] = [];
  const acts = new Acts(scene, chance, (what) => {
    trail.push(what);
    for (const { line } of devices) line.note(`-- ${what}`);
  });

  const seen = { looks: 0, unread: 0, mentions: 0, inThreads: 0 };
  let longest = 0;
  let quiet = 0;

  const settle = async () => {
    for (const device of devices) {
      device.line.losses = 0;
      device.comeBack();
    }
    const wrong = async (): Promise<unknown> => {
      if (listener.failed()) throw new Error(String(listener.failed()));
      for (const device of devices) device.comeBack();
      const now = await heads(base, ann, chance);
      for (const channel of [...open, direct]) await history.readOn(channel);
      const behind = Object.entries(now).flatMap(([log, head]) => [
        ...(history.cursor(log) === head ? [] : [{ who: "history", log, head, cursor: history.cursor(log) }]),
        ...devices
          .map(({ name, store }) => ({
            who: name,
            cursor: store.channels.get().find(({ id }) => id === log)?.head,
          }))
          .filter(({ cursor }) => log !== ann.id && cursor !== head)
          .map((one) => ({ ...one, log, head })),
      ]);
      const waiting = devices.filter(
        ({ store }) => store.waiting.get() > 0 || store.socket.connection.get().state !== "connected",
      );
      if (behind.length + waiting.length > 0) return { behind, waiting: waiting.map(({ name }) => name) };
      const [counts, threads] = [history.counts(), history.threads()];
      const sums = sumOf(counts, threads);
      const told = await fresh(ann.http, history);
      const all = [...devices.map((device) => shownOn(device, history)), told];
      const differing = all.flatMap((shown) => [
        ...differences(shown.who, counts, shown.counts),
        ...differences(shown.who, threads, shown.threads),
        ...differences(shown.who, sums, sumOf(shown.counts, shown.threads)),
        ...shown.wrong,
      ]);
      if (differing.length > 0) return differing;
      seen.looks += all.reduce((sum, { messages }) => sum + messages, 0);
      seen.unread += sums.unread;
      seen.mentions += sums.mentions;
      seen.inThreads += sums.inThreads;
      return null;
    };
    longest = Math.max(longest, await until("all to count alike", QUIET_LIMIT, wrong));
    quiet += 1;
    trail = [];
    for (const { line } of devices) {
      line.trace.length = 0;
      line.losses = LOSSES;
    }
  };

  try {
    const under = new Set<Promise<void>>();
    let left = chance.below(LONGEST_BURST);
    for (let done = 0; done < operations; done++) {
      const act = acts.next();
      under.add(act);
      // A failure is told by `Promise.race` or `Promise.all` below.
      act.then(
        () => under.delete(act),
        () => {},
      );
      if (under.size >= AT_ONCE) await Promise.race(under);
      if (left-- > 0) continue;
      left = chance.below(LONGEST_BURST);
      await Promise.all(under);
      await settle();
    }
    await Promise.all(under);
    await settle();
  } catch (error) {
    const traces = devices.map(({ name, line }) => `== ${name}\n${line.trace.join("\n")}`);
    throw new Error(`${error}\nsince the last quiet moment:\n${trail.join("\n")}\n${traces.join("\n")}`);
  } finally {
    for (const device of devices) device.stop();
    listener.close();
  }
  // The whole of it once more, in one go: it must not depend on the moments in which it was read.
  const again = new History(dora.http, ann);
  for (const channel of [...open, direct]) await again.readOn(channel);
  const both = [history, again].map(({ said }) => [...said.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  if (!same(both[0], both[1])) throw new Error("the log says something else when it is read later");
  if (Object.values(seen).includes(0)) throw new Error(`that was no test: ${JSON.stringify(seen)}`);
  const refused = Object.values(acts.refused).reduce((sum, each) => sum + each, 0);
  return (
    `C10 three devices: seed=${seed} operations=${operations} refused_or_lost=${refused} quiet_moments=${quiet}` +
    ` events=${history.events} messages=${history.said.size} looks_at_messages=${seen.looks} unread=${seen.unread}` +
    ` mentions=${seen.mentions} in_threads=${seen.inThreads} longest_settling_ms=${longest}`
  );
}
