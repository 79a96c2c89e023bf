/** A workspace with much to read in it, said by REST: messages of every height, the same in each run. */
import { caller, done, forAll } from "./attackers.mjs";
import { picture } from "./pictures.mjs";

const PASSWORD = "a garden full of words";
const WORDS =
  "the roses by the wall are out and somebody should water what stands behind the shed before the sun is high".split(
    " ",
  );

/** Chance that is the same each time. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function text(n) {
  const roll = chance(n + 1);
  const words = (count) => Array.from({ length: count }, () => WORDS[roll(WORDS.length)]).join(" ");
  switch (roll(8)) {
    case 0:
      return `${n}\n\`\`\`\n${Array.from({ length: 2 + roll(12) }, () => words(4)).join("\n")}\n\`\`\``;
    case 1:
      return `${n} ${words(60 + roll(160))}`;
    case 2:
      return `${n}\n${Array.from({ length: 2 + roll(6) }, () => `- ${words(1 + roll(30))}`).join("\n")}`;
    case 3:
      return `> ${words(12)}\n\n${n} ${words(8)}`;
    default:
      return `${n} ${words(1 + roll(40))}`;
  }
}

export async function person(base, displayName) {
  const username = `${displayName.toLowerCase()}-${Math.random().toString(36).slice(2, 10)}`;
  const answer = await caller(base)("POST", "/accounts", {
    username,
    email: `${username}@example.com`,
    password: PASSWORD,
    displayName,
  });
  if (answer.status >= 300) throw new Error(`${displayName} could not sign up: ${answer.status}`);
  const cookie = answer.cookies.map((each) => each.split(";")[0]).join("; ");
  const [name, value] = cookie.split("; ")[0].split("=");
  return { id: answer.value.id, call: caller(base, cookie), cookie: { name, value } };
}

export const say = (who, channel, words, rest = {}) =>
  done(who.call, "POST", `/channels/${channel}/messages`, {
    clientId: crypto.randomUUID(),
    text: words,
    ...rest,
  });

export const image = async (who, name, width, height) =>
  done(who.call, "POST", `/files?name=${name}.png`, picture(name, width, height, [178, 34, 52]).buffer);

/** `garden` is long and of every height, `hall` has short lines only, `yard` is where one goes meanwhile. */
export async function fill(base, length) {
  const bob = await person(base, "Bob");
  const cyd = await person(base, "Cyd");
  const open = (name) =>
    done(bob.call, "POST", "/channels", {
      kind: "public",
      name: `${name}-${Math.random().toString(36).slice(2, 8)}`,
    });
  const [garden, hall, yard] = [await open("garden"), await open("hall"), await open("yard")];
  for (const { id } of [garden, hall, yard]) await done(cyd.call, "PUT", `/channels/${id}/members/${cyd.id}`);
  // Some at once: who speaks when is chance, but what is said at a place is not told apart by it.
  await forAll(Array.from({ length }), (_, n) => say(n % 3 === 0 ? cyd : bob, garden.id, text(n)));
  await forAll(Array.from({ length: 320 }), (_, n) => say(bob, hall.id, `line ${n}`));
  await forAll(Array.from({ length: 60 }), (_, n) => say(cyd, yard.id, text(n)));
  return { bob, cyd, garden: garden.id, hall: hall.id, yard: yard.id };
}

/** Somebody who reads all of it, and has read it up to now. */
export async function reader(base, world) {
  const ann = await person(base, "Ann");
  for (const channel of [world.garden, world.hall, world.yard]) {
    await done(ann.call, "PUT", `/channels/${channel}/members/${ann.id}`);
    const { head } = await done(ann.call, "GET", `/channels/${channel}/messages?limit=1`);
    await done(ann.call, "PUT", `/channels/${channel}/read`, { seq: head });
  }
  return ann;
}
