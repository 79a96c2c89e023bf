/** A small workspace in which people have talked: a channel with everything in it, said by REST in the words given. */

import { person, say } from "./anchors-world.mjs";
import { done } from "./attackers.mjs";

export const IN_ENGLISH = {
  language: "en",
  people: ["Ann Underwood", "Bob Okafor", "Cem Yıldız", "Dua Haddad"],
  channels: ["rose-garden", "kitchen", "music-room"],
  topic: "All that grows, and all that should not",
  morning: "Good morning! The **first roses** are out, all along the south wall.",
  proud: "And the beans have found the poles by themselves.",
  call: "can you bring the shears on Saturday? The hedge is over the window.",
  code: "```js\n// Waters what is dry, and only that.\nfor (const bed of beds)\n  if (bed.moisture < 0.3) pump.open(bed, { minutes: 5 });\n```",
  codeLead: "The new watering, please have a look:",
  picture: "The wall this morning",
  plan: "> Who has the key of the shed?\n\nIt hangs behind the door. For Saturday:\n\n1. hedge\n2. compost\n3. cake",
  question: "Shall we sow the late lettuce this week, or is it too hot?",
  replies: [
    "In the shade of the wall it works.",
    "I have seeds left from last year.",
    "Then Thursday evening, with lemonade.",
  ],
  edited: "The rain barrel is full again, 300 litres.",
  last: "See you on Saturday 🌻",
  kitchen: "Soup for twelve at noon, who helps?",
  direct: "Thank you for the seedlings!",
  draft: "I can also bring",
};

export const IN_GERMAN = {
  ...IN_ENGLISH,
  language: "de",
  people: ["Anna Unterholz", "Bruno Okafor", "Cem Yıldız", "Dua Haddad"],
  channels: ["rosengarten", "küche", "musikzimmer"],
  topic: "Alles, was wächst, und alles, was nicht wachsen soll",
  morning: "Guten Morgen! Die **ersten Rosen** blühen, an der ganzen Südmauer.",
  proud: "Und die Bohnen haben die Stangen von allein gefunden.",
  call: "bringst du am Samstag die Heckenschere mit? Die Hecke wächst schon vor dem Fenster.",
  codeLead: "So wird jetzt gegossen, bitte einmal ansehen:",
  picture: "Die Mauer heute früh",
  plan: "> Wer hat den Schlüssel zum Schuppen?\n\nEr hängt hinter der Tür. Für Samstag:\n\n1. Hecke\n2. Kompost\n3. Kuchen",
  question: "Säen wir noch diese Woche den späten Salat, oder ist es zu heiß?",
  replies: [
    "Im Schatten der Mauer geht es.",
    "Ich habe noch Samen vom letzten Jahr.",
    "Dann Donnerstagabend, mit Limonade.",
  ],
  edited: "Die Regentonne ist wieder voll, 300 Liter.",
  last: "Bis Samstag 🌻",
  kitchen: "Mittags Suppe für zwölf, wer hilft?",
  direct: "Danke für die Setzlinge!",
  draft: "Ich kann auch noch",
};

export const IN_ARABIC = {
  ...IN_ENGLISH,
  language: "ar",
  people: ["آن سليم", "باسل عمر", "جميل يونس", "دعاء حداد"],
  channels: ["حديقة-الورد", "المطبخ", "غرفة-الموسيقى"],
  topic: "كل ما ينمو، وكل ما لا ينبغي أن ينمو",
  morning: "صباح الخير! تفتّحت **أولى الورود** على طول الجدار الجنوبي.",
  proud: "والفاصولياء وجدت الأعمدة وحدها.",
  call: "هل تحضرين المقصّ يوم السبت؟ السياج غطّى النافذة.",
  codeLead: "هكذا نسقي الآن، ألقوا نظرة من فضلكم:",
  picture: "الجدار هذا الصباح",
  plan: "> من معه مفتاح المخزن؟\n\nهو معلّق خلف الباب. ليوم السبت:\n\n1. السياج\n2. السماد\n3. الكعكة",
  question: "هل نزرع الخسّ المتأخر هذا الأسبوع، أم أن الجو حار جدًا؟",
  replies: ["في ظل الجدار يصلح.", "بقيت عندي بذور من العام الماضي.", "إذن مساء الخميس، مع عصير الليمون."],
  edited: "امتلأ برميل المطر من جديد، 300 لتر.",
  last: "إلى اللقاء يوم السبت 🌻",
  kitchen: "حساء لاثني عشر شخصًا ظهرًا، من يساعد؟",
  direct: "شكرًا على الشتلات!",
  draft: "ويمكنني أيضًا أن",
};

