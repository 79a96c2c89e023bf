/** Where the looks are taken: a village, and in it somebody of each kind and a place of each kind. */
import { person, say } from "./anchors-world.mjs";
import { caller, done, forAll } from "./attackers.mjs";
import { picture } from "./pictures.mjs";
import { fill, IN_ENGLISH } from "./village.mjs";

const wall = picture("wall.png", 900, 600, [178, 34, 52]).buffer;
const LONG = 40;

/** A world of its own for each window: nothing that is done in one of them is seen in another. */
export async function settle(base) {
  const village = await fill(base, IN_ENGLISH, wall);
  const { ann, bob, cem, garden, kitchen, music } = village;
  const fay = await person(base, "Fay");
  const tail = Math.random().toString(36).slice(2, 6);
  const opened = async (who, kind, name) => {
    const channel = await done(who.call, "POST", "/channels", { kind, name: `${name}-${tail}` });
    if (who !== ann) await done(who.call, "PUT", `/channels/${channel.id}/members/${ann.id}`);
    return channel;
  };
  const bed = await opened(ann, "private", "seed-bed");
  const shed = await opened(bob, "public", "shed");
  const attic = await opened(bob, "public", "attic");
  await say(bob, shed.id, "Who has the ladder?");
  await say(bob, attic.id, "All that we do not need any more");
  await done(bob.call, "PATCH", `/channels/${attic.id}`, { archived: true });
  await forAll(Array.from({ length: LONG }), (_, n) => say(cem, kitchen.id, `Plate ${n + 1} is washed`));
  const barred = await done(fay.call, "POST", "/channels", { kind: "direct", members: [ann.id] });
  await say(fay, barred.id, "You will want to hear this");
  await done(ann.call, "PUT", `/me/blocks/${fay.id}`);
  const own = await say(ann, village.direct.id, "You are welcome, there are more");
  await done(bob.call, "PUT", `/channels/${village.direct.id}/read`, { seq: own.seq });
  await done(ann.call, "POST", "/tokens", { name: "the watering" });
  await done(ann.call, "PATCH", `/channels/${kitchen.id}/preferences`, { favourite: true });
  await done(ann.call, "PATCH", `/channels/${music.id}/preferences`, { muted: true });
  const reply = await say(bob, garden.id, "The lemonade is on me", { parent: village.question.id });
  return { ...village, bed, shed, attic, barred, reply };
}

/** The same person a second time, with a session that ends by itself. */
export async function again(base, who) {
  const answer = await fetch(`${base}/api/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: base },
    body: JSON.stringify({ login: who.username, password: "a garden full of words" }),
  });
  const [name, value] = answer.headers.getSetCookie()[0].split(";")[0].split("=");
  return { ...who, cookie: { name, value }, call: caller(base, `${name}=${value}`) };
}
