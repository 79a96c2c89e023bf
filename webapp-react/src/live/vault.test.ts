import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { fileOf } from "../testing/sim-uploads";
import type { Pending } from "./pending";
import { Vault } from "./vault";

const pending = (clientId: string, at: string): Pending => ({
  clientId,
  channel: "garden",
  text: clientId,
  at,
  state: "sending",
});
const written = () => new Promise((resolve) => setTimeout(resolve, 30));

test("pending sends and drafts are there after a reload, oldest first", async () => {
  const vault = await Vault.open("ann");
  vault.keep(pending("second", "2026-03-01T09:00:02.000Z"));
  vault.keep(pending("first", "2026-03-01T09:00:01.000Z"));
  vault.keep(pending("gone", "2026-03-01T09:00:00.000Z"));
  vault.drop("gone");
  vault.keepDraft("garden", "half a thought");
  vault.visited("garden");
  await written();
  const again = await Vault.open("ann");
  expect(again.saved.map((each) => each.clientId)).toEqual(["first", "second"]);
  expect(again.draft("garden")).toBe("half a thought");
  expect([...again.unsynced.keys()]).toEqual(["garden"]);
  expect(again.lastChannel).toBe("garden");
});

test("one user's words are not another's, and sign-out leaves nothing", async () => {
  const ann = await Vault.open("ann2");
  ann.keepDraft("garden", "secret");
  await written();
  expect((await Vault.open("bob")).draft("garden")).toBe("");
  await ann.wipe();
  expect((await indexedDB.databases()).map((each) => each.name)).not.toContain("confab-ann2");
});

test("what was uploaded for a message outlives a reload, with the message and without", async () => {
  const file = fileOf("rose.png");
  const vault = await Vault.open("eve");
  vault.keep({ ...pending("look", "2026-03-01T09:00:00.000Z"), files: [file] });
  vault.keepUploads("garden", [{ name: "rose.png", size: 5, file }]);
  vault.keepUploads("kitchen", [{ name: "pan.png", size: 5 }]);
  vault.keepUploads("kitchen", []);
  await written();
  const again = await Vault.open("eve");
  expect(again.saved[0]?.files).toEqual([file]);
  expect(again.uploads("garden")).toEqual([{ name: "rose.png", size: 5, file }]);
  expect(again.uploads("kitchen")).toEqual([]);
});

test("a draft and that nobody was told of it are written together: a page that goes may end one write, not two", async () => {
  const vault = await Vault.open("finn");
  const begun = vi.spyOn(IDBDatabase.prototype, "transaction");
  vault.keepDraft("garden", "half a thought");
  vault.keepDraft("garden", "");
  expect(begun.mock.calls.map(([stores]) => stores)).toEqual([
    ["drafts", "unsynced"],
    ["drafts", "unsynced"],
  ]);
  begun.mockRestore();
});

test("an emptied draft is forgotten", async () => {
  const vault = await Vault.open("cy");
  vault.keepDraft("garden", "x");
  vault.keepDraft("garden", "  ");
  expect(vault.drafts.get().size).toBe(0);
});

test("a wipe does not wait for another tab, and whoever signs in again there keeps what was on the screen", async () => {
  const here = await Vault.open("dora");
  const there = await Vault.open("dora");
  there.keepDraft("garden", "half a thought");
  there.keep(pending("unsent", "2026-03-01T09:00:00.000Z"));
  await written();
  await here.wipe();
  there.keepDraft("kitchen", "written while signed out");
  await written();
  expect((await indexedDB.databases()).map((each) => each.name)).not.toContain("confab-dora");
  await there.reopen();
  there.drop("sent meanwhile");
  await written();
  const again = await Vault.open("dora");
  expect(again.saved.map((each) => each.clientId)).toEqual(["unsent"]);
  expect(again.draft("garden")).toBe("half a thought");
  expect(again.draft("kitchen")).toBe("written while signed out");
});
