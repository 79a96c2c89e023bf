import type { Http } from "../../src/lib/http";
import type { Channel, LogEvent, Message } from "../../src/live/wire";

/** What was said, as the log tells it. */
export interface Said {
  id: string;
  channel: string;
  seq: number;
  author: string;
  parent: string | null;
  inChannel: boolean;
  text: string;
  isDeleted: boolean;
  /** Emoji and person, the first first. */
  reactions: { emoji: string; user: string }[];
}

interface Place {
  channel: string;
  follows: boolean;
  readSeq: number;
}

interface Seat {
  readSeq: number;
  muted: boolean;
}

const PAGE = 200;

/**
 * All that has happened, told once more from the logs alone: the channels' by somebody who is in all of them, and the
 * own one of whom it is about. Nothing of the app and none of the server's counts is used.
 */
export class History {
  readonly said = new Map<string, Said>();
  readonly #cursors = new Map<string, number>();
  readonly #seats = new Map<string, Seat>();
  readonly #places = new Map<string, Place>();
  events = 0;

  constructor(
    private readonly archivist: Http,
    private readonly me: { id: string; username: string },
  ) {}

  cursor(log: string): number {
    return this.#cursors.get(log) ?? 0;
  }

  /** What the channel's log says that is not known yet. */
  async readOn(channel: string): Promise<void> {
    for (;;) {
      const after = this.cursor(channel);
      const page = await this.archivist.get<{ events: LogEvent[]; head: number }>(
        `/channels/${channel}/log`,
        {
          after,
          limit: PAGE,
        },
      );
      for (const event of page.events) this.hear(event);
      if (this.cursor(channel) >= page.head) return;
    }
  }

  hear(event: LogEvent): void {
    const next = this.cursor(event.log) + 1;
    if (event.seq < next) return;
    if (event.seq > next) throw new Error(`${event.log} lacks ${next}: ${JSON.stringify(event)}`);
    this.#cursors.set(event.log, event.seq);
    this.events += 1;
    if (event.log === this.me.id) this.#mine(event);
    else this.#happen(event);
  }

  #happen({ log, seq, kind, body }: LogEvent): void {
    const message = body as unknown as Message;
    switch (kind) {
      case "message.posted":
        this.said.set(message.id, {
          id: message.id,
          channel: log,
          seq,
          author: message.author,
          parent: message.parent ?? null,
          inChannel: !message.parent || message.inChannel === true,
          text: message.text ?? "",
          isDeleted: message.text === undefined,
          reactions: [],
        });
        break;
      case "message.edited": {
        const said = this.said.get(message.id);
        if (said && message.text !== undefined) said.text = message.text;
        break;
      }
      case "message.deleted": {
        const said = this.said.get(message.id);
        if (said) Object.assign(said, { text: "", isDeleted: true, reactions: [] });
        break;
      }
      case "reaction.added":
        this.said
          .get(String(body.message))
          ?.reactions.push({ emoji: String(body.emoji), user: String(body.user) });
        break;
      case "reaction.removed": {
        const said = this.said.get(String(body.message));
        if (said)
          said.reactions = said.reactions.filter(
            ({ emoji, user }) => emoji !== body.emoji || user !== body.user,
          );
        break;
      }
    }
  }

  #mine({ kind, body }: LogEvent): void {
    const channel = String(body.channel ?? "");
    switch (kind) {
      case "channel.joined":
        this.#seats.set(channel, { readSeq: Number(body.head), muted: false });
        break;
      case "channel.left":
        this.#seats.delete(channel);
        break;
      case "read.moved":
        this.#seat(channel).readSeq = Number(body.seq);
        break;
      case "channel.marked":
        this.#seat(channel).muted = body.muted === true;
        break;
      case "thread.marked":
        this.#places.set(String(body.message), {
          channel,
          follows: body.follows === true,
          readSeq: Number(body.readSeq),
        });
        break;
    }
  }

  #seat(channel: string): Seat {
    const seat = this.#seats.get(channel);
    if (!seat) throw new Error(`a mark in ${channel}, where nobody of us is`);
    return seat;
  }

  get channels(): string[] {
    return [...this.#seats.keys()];
  }

  repliesTo(root: string): Said[] {
    return [...this.said.values()].filter(({ parent, isDeleted }) => parent === root && !isDeleted);
  }

  #names(said: Said): "me" | "all" | null {
    const names = said.text.split(/\s+/u);
    if (names.includes(`@${this.me.username}`)) return "me";
    return names.includes("@here") || names.includes("@channel") ? "all" : null;
  }

  /** By channel: what is unread, and how often it names us. */
  counts(): Record<string, { unread: number; mentions: number; readSeq: number; muted: boolean }> {
    const counts: ReturnType<History["counts"]> = {};
    for (const [channel, { readSeq, muted }] of [...this.#seats].sort()) {
      const behind = [...this.said.values()].filter(
        (said) =>
          said.channel === channel && said.seq > readSeq && said.author !== this.me.id && !said.isDeleted,
      );
      counts[channel] = {
        unread: behind.filter(({ inChannel }) => inChannel).length,
        mentions: behind.filter((said) => {
          const names = this.#names(said);
          return names === "me" || (names === "all" && !muted);
        }).length,
        readSeq,
        muted,
      };
    }
    return counts;
  }

  /** By the root of a thread that we follow, where anything was said: what is unread in it. */
  threads(): Record<string, { unread: number; replies: number }> {
    const threads: ReturnType<History["threads"]> = {};
    for (const [root, place] of [...this.#places].sort()) {
      const replies = this.repliesTo(root);
      if (!place.follows || !this.#seats.has(place.channel) || replies.length === 0) continue;
      const unread = replies.filter(({ author, seq }) => author !== this.me.id && seq > place.readSeq);
      threads[root] = { unread: unread.length, replies: replies.length };
    }
    return threads;
  }

  /** What must stand under a message: each emoji with whom it is from, and how many have replied. */
  under(id: string): { reactions: string[]; replies: number } | null {
    const said = this.said.get(id);
    if (!said) return null;
    const by = new Map<string, string[]>();
    for (const { emoji, user } of said.reactions) by.set(emoji, [...(by.get(emoji) ?? []), user]);
    return {
      reactions: [...by].map(([emoji, users]) => `${emoji} ${users.join(" ")}`),
      replies: this.repliesTo(id).length,
    };
  }
}

/** What a list of channels says, in the form of `History.counts`. */
export const countsOf = (
  channels: readonly Pick<Channel, "id" | "unread" | "mentions" | "readSeq" | "muted">[],
) =>
  Object.fromEntries(
    channels
      .map(({ id, unread, mentions, readSeq, muted }) => [id, { unread, mentions, readSeq, muted }] as const)
      .sort(),
  );

/** What messages say, in the form of `History.under`. */
export const underOf = ({ reactions, replies }: Message) => ({
  reactions: (reactions ?? []).map(({ emoji, users }) => `${emoji} ${users.join(" ")}`),
  replies: replies?.count ?? 0,
});