/** `tag` keeps its channels apart from those of the same name. */
export async function fill(base, talk, picture, tag = `-${Math.random().toString(36).slice(2, 6)}`) {
  const [ann, bob, cem, dua] = await Promise.all(
    talk.people.map(async (name, n) => ({
      name,
      ...(await person(base, ["Ann", "Bob", "Cem", "Dua"][n])),
    })),
  );
  for (const each of [ann, bob, cem, dua]) {
    await done(each.call, "PATCH", "/me", { displayName: each.name });
    each.username = (await done(each.call, "GET", "/me")).username;
  }
  const channels = [];
  for (const name of talk.channels) {
    const channel = await done(bob.call, "POST", "/channels", {
      kind: "public",
      name: name + tag,
      topic: talk.topic,
    });
    for (const each of [ann, cem, dua])
      await done(each.call, "PUT", `/channels/${channel.id}/members/${each.id}`);
    channels.push(channel);
  }
  const [garden, kitchen, music] = channels;
  const react = async (message, emoji, ...who) => {
    for (const each of who)
      await done(each.call, "PUT", `/messages/${message.id}/reactions/${encodeURIComponent(emoji)}`);
  };

  const morning = await say(bob, garden.id, talk.morning);
  await react(morning, "🌹", ann, cem, dua);
  await react(morning, "🎉", dua);
  await say(bob, garden.id, talk.proud);
  await say(cem, garden.id, `${talk.codeLead}\n\n${talk.code}`);
  const question = await say(dua, garden.id, talk.question);
  for (const [n, words] of talk.replies.entries())
    await say([bob, cem, ann][n], garden.id, words, { parent: question.id });
  const plan = await say(cem, garden.id, talk.plan);
  await done(ann.call, "PUT", `/messages/${plan.id}/pin`);
  await react(plan, "👍", ann, bob);
  const file = await done(bob.call, "POST", "/files?name=wall.png", picture);
  const shown = await say(bob, garden.id, talk.picture, { attachments: [file.id] });
  await react(shown, "😍", ann, dua);
  const edited = await say(ann, garden.id, talk.last.slice(0, -3));
  await done(ann.call, "PATCH", `/messages/${edited.id}`, { text: talk.edited });
  await done(ann.call, "PUT", `/messages/${edited.id}/saved`);
  const gone = await say(dua, garden.id, "…");
  await done(dua.call, "DELETE", `/messages/${gone.id}`);
  const call = await say(dua, garden.id, `@${ann.username} ${talk.call}`);
  const last = await say(cem, garden.id, talk.last);
  await react(last, "🌻", bob, dua);
  await done(ann.call, "PUT", `/channels/${garden.id}/read`, { seq: call.seq - 1 });
  await say(cem, kitchen.id, talk.kitchen);
  await done(ann.call, "PUT", `/channels/${music.id}/draft`, { text: talk.draft });
  const direct = await done(bob.call, "POST", "/channels", { kind: "direct", members: [ann.id] });
  await say(bob, direct.id, talk.direct);
  return { ann, bob, cem, dua, garden, kitchen, music, direct, question, morning, shown };
}
