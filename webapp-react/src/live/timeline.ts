import { hasPlace, sound } from "./sound";
import type { Message } from "./wire";

export interface Known {
  message: Message;
  /** The log position this copy is true at: an event at or below it is already in it. */
  asOf: number;
}

/**
 * The messages of one channel that are known here: all with a seq above `floor` and up to `ceiling`, none is missing
 * between. Pages and events may come in any order and overlap; the same facts give the same state.
 */
export class Timeline {
  readonly #byId = new Map<string, Known>();
  #ordered: Message[] | null = null;
  #floor: number;
  #ceiling: number;

  /** Without a ceiling it reaches into the present, and takes what is new. */
  constructor(floor: number, ceiling = Number.POSITIVE_INFINITY) {
    this.#floor = floor;
    this.#ceiling = ceiling;
  }

  get floor(): number {
    return this.#floor;
  }

  get ceiling(): number {
    return this.#ceiling;
  }

  get reachesStart(): boolean {
    return this.#floor === 0;
  }

  get newestSeq(): number {
    return this.messages().at(-1)?.seq ?? 0;
  }

  messages(): readonly Message[] {
    this.#ordered ??= [...this.#byId.values()].map((known) => known.message).sort((a, b) => a.seq - b.seq);
    return this.#ordered;
  }

  get(id: string): Message | undefined {
    return this.#byId.get(id)?.message;
  }

  /** A new or changed message or its tombstone, told by the event at `seq`. */
  tell(message: Message, seq: number): void {
    // A change to a message below the floor or above the ceiling: its page will bring it.
    if (message.seq <= this.#floor || message.seq > this.#ceiling) return;
    const known = this.#byId.get(message.id);
    if (known && known.asOf >= seq) return;
    this.#put({ message, asOf: seq });
  }

  /** The event at `seq` has changed a message that may be known here. */
  change(id: string, seq: number, how: (message: Message) => Message): void {
    const known = this.#byId.get(id);
    if (known && known.asOf < seq) this.#put({ message: how(known.message), asOf: seq });
  }

  /** A page that ends where our knowledge begins (or overlaps it), true as of `head`. */
  extendDown(page: readonly Message[], head: number, isStart: boolean): void {
    const messages = page.filter(hasPlace);
    const lowest = isStart ? 0 : (messages[0]?.seq ?? 1) - 1;
    for (const message of messages) this.#learn({ message, asOf: head });
    this.#floor = Math.min(this.#floor, lowest);
  }

  /** A page that begins where our knowledge ends, true as of `head`. The last one goes up to the head. */
  extendUp(page: readonly Message[], head: number, isEnd: boolean): void {
    const messages = page.filter(hasPlace);
    for (const message of messages) this.#learn({ message, asOf: head });
    this.#ceiling = Math.max(this.#ceiling, isEnd ? head : (messages.at(-1)?.seq ?? 0));
  }

  /** What is known of the time before, up to our floor at least. */
  absorb(past: Timeline): void {
    for (const known of past.#byId.values()) this.#learn(known);
    this.#floor = Math.min(this.#floor, past.#floor);
  }

  /** The newest of what is known, at most so many, and from where on none is missing among them. */
  newest(most: number): { floor: number; known: Known[] } {
    const messages = this.messages();
    const cut = messages.at(-most - 1);
    const shown = most > 0 ? messages.slice(-most) : [];
    const known = shown.flatMap(({ id }) => this.#byId.get(id) ?? []);
    return { floor: cut?.seq ?? this.#floor, known };
  }

  restore(known: readonly Known[]): void {
    for (const each of known) if (hasPlace(each.message)) this.#learn(each);
  }

  /** Forgets all but the newest, so that a long reading session does not fill the memory. */
  trim(keep: number): void {
    const messages = this.messages();
    const cut = messages[messages.length - keep - 1];
    if (!cut) return;
    for (const message of messages.slice(0, messages.length - keep)) this.#byId.delete(message.id);
    this.#floor = cut.seq;
    this.#ordered = null;
  }

  #learn({ message, asOf }: Known): void {
    const known = this.#byId.get(message.id);
    if (!known || known.asOf < asOf) {
      this.#put({ message: sound(message, { log: message.channel, seq: message.seq }), asOf });
    }
  }

  #put(known: Known): void {
    const before = this.#byId.get(known.message.id);
    this.#byId.set(known.message.id, known);
    if (this.#ordered && !before && known.message.seq > this.newestSeq) {
      this.#ordered = [...this.#ordered, known.message];
    } else {
      this.#ordered = null;
    }
  }
}
