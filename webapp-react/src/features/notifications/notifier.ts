import type { Clock } from "../../lib/clock";
import { lateWords } from "../../lib/late-words";
import type { NoticeChoice } from "../../lib/notices";
import { previewOf } from "../../lib/preview";
import { isDirect, labelOf, namesReader } from "../../live/naming";
import type { LiveStore } from "../../live/store";
import type { ChannelView } from "../../live/views";
import { isInChannel, type Message } from "../../live/wire";
import type { Board } from "./board";
import type { Tabs } from "./tabs";

export interface NotifierWorld {
  clock: Clock;
  board: Board;
  tabs: Tabs;
  chosen(): NoticeChoice;
  play(): void;
}

/** Who reads it elsewhere at once need not be told; and of several, only the last is shown. */
const PAUSE = 500;
/** A conversation that has just begun may not be listed yet. */
const MOST_PAUSES = 6;
const MOST_LETTERS = 160;

interface Told {
  channel: string;
  seq: number;
  /** Of a reply that stands in its thread alone. */
  root?: string;
}

/** Whether somebody wants to be told of it. Who is called by name is, also where it is quiet otherwise. */
export function isWanted(
  message: Pick<Message, "mentions">,
  channel: Pick<ChannelView, "kind" | "muted">,
  me: string,
  of: NoticeChoice["of"],
): boolean {
  if (of === "nothing") return false;
  if (message.mentions?.includes(me)) return true;
  if (channel.muted) return false;
  return of === "all" || isDirect(channel) || namesReader(message, me);
}

/** Tells of messages that arrive while nobody looks: one notice for each conversation, until it is read. */
export class Notifier {
  readonly #waiting = new Map<string, Message[]>();
  readonly #told = new Map<string, Told>();
  readonly #cancels = new Set<() => void>();
  readonly #unsubscribe: (() => void)[];
  #stopped = false;

  constructor(
    private readonly store: LiveStore,
    private readonly world: NotifierWorld,
  ) {
    store.onArrival = (message) => this.#arrived(message);
    this.#unsubscribe = [
      store.channels.subscribe(() => this.#takeRead()),
      store.followed.view.subscribe(() => this.#takeRead()),
      store.socket.connection.subscribe(() => {
        if (store.socket.connection.get().state === "ended") this.#takeAll();
      }),
    ];
    void this.#adopt();
  }

  stop(): void {
    this.#stopped = true;
    this.store.onArrival = () => {};
    for (const end of [...this.#unsubscribe, ...this.#cancels]) end();
  }

  /** What a page before this one has put up is taken down when all is read that was said until now. */
  async #adopt(): Promise<void> {
    for (const tag of await this.world.board.tags()) {
      const channel = this.store.channels.get().find(({ id }) => id === tag);
      if (channel && !this.#told.has(tag)) this.#told.set(tag, { channel: tag, seq: channel.head });
    }
    this.#takeRead();
  }

  #arrived(message: Message): void {
    const { channel, author } = message;
    if (author === this.store.me.get().id || this.store.blocks.has(author)) return;
    const waiting = this.#waiting.get(channel);
    if (waiting) return void waiting.push(message);
    this.store.people.need([author]);
    this.#waiting.set(channel, [message]);
    this.#later(channel, MOST_PAUSES);
  }

  #later(channel: string, pauses: number): void {
    const cancel = this.world.clock.after(PAUSE, () => {
      this.#cancels.delete(cancel);
      void this.#tell(channel, pauses);
    });
    this.#cancels.add(cancel);
  }

  async #tell(id: string, pauses: number): Promise<void> {
    const { store, world } = this;
    const channel = store.channels.get().find((each) => each.id === id);
    if (!channel && pauses > 1) return this.#later(id, pauses - 1);
    const arrived = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    const isQuiet = store.status.now.get().state === "dnd";
    if (!channel || isQuiet || !world.board.isOpen() || !world.tabs.leads()) return;
    const { of, sound, words } = world.chosen();
    const me = store.me.get().id;
    const message = arrived.findLast(
      (each) =>
        each.seq > channel.readSeq && !store.blocks.has(each.author) && isWanted(each, channel, me, of),
    );
    if (!message || (await world.tabs.isLooked()) || this.#stopped) return;
    const root = isInChannel(message) ? undefined : message.parent;
    await world.board.put({
      tag: id,
      title: this.#titleOf(message, channel),
      body: words ? trimmed(previewOf(message.text ?? "", message.attachments)) : lateWords().notices.message,
      path: root ? `/c/${id}/t/${root}` : `/c/${id}`,
    });
    this.#told.set(id, { channel: id, seq: message.seq, ...(root && { root }) });
    if (sound) world.play();
    // It may have been read while it was put up.
    this.#takeRead();
  }

  #titleOf({ author }: Message, channel: ChannelView): string {
    const place = labelOf(channel, this.store.me.get().id);
    const name = this.store.people.known.get().get(author)?.displayName;
    return name && channel.kind !== "direct" ? lateWords().notices.from(name, place) : place;
  }

  #takeRead(): void {
    if (this.#told.size === 0) return;
    const channels = new Map(this.store.channels.get().map((each) => [each.id, each]));
    const threads = new Map(this.store.followed.view.get().map((each) => [each.root.id, each]));
    for (const [tag, { channel, seq, root }] of this.#told) {
      const isRead = (channels.get(channel)?.readSeq ?? seq) >= seq;
      if (isRead || threads.get(root ?? "")?.unread === 0) this.#take(tag);
    }
  }

  #takeAll(): void {
    for (const tag of this.#told.keys()) this.#take(tag);
  }

  #take(tag: string): void {
    this.#told.delete(tag);
    void this.world.board.take(tag);
  }
}

function trimmed(words: string): string {
  const letters = [...words];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join("").trimEnd()}…` : words;
}
