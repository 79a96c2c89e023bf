/** People who write attacks wherever something can be written, by REST, as any client may. */
import { readFileSync } from "node:fs";
import { picture } from "./pictures.mjs";

export const attacks = JSON.parse(
  readFileSync(new URL("../../src/test/resources/markdown/attacks.json", import.meta.url), "utf8"),
);

const AT_ONCE = 8;
const LONGEST_NAME = 80;
const PASSWORD = "a garden full of words";

/** As a name can be: on one line, and so long. */
export const lined = (attack) => attack.replace(/\s+/gu, " ").trim().slice(0, LONGEST_NAME);

/** By this it is found whether an attack has been on the screen. */
export const marked = (attack, n) => `${attack}\n\nmark-${n};`;

export function caller(base, cookie) {
  return async (method, path, body, more = {}) => {
    const isJson = body !== undefined && !Buffer.isBuffer(body);
    const type = isJson ? "application/json" : "application/octet-stream";
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        Origin: base,
        ...(cookie && { Cookie: cookie }),
        ...(body !== undefined && { "Content-Type": type }),
        ...more,
      },
      body: isJson ? JSON.stringify(body) : body,
    });
    const text = await answer.text();
    const value = /json/u.test(answer.headers.get("content-type") ?? "") ? JSON.parse(text) : null;
    return { status: answer.status, value, cookies: answer.headers.getSetCookie() };
  };
}

/** The same for all of them, a few at once. */
export async function forAll(list, deed) {
  const results = new Array(list.length);
  const queue = list.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [n, each] of queue) results[n] = await deed(each, n);
    }),
  );
  return results;
}

export async function done(call, ...what) {
  const { status, value } = await call(...what);
  if (status >= 300)
    throw new Error(`${what[0]} ${what[1]} was answered ${status}: ${JSON.stringify(value)}`);
  return value;
}

/** `attempt` must be refused for each attack. */
export async function refused(what, attempt) {
  const statuses = await forAll(attacks, async (attack) => (await attempt(attack)).status);
  const taken = attacks.filter((_, n) => statuses[n] < 400 || statuses[n] >= 500);
  if (taken.length > 0) throw new Error(`${what}: ${JSON.stringify(taken)} were not refused`);
}

/** The first of these that is taken: where the very attack cannot be, what comes nearest. */
export async function tryAll(call, method, path, ...bodies) {
  for (const body of bodies) {
    const answer = await call(method, path, body);
    if (answer.status < 300) return answer;
    if (answer.status !== 422 || body === bodies.at(-1))
      throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.value)}`);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const printable = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\ufeff]/gu, "");

/** With the text as it is, or else without what no text may hold. */
export const writes = async (call, method, path, body) =>
  (await tryAll(call, method, path, body, { ...body, text: printable(body.text) })).value;

/** As many attacks in each as there is room for: to sign up costs the server more than all else here. */
const names = [];
for (const attack of attacks.map(lined)) {
  const longer = `${names.at(-1) ?? ""} ${attack}`.trim();
  if (longer.length <= LONGEST_NAME) names[Math.max(0, names.length - 1)] = longer;
  else names.push(attack);
}

/** Everybody signs up with attacks for a name. */
export async function signUpAll(base, run) {
  return forAll(names, async (displayName, n) => {
    const username = `h${n}-${run}`;
    const account = { username, email: `${username}@example.com`, password: PASSWORD };
    const { value, cookies } = await tryAll(
      caller(base),
      "POST",
      "/accounts",
      { ...account, displayName },
      { ...account, displayName: printable(displayName) },
    );
    const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
    return { id: value.id, username, name: value.displayName, cookie, call: caller(base, cookie) };
  });
}

/** Whose the nth attack is. */
export const authorOf = (people, n) => people[n % people.length];

/** A channel whose name and topic are attacks, as far as they can be. */
export const openChannel = async (person, kind, name, topic) =>
  (
    await tryAll(
      person.call,
      "POST",
      "/channels",
      { kind, name, topic },
      { kind, name: printable(name), topic: printable(lined(topic)) },
    )
  ).value;

/** For each attack a channel with the victim in it and one to be found; with each person a conversation, and groups. */
export async function fillPlaces(people, victim) {
  await forAll(people, ({ call, name }, n) =>
    writes(call, "PUT", "/me/status", { state: n % 2 ? "dnd" : "online", emoji: "🌷", text: name }),
  );
  const places = await forAll(attacks, async (attack, n) => {
    const person = authorOf(people, n);
    const own = await openChannel(person, "private", lined(attack), attack);
    await done(person.call, "PUT", `/channels/${own.id}/members/${victim.id}`);
    const open = await openChannel(person, "public", lined(`h${n}-${person.username} ${attack}`), attack);
    const direct = await done(person.call, "POST", "/channels", { kind: "direct", members: [victim.id] });
    await post(person, direct.id, marked(attack, n));
    return { own, open, direct };
  });
  const groups = [];
  for (let from = 0; from + 1 < people.length; from += 7) groups.push(people.slice(from, from + 7));
  await forAll(groups, async ([first, ...others]) => {
    const members = [victim.id, ...others.map(({ id }) => id)];
    if (members.length > 1) await done(first.call, "POST", "/channels", { kind: "group", members });
  });
  return places;
}

export const post = (person, channel, text, rest = {}) =>
  writes(person.call, "POST", `/channels/${channel}/messages`, {
    clientId: crypto.randomUUID(),
    text,
    ...rest,
  });

/** Every attack is said in the channel, with a file called by it, is answered, and reacts. */
export async function talk(people, channel, victim) {
  const image = picture("x.png", 40, 30, [178, 34, 52]).buffer;
  await forAll(people, ({ id, call }) => done(call, "PUT", `/channels/${channel}/members/${id}`));
  const files = [];
  const messages = await forAll(attacks, async (attack, n) => {
    const person = authorOf(people, n);
    const bytes = n % 2 ? Buffer.from(attack) : image;
    const path = `/files?name=${encodeURIComponent(attack)}`;
    const sent = await person.call("POST", path, bytes);
    const file =
      sent.status === 422 ? await done(person.call, "POST", "/files?name=refused", bytes) : sent.value;
    files[n] = file.name;
    return post(person, channel, `${marked(attack, n)} @${victim.username}`, { attachments: [file.id] });
  });
  await forAll(messages, async ({ id }, n) => {
    const other = authorOf(people, n + 1);
    await post(other, channel, "yes", { parent: id });
    await done(other.call, "PUT", `/messages/${id}/reactions/🌷`);
  });
  const root = await post(people[0], channel, marked(attacks[0], 0));
  await forAll(attacks, (attack, n) =>
    post(authorOf(people, n), channel, marked(attack, n), { parent: root.id }),
  );
  return { messages, files, root };
}

// The server keeps so many versions of a message at most.
const MOST_VERSIONS = 100;

/** Messages that have said everything before. */
export async function changeMind(person, channel) {
  const halves = [attacks.slice(0, MOST_VERSIONS / 2), attacks.slice(MOST_VERSIONS / 2)];
  return forAll(halves, async (half, which) => {
    const { id } = await post(person, channel, "so it began");
    for (const [n, attack] of half.entries())
      await writes(person.call, "PATCH", `/messages/${id}`, {
        text: marked(attack, n + (which * MOST_VERSIONS) / 2),
      });
    await done(person.call, "PATCH", `/messages/${id}`, { text: "so it ended" });
    return { id, count: half.length };
  });
}
