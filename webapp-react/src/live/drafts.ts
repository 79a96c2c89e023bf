import type { Clock } from "../lib/clock";
import type { Draft } from "./wire";

/** Where this browser keeps drafts. A place is a channel's id, or that and a message's with a slash between. */
export interface DraftShelf {
  draft(place: string): string;
  /** What was written here and the server has not been told, with when that was. */
  readonly unsynced: ReadonlyMap<string, string>;
  readonly places: Iterable<string>;
  /** Calls back when something was written here. */
  whenWritten: (place: string) => void;
  synced(place: string): void;
  /** From another device. */
  takeDraft(place: string, text: string): void;
}

export interface DraftApi {
  drafts(): Promise<readonly Draft[]>;
  /** `age`: how many milliseconds ago it was written. */
  keepDraft(draft: Omit<Draft, "at"> & { age: number }): Promise<Draft>;
}

const PAUSE = 1_500;
const AGAIN_AFTER = 5_000;
const ALL = "";

export const placeOf = ({ channel, parent }: Pick<Draft, "channel" | "parent">) =>
  parent ? `${channel}/${parent}` : channel;

/**
 * Keeps drafts the same on all devices. What is written here goes out after a pause, and until the server has it nothing
 * that others say counts here: the server keeps what was written last, and says what that is. Signals may be lost, so all
 * drafts are asked for after each connection.
 */
export class Drafts {
  readonly #timers = new Map<string, () => void>();
  readonly #underWay = new Set<string>();
  /** Refused for good: not until it is written anew. */
  readonly #refused = new Set<string>();
  readonly #asOf = new Map<string, string>();
  /** The words that were said last from here, whatever came of it. */
  readonly #said = new Map<string, string>();
  /** Counts what makes an answer that is under way an old one for a place. */
  readonly #touched = new Map<string, number>();
  #moment = 0;
  #isOn = false;

  constructor(
    private readonly clock: Clock,
    private readonly shelf: DraftShelf,
    private readonly api: DraftApi,
  ) {
    shelf.whenWritten = (place) => this.#written(place);
  }

  resumed(): void {
    this.#isOn = true;
    this.#refused.clear();
    for (const place of this.shelf.unsynced.keys()) void this.#push(place);
    void this.#load();
  }

  stop(): void {
    this.#isOn = false;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  heard(draft: Draft): void {
    const place = placeOf(draft);
    this.#touched.set(place, ++this.#moment);
    this.#take(place, draft.text, draft.at);
  }

  #written(place: string): void {
    this.#touched.set(place, ++this.#moment);
    this.#refused.delete(place);
    // What was sent is gone on the other devices before somebody sends it there once more.
    if (this.shelf.draft(place) === "") void this.#push(place);
    else this.#later(place, PAUSE);
  }

  #later(place: string, ms: number): void {
    this.#timers.get(place)?.();
    this.#timers.set(
      place,
      this.clock.after(ms, () => {
        this.#timers.delete(place);
        void this.#push(place);
      }),
    );
  }

  async #push(place: string, isNew = false): Promise<void> {
    const at = this.shelf.unsynced.get(place);
    if (!at || !this.#isOn || this.#underWay.has(place) || this.#refused.has(place)) return;
    this.#timers.get(place)?.();
    this.#timers.delete(place);
    this.#underWay.add(place);
    const [channel = "", parent] = place.split("/");
    const text = this.shelf.draft(place);
    const before = this.#said.get(place);
    this.#said.set(place, text.trim());
    try {
      const age = isNew ? 0 : Math.max(0, this.clock.now() - Date.parse(at));
      const kept = await this.api.keepDraft({ channel, ...(parent && { parent }), text, age });
      this.#underWay.delete(place);
      this.#touched.set(place, ++this.#moment);
      if (this.shelf.unsynced.get(place) !== at) return this.#written(place);
      // Words of ours that came there late, and so count as later ones: these are on top of them.
      if (kept.text !== text.trim() && kept.text === before && !isNew) return this.#push(place, true);
      this.shelf.synced(place);
      if (kept.text === text.trim()) this.#asOf.set(place, kept.at);
      else this.#take(place, kept.text, kept.at);
    } catch (error) {
      this.#underWay.delete(place);
      const status = (error as { status?: number }).status ?? 0;
      if (status >= 400 && status < 500 && status !== 429) this.#refused.add(place);
      else this.#later(place, AGAIN_AFTER);
    }
  }

  async #load(): Promise<void> {
    const asked = this.#moment;
    try {
      const all = new Map((await this.api.drafts()).map((draft) => [placeOf(draft), draft]));
      for (const place of new Set([...this.shelf.places, ...all.keys()])) {
        if ((this.#touched.get(place) ?? 0) > asked) continue;
        const draft = all.get(place);
        this.#take(place, draft?.text ?? "", draft?.at ?? this.#asOf.get(place) ?? "");
      }
    } catch {
      this.#timers.get(ALL)?.();
      this.#timers.set(
        ALL,
        this.clock.after(AGAIN_AFTER, () => void (this.#isOn && this.#load())),
      );
    }
  }

  #take(place: string, text: string, at: string): void {
    if (this.shelf.unsynced.has(place) || at < (this.#asOf.get(place) ?? "")) return;
    this.#asOf.set(place, at);
    if (this.shelf.draft(place).trim() !== text) this.shelf.takeDraft(place, text);
  }
}
