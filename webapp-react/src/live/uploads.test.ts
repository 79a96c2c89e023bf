import { beforeEach, expect, test } from "vitest";
import { Http } from "../lib/http";
import { FakeClock } from "../testing/fake-clock";
import { fileOf, SimUpload } from "../testing/sim-uploads";
import { uploadApi } from "./upload-api";
import { type KeptUpload, type Parcel, Uploads } from "./uploads";

const LIMITS = { size: 100, attachments: 4 };

/** Ann's uploads, with a server that answers when the test says so. */
function world(kept: Record<string, readonly KeptUpload[]> = {}) {
  const clock = new FakeClock();
  const requests: SimUpload[] = [];
  const calls: string[] = [];
  const sent: { parcel: Parcel; files: string[] }[] = [];
  const shelf = new Map(Object.entries(kept));
  let signedOut = 0;
  const http = new Http(async (url, { method }) => {
    calls.push(`${method} ${url}`);
    return method === "GET" ? new Response(JSON.stringify(LIMITS)) : new Response(null, { status: 204 });
  });
  http.onUnauthenticated = () => {
    signedOut += 1;
  };
  let ids = 0;
  const uploads = new Uploads({
    api: uploadApi(http, () => {
      const request = new SimUpload();
      requests.push(request);
      return request;
    }),
    clock,
    shelf: {
      uploads: (place) => shelf.get(place) ?? [],
      keepUploads: (place, list) => void shelf.set(place, list),
    },
    newId: () => `u${++ids}`,
    send: (_place, parcel, files) => void sent.push({ parcel, files: files.map(({ id }) => id) }),
  });
  const look = () => uploads.tray("garden").get();
  const states = () => look().uploads.map(({ name, state }) => `${name} ${state}`);
  const add = (...names: string[]) =>
    uploads.add(
      "garden",
      names.map((name) => ({ name, body: new Blob(["12345"]) })),
    );
  const keyOf = (name: string) => look().uploads.find((each) => each.name === name)?.key ?? "";
  return {
    clock,
    requests,
    calls,
    sent,
    shelf,
    uploads,
    look,
    states,
    add,
    keyOf,
    signedOut: () => signedOut,
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const words = { channel: "garden", text: "look" };

let ann: ReturnType<typeof world>;
beforeEach(() => {
  ann = world();
});

test("two files go at a time, the others wait for their turn", async () => {
  ann.add("a", "b", "c");
  expect(ann.states()).toEqual(["a going", "b going", "c waiting"]);
  expect(ann.requests[0]?.url).toBe("/api/v1/files?name=a");
  ann.requests[0]?.progress(3);
  expect(ann.look().uploads[0]).toMatchObject({ state: "going", loaded: 3, size: 5 });
  ann.requests[0]?.keep();
  await settled();
  expect(ann.states()).toEqual(["a up", "b going", "c going"]);
});

test("a message waits for all of its files, and goes with them in their order", async () => {
  ann.add("a", "b");
  ann.uploads.send("garden", words);
  ann.requests[1]?.keep();
  await settled();
  expect(ann.sent).toEqual([]);
  expect(ann.look().sending).toBe(true);
  ann.requests[0]?.keep();
  await settled();
  expect(ann.sent).toEqual([{ parcel: words, files: ["f-a", "f-b"] }]);
  expect(ann.look()).toEqual({ uploads: [], sending: false, sent: 1, over: 0 });
  expect(ann.shelf.get("garden")).toEqual([]);
});

test("a file that fails keeps the message here, and can be sent once more", async () => {
  ann.add("a", "b");
  ann.uploads.send("garden", words);
  ann.requests[0]?.lose();
  ann.requests[1]?.keep();
  await settled();
  expect(ann.states()).toEqual(["a failed", "b up"]);
  expect(ann.look().sending).toBe(false);
  ann.uploads.retry("garden", ann.keyOf("a"));
  ann.requests[2]?.keep();
  await settled();
  expect(ann.states()).toEqual(["a up", "b up"]);
  expect(ann.sent).toEqual([]);
  ann.uploads.send("garden", words);
  expect(ann.sent).toEqual([{ parcel: words, files: ["f-a", "f-b"] }]);
});

test("what is taken out is cancelled on its way, or thrown away on the server", async () => {
  ann.add("a", "b", "c");
  ann.uploads.remove("garden", ann.keyOf("a"));
  expect(ann.requests[0]?.aborted).toBe(true);
  expect(ann.states()).toEqual(["b going", "c going"]);
  ann.requests[1]?.keep();
  await settled();
  ann.uploads.remove("garden", ann.keyOf("b"));
  await settled();
  expect(ann.calls).toEqual(["DELETE /api/v1/files/f-b"]);
  expect(ann.states()).toEqual(["c going"]);
});

test("who takes out the last file while the message waits goes on writing", () => {
  ann.add("a");
  ann.uploads.send("garden", words);
  ann.uploads.remove("garden", ann.keyOf("a"));
  expect(ann.sent).toEqual([]);
  expect(ann.look().sending).toBe(false);
});

test("what is too big, a folder or too many is told before anything is sent", async () => {
  await ann.uploads.learnLimits();
  ann.uploads.add("garden", [
    { name: "big", body: new Blob(["x".repeat(101)]) },
    { name: "folder", body: null },
    ...["a", "b", "c"].map((name) => ({ name, body: new Blob(["x"]) })),
  ]);
  expect(ann.states()).toEqual(["big refused", "folder refused", "a going", "b going"]);
  expect(ann.look().over).toBe(1);
  expect(ann.requests).toHaveLength(2);
});

test("a server that is busy is asked again when it said, and not for ever", async () => {
  ann.add("a");
  for (let n = 0; n < 5; n++) {
    ann.requests.at(-1)?.answer(429, { title: "Too many", retryAfter: 2 });
    await settled();
    expect(ann.states()).toEqual(["a going"]);
    ann.clock.advance(2000);
  }
  expect(ann.requests).toHaveLength(6);
  ann.requests.at(-1)?.answer(429, { title: "Too many", retryAfter: 2 });
  await settled();
  expect(ann.states()).toEqual(["a failed"]);
});

test("an upload on which nothing moves for a minute is given up", async () => {
  ann.add("a");
  ann.clock.advance(59_000);
  ann.requests[0]?.progress(1);
  ann.clock.advance(59_000);
  expect(ann.states()).toEqual(["a going"]);
  ann.clock.advance(1_000);
  await settled();
  expect(ann.states()).toEqual(["a failed"]);
  expect(ann.clock.pending).toBe(0);
});

test("after a reload what was up is there, and what was not is said to be lost", () => {
  const file = fileOf("a");
  const old = fileOf("old", { at: "2026-02-27T09:00:00.000Z" });
  const later = world({
    garden: [
      { name: "a", size: 5, file },
      { name: "b", size: 5 },
      { name: "old", size: 5, file: old },
    ],
  });
  expect(later.states()).toEqual(["a up", "b lost", "old lost"]);
  later.uploads.retry("garden", later.keyOf("b"));
  expect(later.requests).toEqual([]);
});

test("what is kept for a reload is what is up, and the names of the rest", async () => {
  ann.add("a", "b");
  const file = ann.requests[0]?.keep();
  await settled();
  expect(ann.shelf.get("garden")).toEqual([
    { name: "a", size: 5, file },
    { name: "b", size: 5 },
  ]);
});

test("a session that has ended shows at an upload too", async () => {
  ann.add("a");
  ann.requests[0]?.answer(401, { title: "Signed out" });
  await settled();
  expect(ann.signedOut()).toBe(1);
  expect(ann.states()).toEqual(["a failed"]);
});
