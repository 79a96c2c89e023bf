import { admit, remove } from "../../src/features/channels/channels-api";
import {
  deleteMessage,
  editMessage,
  followThread,
  react,
  unreact,
} from "../../src/features/timeline/timeline-api";
import { type Http, HttpProblem } from "../../src/lib/http";
import type { Chance } from "./chance";
import type { Device } from "./device";
import type { History, Said } from "./history";
import type { Account } from "./line";

export interface Someone extends Account {
  http: Http;
}

/** Somebody whom it is about, with devices; others who act; and the places where all of it happens. */
export interface Scene {
  me: Account;
  devices: readonly Device[];
  others: readonly Someone[];
  /** Of the others, who is in every channel, and looks after all of them. */
  keeper: Someone;
  /** Channels that can be left. */
  open: readonly string[];
  /** Where everybody stays. */
  direct: string;
  /** What was known at the last quiet moment. */
  history: History;
}

/** How often each is done, beside each other. */
const WEIGHTS = {
  othersPost: 14,
  othersReply: 10,
  othersReact: 7,
  othersEdit: 6,
  othersDelete: 3,
  othersComeOrGo: 1,
  weSend: 6,
  weReply: 5,
  weReact: 6,
  weEdit: 2,
  weDelete: 1,
  weRead: 12,
  weReadSome: 4,
  weMarkUnread: 6,
  weReadThread: 6,
  weFollow: 4,
  weMute: 3,
  weLook: 5,
  weLookAtThread: 3,
  weGoBack: 3,
  weLeave: 2,
  weJoin: 4,
  aDeviceGoes: 5,
  aDeviceComesBack: 8,
  aLineBreaks: 3,
  aPageIsReloaded: 1,
} as const;

export type Act = keyof typeof WEIGHTS;

/** More threads than one list has are another matter. */
const MOST_ROOTS = 25;
const RECENT = 60;
const EMOJI = ["👍", "🎉", "👀"];

/** Somebody else was faster; or the line is gone. Anything else is a fault. */
const isExpected = (error: unknown) =>
  error instanceof HttpProblem && [0, 403, 404, 422].includes(error.status);

/** What may be done, one at a time, as chance has it. */
export class Acts {
  readonly done: Partial<Record<Act, number>> = {};
  readonly refused: Partial<Record<Act, number>> = {};
  #serial = 0;

  constructor(
    private readonly scene: Scene,
    private readonly chance: Chance,
    private readonly note: (what: string) => void,
  ) {}

  async next(): Promise<void> {
    const act = this.chance.name(WEIGHTS);
    this.done[act] = (this.done[act] ?? 0) + 1;
    try {
      await this.#play(act);
    } catch (error) {
      if (!isExpected(error)) throw error;
      this.refused[act] = (this.refused[act] ?? 0) + 1;
    }
  }

  #play(act: Act): Promise<void> | void {
    const { scene, chance } = this;
    const device = chance.of(scene.devices) as Device;
    const other = chance.of(scene.others) as Someone;
    const channel = this.#channel();
    const said = this.#message(channel);
    this.note(`${act} ${device.name} ${other.username} ${channel} ${said?.id ?? "-"}`);
    switch (act) {
      case "othersPost":
        return this.#post(other.http, channel);
      case "othersReply":
        return this.#post(other.http, channel, this.#root(channel)?.id);
      case "othersReact":
        return said && this.#react(other, said);
      case "othersEdit": {
        const own = this.#message(channel, ({ author }) => author === other.id);
        return own && editMessage(other.http, own.id, this.#words()).then(() => {});
      }
      case "othersDelete": {
        const victim = this.#message(channel, ({ author }) => author !== scene.me.id);
        return victim && deleteMessage(scene.keeper.http, victim.id);
      }
      case "othersComeOrGo": {
        if (other === scene.keeper || channel === scene.direct) return;
        return chance.is(0.4) ? remove(other.http, channel, other.id) : admit(other.http, channel, other.id);
      }
      default:
        return this.#weDo(act, device, channel, said);
    }
  }

