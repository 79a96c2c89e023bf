import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPObjectStore,
  openDB,
  type StoreNames,
} from "idb";
import { Cell } from "../lib/cell";
import type { DraftShelf } from "./drafts";
import type { Kept } from "./kept";
import type { Pending, PendingShelf } from "./pending";
import type { KeptRoom } from "./room";
import type { News } from "./store";
import type { KeptUpload, UploadShelf } from "./uploads";
import type { User } from "./wire";

interface Schema extends DBSchema {
  pending: { key: string; value: Pending };
  drafts: { key: string; value: string };
  places: { key: string; value: string };
  unsynced: { key: string; value: string };
  uploads: { key: string; value: readonly KeptUpload[] };
  rooms: { key: string; value: KeptRoom };
  self: { key: string; value: News["self"] };
  users: { key: string; value: readonly User[] };
}

const nameFor = (user: string) => `confab-${user}`;

interface Contents {
  session: Kept | null;
  pending: readonly Pending[];
  drafts: ReadonlyMap<string, string>;
  unsynced: ReadonlyMap<string, string>;
  uploads: ReadonlyMap<string, readonly KeptUpload[]>;
  lastChannel: string | null;
  recent: readonly string[];
}

/** So many conversations are known to have been visited last. */
const MOST_RECENT = 20;
const SELF = "self";
const NOTHING: Contents = {
  session: null,
  pending: [],
  drafts: new Map(),
  unsynced: new Map(),
  uploads: new Map(),
  lastChannel: null,
  recent: [],
};

/**
 * What this browser keeps for one user: unacked sends, drafts with what is to go along, the last channel. Everything
 * of that is in memory as well, so that a browser without IndexedDB (private windows) only loses it with the page. And
 * what is known of the conversations, so that the page can be drawn before the network answers, or without one.
 */
export class Vault implements PendingShelf, DraftShelf, UploadShelf {
  readonly drafts: Cell<ReadonlyMap<string, string>>;
  readonly saved: readonly Pending[];
  /** As this browser knew it when it was opened. */
  readonly session: Kept | null;
  lastChannel: string | null;
  /** The channels that were visited last, the last first. */
  recent: readonly string[];
  whenWritten: (place: string) => void = () => {};
  readonly #pending: Map<string, Pending>;
  readonly #unsynced: Map<string, string>;
  readonly #uploads: Map<string, readonly KeptUpload[]>;
  #db: IDBPDatabase<Schema> | null = null;
  #isWhole = false;

  private constructor(
    private readonly user: string,
    kept: Contents,
  ) {
    this.session = kept.session;
    this.saved = kept.pending;
    this.drafts = new Cell(kept.drafts);
    this.lastChannel = kept.lastChannel;
    this.recent = kept.recent;
    this.#unsynced = new Map(kept.unsynced);
    this.#pending = new Map(kept.pending.map((each) => [each.clientId, each]));
    this.#uploads = new Map(kept.uploads);
  }

  static async open(user: string): Promise<Vault> {
    try {
      const db = await openBase(user);
      const vault = new Vault(user, await readAll(db));
      vault.#holds(db);
      return vault;
    } catch {
      return new Vault(user, NOTHING);
    }
  }

