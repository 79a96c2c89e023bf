/** Places to go to and much that is said there, by REST. */

import { person, text } from "./anchors-world.mjs";
import { done, forAll } from "./attackers.mjs";

const pause = (ms) => new Promise((over) => setTimeout(over, ms));

/** Where people are held to a rate, it waits as it is told. */
export async function say(who, channel, words) {
  const message = { clientId: crypto.randomUUID(), text: words };
  for (;;) {
    const { status, value } = await who.call("POST", `/channels/${channel}/messages`, message);
    if (status < 300) return value;
    if (status !== 429) throw new Error(`${words} was answered ${status}: ${JSON.stringify(value)}`);
    await pause(1_000 * (value?.retryAfter ?? 1));
  }
}

export async function people(base, count) {
  return forAll(Array.from({ length: count }), (_, n) => person(base, `Speaker${n}`));
}

/** A channel with all of them in it. */
export async function open(owner, members, name) {
  const run = Math.random().toString(36).slice(2, 8);
  const { id } = await done(owner.call, "POST", "/channels", { kind: "public", name: `${name}-${run}` });
  await forAll(members, (each) => done(each.call, "PUT", `/channels/${id}/members/${each.id}`));
  return id;
}

/** Says so many things in the channel; their ids. */
export async function talk(speakers, channel, count) {
  const said = await forAll(Array.from({ length: count }), (_, n) =>
    say(speakers[n % speakers.length], channel, text(n)),
  );
  return said.map(({ id }) => id);
}

export async function readAll(reader, channel) {
  const { head } = await done(reader.call, "GET", `/channels/${channel}/messages?limit=1`);
  await done(reader.call, "PUT", `/channels/${channel}/read`, { seq: head });
}

/** The time that the server takes for one page of each channel, in ms. */
export async function pageTimes(reader, channels) {
  const times = [];
  for (const channel of channels) {
    const from = performance.now();
    await done(reader.call, "GET", `/channels/${channel}/messages?limit=50`);
    times.push(performance.now() - from);
  }
  return times;
}

export { person };
