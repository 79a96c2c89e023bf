import { Cell } from "../lib/cell";
import { PAGE, PAGE_LIMIT } from "./live-api";
import type { LogEvent, MentionPage, Message } from "./wire";

export interface MentionsView {
  /** The newest first. */
  messages: readonly Message[];
  reachesEnd: boolean;
  loading: boolean;
  failed: boolean;
}

const MOST_MEANWHILE = 1_000;
const EVERYBODY = new Set(["channel", "here"]);

/**
 * The messages of others that name us. The server tells them by pages; what happens after that is told by the logs.
 * What is told while an answer is under way is told once more on top of it: events carry states, so that is harmless.
 */
export class Mentions {
  readonly view = new Cell<MentionsView>({ messages: [], reachesEnd: false, loading: false, failed: false });
  readonly #shown = new Map<string, Message>();
  #next: string | null = null;
  #isKnown = false;
  #isOpen = false;
  #isAsking = false;
  #hasFailed = false;
  /** Something was missed while an answer was under way: it is to be asked for again. */
  #mustAskAgain = false;
  #meanwhile: LogEvent[] = [];

  constructor(
    private readonly me: string,
    private readonly ask: (limit: number, cursor?: string) => Promise<MentionPage>,
    private readonly shows: (messages: readonly Message[]) => void,
    private readonly isBlocked: (user: string) => boolean,
  ) {}

  /** The list is on the screen. The answer closes it. */
  open(): () => void {
    this.#isOpen = true;
    void this.#load();
    return () => {
      this.#isOpen = false;
      this.#trim();
    };
  }

  /** The page after the last one; or the first, if that is what has failed. */
  more(): void {
    if (!this.#isAsking && !(this.#isKnown && this.#next === null)) void this.#load(this.#next);
  }

  /** What was told may not have been all. Who is not looking is told afresh on coming back. */
  renew(): void {
    if (this.#isOpen) void this.#load();
  }

  /** Somebody was blocked, or is not any more. */
  blocksChanged(): void {
    for (const [id, { author }] of this.#shown) if (this.isBlocked(author)) this.#shown.delete(id);
    this.#publish();
    this.renew();
  }

  resumed(): void {
    if (this.#hasFailed) this.renew();
  }

  left(channel: string): void {
    for (const [id, message] of this.#shown) if (message.channel === channel) this.#shown.delete(id);
    this.#publish();
    // An answer that is under way still knows of them.
    if (this.#isAsking) this.#mustAskAgain = true;
  }

  heard(event: LogEvent): void {
    if (!["message.posted", "message.edited", "message.deleted"].includes(event.kind)) return;
    if (this.#isAsking && this.#meanwhile.push(event) > MOST_MEANWHILE) {
      this.#meanwhile = [];
      this.#mustAskAgain = true;
    }
    if (this.#isKnown && this.#apply(event)) this.#publish();
    if (!this.#isOpen) this.#trim();
  }

  async #load(cursor: string | null = null): Promise<void> {
    if (this.#isAsking) {
      this.#mustAskAgain = true;
      return;
    }
    this.#isAsking = true;
    this.#hasFailed = false;
    this.#meanwhile = [];
    this.#publish();
    try {
      const limit = cursor === null ? Math.min(Math.max(PAGE, this.#shown.size), PAGE_LIMIT) : PAGE;
      const page = await this.ask(limit, cursor ?? undefined);
      if (cursor === null) this.#shown.clear();
      for (const message of page.mentions) this.#shown.set(message.id, message);
      this.#next = page.next ?? null;
      this.#isKnown = true;
      this.#publish();
      for (const event of this.#meanwhile.splice(0)) this.#apply(event);
    } catch {
      this.#hasFailed = true;
    }
    this.#isAsking = false;
    this.#publish();
    if (!this.#mustAskAgain) return;
    this.#mustAskAgain = false;
    this.renew();
  }

  #apply(event: LogEvent): boolean {
    const message = event.body as unknown as Message;
    if (event.kind === "message.deleted" || !this.#namesUs(message)) return this.#shown.delete(message.id);
    // An old one that was changed has its place in a page that is not here yet.
    const last = this.view.get().messages.at(-1)?.id ?? "";
    if (event.kind === "message.edited" && message.id < last && this.#next !== null) return false;
    this.#shown.set(message.id, message);
    return true;
  }

  #namesUs({ author, mentions, deletedAt }: Message): boolean {
    if (author === this.me || deletedAt || this.isBlocked(author)) return false;
    return mentions?.some((name) => name === this.me || EVERYBODY.has(name)) ?? false;
  }

  /** Nobody looks: a page is enough to come back to. */
  #trim(): void {
    if (this.#shown.size <= PAGE) return;
    const kept = new Set(this.view.get().messages.slice(0, PAGE));
    for (const [id, message] of this.#shown) if (!kept.has(message)) this.#shown.delete(id);
    this.#publish();
  }

  #publish(): void {
    // Ids grow with time, and the server's pages go by them.
    const messages = [...this.#shown.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
    const old = this.view.get();
    const same =
      messages.length === old.messages.length && messages.every((each, at) => each === old.messages[at]);
    if (!same) this.shows(messages);
    this.view.set({
      messages: same ? old.messages : messages,
      reachesEnd: this.#isKnown && this.#next === null,
      loading: this.#isAsking,
      failed: this.#hasFailed,
    });
  }
}
