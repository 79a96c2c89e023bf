import { Cell } from "../lib/cell";
import type { Clock } from "../lib/clock";
import type { FileFacts, FileLimits } from "../lib/files";
import { HttpProblem } from "../lib/http";
import type { Sending } from "../lib/upload";
import type { UploadApi } from "./upload-api";
import type { ReplyTo } from "./wire";

/** A file that somebody wants to send along. `body` is absent where the page was loaded anew since. */
export type Upload = { key: string; name: string; size: number; body?: Blob } & (
  | { state: "waiting" }
  | { state: "going"; loaded: number }
  | { state: "up"; file: FileFacts }
  | { state: "failed"; error: unknown }
  | { state: "refused"; why: "tooBig" | "folder" }
  | { state: "lost" }
);

/** What lies beside the words of one composer. */
export interface Tray {
  uploads: readonly Upload[];
  /** The message goes as soon as all of them are up. */
  sending: boolean;
  /** How many messages have gone from here. */
  sent: number;
  /** So many were too many for one message, and were not taken. */
  over: number;
}

/** What outlives the page of an upload: without `file` its bytes were not all there, and are gone. */
export interface KeptUpload {
  name: string;
  size: number;
  file?: FileFacts;
}

export interface UploadShelf {
  uploads(place: string): readonly KeptUpload[];
  keepUploads(place: string, kept: readonly KeptUpload[]): void;
}

export interface Parcel {
  channel: string;
  text: string;
  reply?: ReplyTo;
}

export interface UploadWorld {
  api: UploadApi;
  clock: Clock;
  shelf: UploadShelf;
  newId(): string;
  /** All is up. */
  send(place: string, parcel: Parcel, files: readonly FileFacts[]): void;
}

const AT_ONCE = 2;
/** Without a byte getting on, and for the server to look at what it got. */
const STALLED = 60_000;
const BUSY_TRIES = 5;
/** The server throws away what is in no message after a day; who sends it later had better know before. */
const FRESH = 20 * 3_600_000;
/** Of the server as it comes, until it has said. */
const MOST = 10;

const EMPTY: Tray = { uploads: [], sending: false, sent: 0, over: 0 };

const isUp = (upload: Upload): upload is Upload & { state: "up" } => upload.state === "up";
const isStuck = ({ state }: Upload) => state === "failed" || state === "refused" || state === "lost";

/**
 * Files on their way to the server, by the composer that they lie in. They go on when another channel is opened. A
 * message waits for all of its files; if one of them fails it stays with its author.
 */
export class Uploads {
  readonly limits = new Cell<FileLimits | null>(null);
  readonly #trays = new Map<string, Cell<Tray>>();
  readonly #parcels = new Map<string, Parcel>();
  readonly #going = new Map<string, () => void>();
  #askingLimits = false;

  constructor(private readonly world: UploadWorld) {}

