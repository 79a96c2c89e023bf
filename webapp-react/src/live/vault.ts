import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import { Cell } from "../lib/cell";
import type { Pending, PendingShelf } from "./pending";

interface Schema extends DBSchema {
  pending: { key: string; value: Pending };
  drafts: { key: string; value: string };
  places: { key: string; value: string };
}

const nameFor = (user: string) => `confab-${user}`;

/**
 * What this browser keeps for one user: unacked sends, drafts, the last channel. Everything is in memory as well,
 * so that a browser without IndexedDB (private windows) only loses it with the page.
 */
export class Vault implements PendingShelf {
  readonly drafts: Cell<ReadonlyMap<string, string>>;
  lastChannel: string | null;

  private constructor(
    private readonly user: string,
    private readonly db: IDBPDatabase<Schema> | null,
    readonly saved: readonly Pending[],
    drafts: ReadonlyMap<string, string>,
    lastChannel: string | null,
  ) {
    this.drafts = new Cell(drafts);
    this.lastChannel = lastChannel;
  }

  static async open(user: string): Promise<Vault> {
    try {
      const db = await openDB<Schema>(nameFor(user), 1, {
        upgrade(fresh) {
          fresh.createObjectStore("pending");
          fresh.createObjectStore("drafts");
          fresh.createObjectStore("places");
        },
      });
      const pending = (await db.getAll("pending")).sort((a, b) => (a.at < b.at ? -1 : 1));
      const channels = await db.getAllKeys("drafts");
      const texts = await db.getAll("drafts");
      const drafts = new Map(channels.map((channel, at) => [channel, texts[at] ?? ""]));
      return new Vault(user, db, pending, drafts, (await db.get("places", "channel")) ?? null);
    } catch {
      return new Vault(user, null, [], new Map(), null);
    }
  }

  keep(pending: Pending): void {
    this.#write((db) => db.put("pending", pending, pending.clientId));
  }

  drop(clientId: string): void {
    this.#write((db) => db.delete("pending", clientId));
  }

  draft(channel: string): string {
    return this.drafts.get().get(channel) ?? "";
  }

  keepDraft(channel: string, text: string): void {
    if (this.draft(channel) === text) return;
    const drafts = new Map(this.drafts.get());
    if (text.trim()) drafts.set(channel, text);
    else drafts.delete(channel);
    this.drafts.set(drafts);
    this.#write((db) => (text.trim() ? db.put("drafts", text, channel) : db.delete("drafts", channel)));
  }

  visited(channel: string): void {
    this.lastChannel = channel;
    this.#write((db) => db.put("places", channel, "channel"));
  }

  /** On sign-out nothing stays on a shared computer. */
  async wipe(): Promise<void> {
    this.db?.close();
    await deleteDB(nameFor(this.user)).catch(() => {});
  }

  #write(change: (db: IDBPDatabase<Schema>) => Promise<unknown>): void {
    // A full disk must not stop the chat: the memory still has it.
    if (this.db) void change(this.db).catch(() => {});
  }
}
