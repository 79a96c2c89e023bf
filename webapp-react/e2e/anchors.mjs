/**
 * Nothing moves under a reader's eyes: in Chromium, Firefox and WebKit, in the app as it is, against a server
 * (CONFAB_URL; its flood limits lifted). For each case it measures in each engine by how many pixels what the reader
 * looks at has moved, and prints the table. Ends with exit code 1 when that is more than two somewhere, three times in a
 * row.
 * CONFAB_ENGINES and CONFAB_CASES name some of them.
 */
import { CASES } from "./anchors-cases.mjs";
import { lookingGlass } from "./anchors-page.mjs";
import { waiting } from "./anchors-wire.mjs";
import { fill, reader } from "./anchors-world.mjs";
import { ENGINES } from "./engines.mjs";

const GATE_PX = 2;
const TRIES = 3;
const LENGTH = Number(process.env.CONFAB_LENGTH ?? 900);
const SIZE = { width: 1200, height: 844 };

const base = process.env.CONFAB_URL;
const chosen = (name, all) => process.env[name]?.split(",") ?? all;
const cases = CASES.filter(({ name }) =>
  chosen("CONFAB_CASES", [name]).some((words) => name.includes(words)),
);
const engines = chosen("CONFAB_ENGINES", Object.keys(ENGINES));

/** Each engine in a world of its own, so that they may do so at the same time. */
async function look(engine) {
  const world = await fill(base, LENGTH);
  const ann = await reader(base, world);
  const wire = await waiting(base);
  const cookie = { ...ann.cookie, httpOnly: true, sameSite: "Lax" };
  let page;
  try {
    page = await ENGINES[engine].start({ base: wire.url, cookie, ...SIZE });
    const enter = async (path) => {
      await page.open(path);
      await page.evaluate(lookingGlass);
    };
    const stage = { page, world, ann, wire, enter, glass: (fn, ...args) => page.evaluate(fn, ...args) };
    const results = [];
    const once = async ({ run }) => {
      const from = Date.now();
      const ms = () => Date.now() - from;
      try {
        await page.resize(SIZE.width, SIZE.height);
        return { ...(await run(stage)), ms: ms() };
      } catch (error) {
        await page
          .shot(`${process.env.CONFAB_SHOTS ?? "../target/screenshots"}/anchors-${engine}.png`)
          .catch(() => {});
        const failure = process.env.CONFAB_STACKS ? error.stack : error.message.split("\n")[0];
        return { px: Number.NaN, failure, ms: ms() };
      } finally {
        wire.release();
      }
    };
    // What a case loads is to come from the server: a device that keeps nothing, as one says at the sign-in.
    await enter(`/c/${world.yard}`);
    await page.evaluate(() => localStorage.setItem("confab.shared", "yes"));
    await enter(`/c/${world.yard}`);
    for (const each of cases) {
      let result = await once(each);
      // A frame that a busy machine shows late is not there the second time; what the app does wrong is.
      for (let n = 2; n <= TRIES && !(result.px <= GATE_PX); n += 1) {
        console.error(`${engine}: ${each.name}: ${result.failure ?? `${result.px} px`}`);
        const { note, ...again } = await once(each);
        result = { ...again, note: [note, `try ${n}`].filter(Boolean).join(", ") };
      }
      results.push(result);
    }
    return { version: page.version, results };
  } finally {
    await page?.close();
    wire.close();
  }
}

function print(seen) {
  const columns = Object.entries(seen).map(
    ([engine, { version }]) => `${engine} ${version.split(".").slice(0, 2).join(".")}`,
  );
  const cell = ({ px, note }) =>
    `${Number.isNaN(px) ? "failed" : Math.round(px * 10) / 10}${note ? ` (${note})` : ""}`;
  const lines = [
    ["px by which it moved", ...columns],
    ...cases.map(({ name }, n) => [name, ...Object.values(seen).map(({ results }) => cell(results[n]))]),
    [
      "seconds",
      ...Object.values(seen).map(
        ({ results }) => `${Math.round(results.reduce((all, { ms }) => all + ms, 0) / 1000)}`,
      ),
    ],
  ];
  const widths = lines[0].map((_, n) => Math.max(...lines.map((line) => line[n].length)));
  for (const line of lines)
    console.log(
      line
        .map((each, n) => each.padEnd(widths[n]))
        .join("  ")
        .trimEnd(),
    );
}

const missing = Object.fromEntries(engines.map((engine) => [engine, ENGINES[engine].missing()]));
for (const [engine, why] of Object.entries(missing)) if (why) console.log(`skipped: ${engine}: ${why}`);
const here = engines.filter((engine) => !missing[engine]);
const looks = await Promise.all(here.map(look));
const seen = Object.fromEntries(here.map((engine, n) => [engine, looks[n]]));
const all = looks.flatMap(({ results }) => results);
const failed = all.filter(({ px }) => !(px <= GATE_PX)).length;
print(seen);
console.log(`${all.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
