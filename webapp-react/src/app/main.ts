import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/direction.css";
import { Http } from "../lib/http";
import { speakOwn } from "../lib/i18n";
import { nextTask } from "../lib/next-task";
import { openSession } from "./connect";

// The words, what there is to be seen and what draws it are fetched side by side. Until all are there, there are shapes.
const speaking = speakOwn();
const http = new Http((url, init) => fetch(url, init));
const session = openSession(http, window.location.pathname);
// Whoever draws it looks at why.
session.catch(() => {});

/**
 * What draws it, each part evaluated in a task of its own, so that a key or a finger need not wait for all of them.
 * `build/first.ts` has them fetched with the page.
 */
const PARTS = [
  () => import("react-dom/client"),
  () => import("../lib/markdown/parse"),
  readOnce,
  () => import("./Conversation"),
];

const SAMPLES = ["*one*", "- `two`", "[three](https://four.example)"];

/** The grammar is slow the first time, and the server has not answered yet. */
async function readOnce(): Promise<void> {
  const { parse } = await import("../lib/markdown/parse");
  for (const sample of SAMPLES) {
    await nextTask();
    parse(sample);
  }
  await nextTask();
}

async function begin(): Promise<void> {
  for (const part of PARTS) await part();
  const { draw } = await import("./draw");
  draw(http, speaking, session);
}
// Not awaited here, for they import what is in this part.
void begin();
