import type { FileFacts } from "../../lib/files";
import type { Pending } from "../../live/pending";
import type { Message } from "../../live/wire";
import { fileOf } from "../sim-uploads";

const AT = "2026-03-01T09:00:00.000Z";

export const message = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  channel: "garden",
  seq: 3,
  author: "bob",
  at: AT,
  text: "The roses are out, all along the wall.",
  ...more,
});

/** Drawn from the one picture that is always there: the path of its id leads to it. */
const picture = (name: string, width: number, height: number): FileFacts =>
  fileOf(name, { id: `../favicon.svg?${name}`, type: "image/png", width, height });

export const files = {
  picture: [picture("wall.png", 640, 400)],
  tall: [picture("tower.png", 200, 900)],
  grid: ["one", "two", "three", "four", "five", "six"].map((name) => picture(`${name}.png`, 400, 300)),
  other: [
    fileOf("minutes of the meeting in the greenhouse, second version, corrected.pdf", { size: 734_003 }),
    fileOf("seeds.csv", { size: 1_204 }),
    fileOf("قائمة البذور.ods", { size: 88_000 }),
  ],
  sound: [fileOf("blackbird.mp3", { type: "audio/mpeg", size: 310_000 })],
  film: [fileOf("bees.mp4", { type: "video/mp4", size: 9_310_000 })],
};

export const pending = (state: "sending" | "failed", more: Partial<Pending> = {}): Pending =>
  ({
    clientId: `c-${state}`,
    channel: "garden",
    text: "I bring the ladder.",
    at: AT,
    state,
    ...(state === "failed" && {
      problem: { type: "about:blank", title: "You may not write here", status: 403 },
    }),
    ...more,
  }) as Pending;

export const LONG_WORD =
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);
export const LONG_NAME =
  "Wolfeschlegelsteinhausenbergerdorff the Gardener of the Northern and the Southern Wall";

export const CODE = `\`\`\`java
/** Waters what is dry. */
void water(Bed bed) {
  if (bed.moisture() < 0.3) pump.open(Duration.ofMinutes(5)); // and not a minute longer than that, for the well is low
}
\`\`\``;

export const MARKDOWN = `**Bold**, *italic*, ~~struck~~, \`code\`, [a link](https://garden.test/roses) and https://garden.test/a/very/long/path

> What is quoted stands behind a line.

1. dig
2. sow
   - beans
   - peas

| bed | what | how many |
|:----|:----:|---------:|
| north | roses | 12 |
| south | *beans* | 140 |

---

@ann, @bob, #garden and :tulip:

${CODE}`;