  tray(place: string): Cell<Tray> {
    const known = this.#trays.get(place);
    if (known) return known;
    const uploads = this.world.shelf.uploads(place).map((kept) => this.#restored(kept));
    const tray = new Cell<Tray>({ ...EMPTY, uploads });
    this.#trays.set(place, tray);
    return tray;
  }

  /** Asked for once; until there is an answer only the server knows. */
  async learnLimits(): Promise<void> {
    if (this.#askingLimits || this.limits.get()) return;
    this.#askingLimits = true;
    try {
      this.limits.set(await this.world.api.limits());
    } catch {
      // The next composer asks again, and the server holds its limits in any case.
    } finally {
      this.#askingLimits = false;
    }
  }

  /** Of folders only the name is known, and they are refused by it. */
  add(place: string, files: readonly { name: string; body: Blob | null }[]): void {
    const tray = this.tray(place).get();
    const room = Math.max(0, this.most - tray.uploads.length);
    const added = files.slice(0, room).map(({ name, body }): Upload => {
      const upload = { key: this.world.newId(), name, size: body?.size ?? 0 };
      if (!body) return { ...upload, state: "refused", why: "folder" };
      const limit = this.limits.get()?.size ?? Number.POSITIVE_INFINITY;
      if (body.size > limit) return { ...upload, state: "refused", why: "tooBig" };
      return { ...upload, body, state: "waiting" };
    });
    this.#set(place, { uploads: [...tray.uploads, ...added], over: files.length - added.length });
    this.#settle(place);
  }

  retry(place: string, key: string): void {
    this.#change(place, key, (upload) =>
      upload.state === "failed" && upload.body ? { ...plain(upload), state: "waiting" } : upload,
    );
    this.#settle(place);
  }

  /** On its way or not: it is not to be sent. */
  remove(place: string, key: string): void {
    const { uploads } = this.tray(place).get();
    const upload = uploads.find((each) => each.key === key);
    if (!upload) return;
    this.#going.get(key)?.();
    this.#going.delete(key);
    // Should it not be heard, the server finds by itself that the file is in no message.
    if (isUp(upload)) this.world.api.discard(upload.file.id).catch(() => {});
    const rest = uploads.filter((each) => each !== upload);
    if (rest.length === 0) this.#parcels.delete(place);
    this.#set(place, { uploads: rest, over: 0, sending: this.#parcels.has(place) });
    this.#settle(place);
  }

  /** Sends it now, or when the last of its files is up. */
  send(place: string, parcel: Parcel): void {
    this.#parcels.set(place, parcel);
    this.#set(place, { sending: true });
    this.#settle(place);
  }

  /** The author wants to go on writing. */
  hold(place: string): void {
    this.#parcels.delete(place);
    this.#set(place, { sending: false });
  }

  get underway(): number {
    return [...this.#trays.values()]
      .flatMap((tray) => tray.get().uploads)
      .filter(({ state }) => state === "waiting" || state === "going").length;
  }

  get most(): number {
    return this.limits.get()?.attachments ?? MOST;
  }

  stop(): void {
    for (const cancel of this.#going.values()) cancel();
    this.#going.clear();
  }

  /** After every change: whoever waits begins if there is room, and whatever is whole goes. */
  #settle(place: string): void {
    const { uploads, sending } = this.tray(place).get();
    const parcel = this.#parcels.get(place);
    if (sending && parcel && uploads.every(isUp)) {
      this.#parcels.delete(place);
      const { sent } = this.tray(place).get();
      this.world.send(
        place,
        parcel,
        uploads.filter(isUp).map(({ file }) => file),
      );
      this.#set(place, { uploads: [], sending: false, sent: sent + 1, over: 0 });
    } else if (sending && uploads.some(isStuck)) this.hold(place);
    this.world.shelf.keepUploads(place, this.tray(place).get().uploads.flatMap(keptOf));
    this.#beginNext();
  }

  #beginNext(): void {
    for (const [place, tray] of this.#trays) {
      for (const upload of tray.get().uploads) {
        if (this.#going.size >= AT_ONCE) return;
        if (upload.state === "waiting" && upload.body) this.#begin(place, upload, upload.body);
      }
    }
  }

  #begin(place: string, upload: Upload, body: Blob, busy = 0): void {
    const { key } = upload;
    let cancelTimer = () => {};
    const gone = () => !this.#going.has(key);
    const sending: Sending<FileFacts> = this.world.api.upload(upload.name, body, (loaded) => {
      if (gone()) return;
      watch();
      this.#change(place, key, (now) => ({ ...plain(now), state: "going", loaded }));
    });
    const watch = () => {
      cancelTimer();
      cancelTimer = this.world.clock.after(STALLED, () => sending.cancel());
    };
    this.#going.set(key, () => {
      cancelTimer();
      sending.cancel();
    });
    watch();
    this.#change(place, key, (now) => ({ ...plain(now), state: "going", loaded: 0 }));
    sending.answer.then(
      (file) => {
        cancelTimer();
        if (gone()) return;
        this.#going.delete(key);
        this.#change(place, key, (now) => ({ ...plain(now), state: "up", file }));
        this.#settle(place);
      },
      (error: unknown) => {
        cancelTimer();
        if (gone()) return;
        const wait = busy < BUSY_TRIES ? waitFor(error) : null;
        if (wait !== null) {
          const cancel = this.world.clock.after(wait, () => this.#begin(place, upload, body, busy + 1));
          this.#going.set(key, cancel);
          return;
        }
        this.#going.delete(key);
        this.#change(place, key, (now) => ({ ...plain(now), state: "failed", error }));
        this.#settle(place);
      },
    );
  }

  #restored({ name, size, file }: KeptUpload): Upload {
    const upload = { key: this.world.newId(), name, size };
    const isFresh = file && this.world.clock.now() - Date.parse(file.at) < FRESH;
    return isFresh ? { ...upload, state: "up", file } : { ...upload, state: "lost" };
  }

  #change(place: string, key: string, how: (upload: Upload) => Upload): void {
    const { uploads } = this.tray(place).get();
    this.#set(place, { uploads: uploads.map((each) => (each.key === key ? how(each) : each)) });
  }

  #set(place: string, what: Partial<Tray>): void {
    const tray = this.tray(place);
    tray.set({ ...tray.get(), ...what });
  }
}

/** It without what was true of its state only. */
const plain = ({ key, name, size, body }: Upload) => ({ key, name, size, ...(body && { body }) });

const keptOf = (upload: Upload): KeptUpload[] => {
  const { name, size } = upload;
  if (upload.state === "refused") return [];
  return [isUp(upload) ? { name, size, file: upload.file } : { name, size }];
};

/** Milliseconds until it is worth another try without asking anybody. */
function waitFor(error: unknown): number | null {
  if (!(error instanceof HttpProblem) || error.status !== 429) return null;
  return Math.min(30, error.problem.retryAfter ?? 1) * 1000;
}