  #weDo(act: Act, device: Device, channel: string, said: Said | undefined): Promise<void> | void {
    const { scene, chance } = this;
    const { store, line } = device;
    const isThere = store.channels.get().find(({ id }) => id === channel);
    const root = this.#root(channel);
    switch (act) {
      case "weJoin":
        if (isThere) return;
        // By themselves, or by somebody else.
        return chance.is(0.7)
          ? admit(line.http, channel, scene.me.id).then(() => store.fetchChannel(channel))
          : admit(scene.keeper.http, channel, scene.me.id);
      case "aDeviceGoes":
        return device.goOffline();
      case "aDeviceComesBack":
        return device.comeBack();
      case "aLineBreaks":
        return line.cut();
      case "aPageIsReloaded":
        return device.reload();
      default:
        return isThere ? this.#weDoThere(act, device, channel, said, root) : undefined;
    }
  }

  #weDoThere(
    act: Act,
    device: Device,
    channel: string,
    said: Said | undefined,
    root: Said | undefined,
  ): Promise<void> | void {
    const { scene, chance } = this;
    const { store, line } = device;
    const shown = store.timeline(channel).get().messages;
    const newest = shown.at(-1)?.seq ?? store.channels.get().find(({ id }) => id === channel)?.head ?? 0;
    switch (act) {
      case "weSend":
        return store.send(channel, this.#words());
      case "weReply":
        return root && store.send(channel, this.#words(), { parent: root.id, inChannel: chance.is(0.3) });
      case "weReact": {
        const seen = chance.of(shown.slice(-RECENT));
        return seen && this.#react({ ...scene.me, http: line.http }, seen);
      }
      case "weEdit": {
        const own = this.#message(channel, ({ author }) => author === scene.me.id);
        return own && editMessage(line.http, own.id, this.#words()).then(() => {});
      }
      case "weDelete": {
        const own = this.#message(channel, ({ author }) => author === scene.me.id);
        return own && deleteMessage(line.http, own.id);
      }
      case "weRead":
        return store.markRead(channel, newest);
      case "weReadSome":
        return store.markRead(channel, chance.of(shown.slice(-RECENT))?.seq ?? newest);
      case "weMarkUnread": {
        const seen = chance.of(shown.slice(-RECENT));
        return seen && store.markUnread(channel, seen);
      }
      case "weReadThread": {
        const open = chance.of(device.threads);
        if (!open) return;
        const replies = store.thread(open.channel, open.root).get().messages;
        return store.markThreadRead(open.channel, open.root, chance.of(replies)?.seq ?? newest);
      }
      case "weFollow":
        return root && followThread(line.http, root.id, chance.is(0.6));
      case "weMute":
        return store.markChannel(channel, { muted: chance.is(0.5) });
      case "weLook":
        return device.look(channel);
      case "weLookAtThread":
        return root && device.lookAtThread(channel, root.id);
      case "weGoBack":
        return chance.is(0.5) ? store.loadOlder(channel) : void (said && store.leap(channel, said.id));
      case "weLeave":
        return channel === scene.direct ? undefined : remove(line.http, channel, scene.me.id);
    }
  }

  #channel(): string {
    const { open, direct } = this.scene;
    return this.chance.is(0.15) ? direct : (this.chance.of(open) as string);
  }

  /** A recent one as a rule. */
  #message(channel: string, isWanted = (_: Said) => true): Said | undefined {
    const there = [...this.scene.history.said.values()].filter(
      (said) => said.channel === channel && !said.isDeleted && isWanted(said),
    );
    return this.chance.of(this.chance.is(0.8) ? there.slice(-RECENT) : there);
  }

  #root(channel: string): Said | undefined {
    const there = [...this.scene.history.said.values()].filter(
      (said) => said.channel === channel && !said.parent,
    );
    return this.chance.of(there.slice(0, MOST_ROOTS));
  }

  /** About every second names somebody. */
  #words(): string {
    const { me, others } = this.scene;
    const named = this.chance.of([
      `@${me.username}`,
      "@here",
      "@channel",
      `@${others[0]?.username}`,
      "",
      "",
      "",
    ]);
    return `words ${++this.#serial} ${named}`.trim();
  }

  async #post(http: Http, channel: string, parent?: string): Promise<void> {
    const reply = parent && { parent, inChannel: this.chance.is(0.3) };
    await http.post(`/channels/${channel}/messages`, {
      clientId: crypto.randomUUID(),
      text: this.#words(),
      ...reply,
    });
  }

  #react({ http }: Someone, { id }: { id: string }): Promise<void> {
    const emoji = this.chance.of(EMOJI) as string;
    return this.chance.is(0.65) ? react(http, id, emoji) : unreact(http, id, emoji);
  }
}