  /** A sign-out in another tab wiped what lies on the disk. Who is signed in again here keeps what is still in memory. */
  async reopen(): Promise<void> {
    if (this.#db) return;
    try {
      this.#holds(await openBase(this.user));
    } catch {
      return;
    }
    for (const pending of this.#pending.values()) this.keep(pending);
    for (const place of new Set([...this.places, ...this.#unsynced.keys()])) {
      this.#put(place, this.draft(place), this.#unsynced.get(place));
    }
    for (const [place, uploads] of this.#uploads) this.#write("uploads", (to) => to.put(uploads, place));
    if (this.lastChannel) this.visited(this.lastChannel);
  }

  keep(pending: Pending): void {
    this.#pending.set(pending.clientId, pending);
    this.#write("pending", (to) => to.put(pending, pending.clientId));
  }

  drop(clientId: string): void {
    this.#pending.delete(clientId);
    this.#write("pending", (to) => to.delete(clientId));
  }

  draft(place: string): string {
    return this.drafts.get().get(place) ?? "";
  }

  /** Written here: the other devices are to be told. */
  keepDraft(place: string, text: string): void {
    if (this.draft(place) === text || (!text.trim() && !this.drafts.get().has(place))) return;
    const at = new Date().toISOString();
    this.#unsynced.set(place, at);
    this.#put(place, text, at);
    this.whenWritten(place);
  }

  takeDraft(place: string, text: string): void {
    if (this.draft(place) !== text) this.#put(place, text);
  }

  get unsynced(): ReadonlyMap<string, string> {
    return this.#unsynced;
  }

  get places(): Iterable<string> {
    return this.drafts.get().keys();
  }

  synced(place: string): void {
    this.#unsynced.delete(place);
    this.#write("unsynced", (to) => to.delete(place));
  }

  /** Words without the mark that nobody has been told of them would be taken for old ones: both are kept, or neither. */
  #put(place: string, text: string, unsynced?: string): void {
    const drafts = new Map(this.drafts.get());
    if (text.trim()) drafts.set(place, text);
    else drafts.delete(place);
    this.drafts.set(drafts);
    this.#writeTo(["drafts", "unsynced"], (store) => [
      text.trim() ? store("drafts").put(text, place) : store("drafts").delete(place),
      ...(unsynced ? [store("unsynced").put(unsynced, place)] : []),
    ]);
  }

  uploads(place: string): readonly KeptUpload[] {
    return this.#uploads.get(place) ?? [];
  }

  keepUploads(place: string, kept: readonly KeptUpload[]): void {
    if (kept.length > 0) this.#uploads.set(place, kept);
    else if (!this.#uploads.delete(place)) return;
    this.#write("uploads", (to) => (kept.length > 0 ? to.put(kept, place) : to.delete(place)));
  }

  visited(channel: string): void {
    this.lastChannel = channel;
    this.recent = [channel, ...this.recent.filter((each) => each !== channel)].slice(0, MOST_RECENT);
    this.#write("places", (to) => to.put(channel, "channel"));
    this.#write("places", (to) => to.put(this.recent.join(" "), "recent"));
  }

  /** Whether all is on the disk that was kept: then what has changed since is enough. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** All of it or none. */
  async keepNews({ isWhole, self, rooms, gone }: News, users: readonly User[] | null): Promise<void> {
    const db = this.#db;
    try {
      const change = db?.transaction(["self", "rooms", "users"], "readwrite");
      if (!change) return;
      const writes: Promise<unknown>[] = [change.objectStore("self").put(self, SELF)];
      if (isWhole) writes.push(change.objectStore("rooms").clear());
      for (const room of rooms) writes.push(change.objectStore("rooms").put(room, room.facts.id));
      for (const id of gone) writes.push(change.objectStore("rooms").delete(id));
      if (users) writes.push(change.objectStore("users").put(users, SELF));
      change.commit();
      this.#isWhole = true;
      await Promise.all([...writes, change.done]);
    } catch {
      // A full disk, or closed under us.
      this.#isWhole = false;
    }
  }

  /** The session is over: what others have said does not stay here. What was written here does. */
  async forgetSession(): Promise<void> {
    this.#isWhole = false;
    for (const name of ["self", "rooms", "users"] as const) await this.#db?.clear(name).catch(() => {});
  }

  /** On sign-out nothing stays on a shared computer. */
  async wipe(): Promise<void> {
    this.close();
    await deleteDB(nameFor(this.user)).catch(() => {});
  }

  #holds(db: IDBPDatabase<Schema>): void {
    this.#db = db;
    // Whoever wipes, in whatever tab, must not have to wait for this one.
    db.addEventListener("versionchange", () => this.close());
    db.addEventListener("close", () => this.close());
  }

  close(): void {
    this.#db?.close();
    this.#db = null;
    this.#isWhole = false;
  }

  #write<S extends StoreNames<Schema>>(
    name: S,
    change: (store: IDBPObjectStore<Schema, S[], S, "readwrite">) => Promise<unknown>,
  ): void {
    this.#writeTo([name], (store) => [change(store(name))]);
  }

  /**
   * Committed at once, because the page may be on its way out: then one transaction comes to its end, and a second one
   * may not (Chromium). A full disk must not stop the chat.
   */
  #writeTo<S extends StoreNames<Schema>>(
    names: S[],
    change: (
      store: <N extends S>(name: N) => IDBPObjectStore<Schema, S[], N, "readwrite">,
    ) => Promise<unknown>[],
  ): void {
    if (!this.#db) return;
    try {
      const transaction = this.#db.transaction(names, "readwrite");
      const changed = change((name) => transaction.objectStore(name));
      transaction.commit();
      Promise.all([...changed, transaction.done]).catch(() => {});
    } catch {
      // It was closed under us: the memory still has it.
    }
  }
}

const openBase = (user: string) =>
  openDB<Schema>(nameFor(user), 4, {
    async upgrade(db, from, _to, transaction) {
      if (from < 4) for (const name of ["self", "rooms", "users"] as const) db.createObjectStore(name);
      if (from < 3) db.createObjectStore("uploads");
      if (from < 1) {
        db.createObjectStore("pending");
        db.createObjectStore("drafts");
        db.createObjectStore("places");
      }
      if (from >= 2) return;
      const unsynced = db.createObjectStore("unsynced");
      // Written when no other device could be told of it.
      const written = new Date().toISOString();
      for (const place of await transaction.objectStore("drafts").getAllKeys()) {
        await unsynced.put(written, place);
      }
    },
  });

async function readAll(db: IDBPDatabase<Schema>): Promise<Contents> {
  const pending = (await db.getAll("pending")).sort((a, b) => (a.at < b.at ? -1 : 1));
  const [drafts, unsynced] = [await readMap(db, "drafts"), await readMap(db, "unsynced")];
  const places = await db.getAllKeys("uploads");
  const lists = await db.getAll("uploads");
  const uploads = new Map(places.map((place, at) => [place, lists[at] ?? []]));
  const lastChannel = (await db.get("places", "channel")) ?? null;
  const recent = ((await db.get("places", "recent")) ?? "").split(" ").filter(Boolean);
  return { session: await readSession(db), pending, drafts, unsynced, uploads, lastChannel, recent };
}

async function readSession(db: IDBPDatabase<Schema>): Promise<Kept | null> {
  const read = db.transaction(["self", "rooms", "users"]);
  const [self, rooms, users] = await Promise.all([
    read.objectStore("self").get(SELF),
    read.objectStore("rooms").getAll(),
    read.objectStore("users").get(SELF),
  ]);
  return self ? { ...self, rooms, users: users ?? [] } : null;
}

async function readMap(db: IDBPDatabase<Schema>, name: "drafts" | "unsynced"): Promise<Map<string, string>> {
  const keys = await db.getAllKeys(name);
  const values = await db.getAll(name);
  return new Map(keys.map((key, at) => [key, values[at] ?? ""]));
}
