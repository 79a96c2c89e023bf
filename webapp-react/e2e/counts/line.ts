import { WebSocket } from "ws";
import { Http } from "../../src/lib/http";
import type { WireSocket } from "../../src/live/socket";
import type { Chance } from "./chance";

const LONGEST_DELAY = 40;

/** Who somebody is to the server: an account with the cookie of one session. */
export interface Account {
  id: string;
  username: string;
  cookie: string;
}

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * The way between one device and the server. It can be cut, and comes back; some requests never get there, some answers
 * never come back, and all take their time, so that they cross the frames of the socket in every way.
 */
export class Line {
  isUp = true;
  readonly http: Http;
  /** What has gone over it since it was last well, for whoever looks for a fault. */
  readonly trace: string[] = [];
  #socket: WebSocket | null = null;
  #gone = () => {};
  readonly #began = Date.now();
  readonly #isWatched: boolean;

  constructor(
    private readonly base: string,
    private readonly account: Account,
    private readonly chance: Chance,
    /** The share of calls that fail on the way there, and of answers that are lost on the way back. */
    public losses: number,
  ) {
    this.#isWatched = losses > 0;
    this.http = new Http((path, init) => this.#fetch(path, init));
  }

  note(what: string): void {
    if (this.#isWatched) this.trace.push(`${Date.now() - this.#began} ${what}`);
  }

  open(): WireSocket {
    const way: WireSocket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (data) => {
        this.note(`> ${data}`);
        if (socket.readyState === WebSocket.OPEN) socket.send(data);
      },
      close: (code) => {
        if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
        else socket.close(code);
      },
    };
    const url = new URL("/ws/v1", this.base);
    url.protocol = "ws:";
    const socket = new WebSocket(url, "confab.v1", { headers: this.#credentials() });
    let isOver = false;
    const over = (code: number) => {
      if (isOver) return;
      isOver = true;
      this.note(`closed ${code}`);
      way.onclose?.({ code });
    };
    socket.on("open", () => this.isUp && way.onopen?.());
    // In order, whatever each takes.
    let before = Promise.resolve();
    socket.on("message", (data) => {
      const delay = this.chance.is(0.3) ? this.chance.below(LONGEST_DELAY) : 0;
      before = before.then(async () => {
        if (delay > 0) await later(delay);
        if (isOver) return;
        this.note(`< ${data}`);
        way.onmessage?.({ data: String(data) });
      });
    });
    socket.on("close", over);
    socket.on("error", () => over(1006));
    this.#socket = socket;
    this.#gone = () => over(1006);
    if (!this.isUp) queueMicrotask(() => this.cut());
    return way;
  }

  /** As when a cable is pulled: what is under way is lost, in both directions. */
  cut(): void {
    this.note("cut");
    this.#socket?.terminate();
    this.#gone();
  }

  #credentials() {
    return { cookie: this.account.cookie, origin: this.base };
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const lost = this.chance.is(this.losses);
    const isLostThere = this.chance.is(0.5);
    const delays = [this.chance.below(LONGEST_DELAY), this.chance.below(LONGEST_DELAY)] as const;
    if (this.losses > 0) await later(delays[0]);
    if (!this.isUp || (lost && isLostThere)) throw new TypeError("lost on the way there");
    const headers = { ...(init.headers as Record<string, string>), ...this.#credentials() };
    const answer = await fetch(new URL(path, this.base), { ...init, headers });
    const body = answer.status === 204 ? null : await answer.text();
    if (this.losses > 0) await later(delays[1]);
    if (!this.isUp || lost) {
      this.note(`${init.method} ${path} ${init.body ?? ""} : lost on the way back`);
      throw new TypeError("lost on the way back");
    }
    this.note(`${init.method} ${path} ${init.body ?? ""} : ${answer.status} ${body}`);
    return new Response(body, { status: answer.status, headers: answer.headers });
  }
}
