import { Timeline } from "./timeline";
import type { Message, ThreadPage } from "./wire";

/** One thread that is on the screen: the message that it is about, the replies, and how far they have been read. */
export class Thread {
  readonly replies: Timeline;
  readonly #root = new Timeline(-1);
  follows = false;
  loading = false;
  failed = false;
  isKnown = false;
  #readSeq = 0;
  #localRead = 0;
  /** An event has told our place: a page that was asked for before may be older than that. */
  #isMarked = false;

  /** `head`: the channel's cursor; every reply after it is told here. */
  constructor(
    readonly id: string,
    head: number,
  ) {
    this.replies = new Timeline(head);
  }

  get root(): Message | undefined {
    return this.#root.get(this.id);
  }

  get readSeq(): number {
    return Math.max(this.#readSeq, this.#localRead);
  }

  /** The page that ends where our knowledge begins, true as of its head. */
  extendDown(page: ThreadPage, isStart: boolean): void {
    this.#root.extendDown([page.message], page.head, true);
    this.replies.extendDown(page.messages, page.head, isStart);
    if (!this.isKnown && !this.#isMarked) {
      this.follows = page.follows;
      this.#readSeq = page.readSeq;
    }
    this.isKnown = true;
  }

  tell(message: Message, seq: number): void {
    (message.id === this.id ? this.#root : this.replies).tell(message, seq);
  }

  change(message: string, seq: number, how: (message: Message) => Message): void {
    this.#root.change(message, seq, how);
    this.replies.change(message, seq, how);
  }

  marked(follows: boolean, readSeq: number): void {
    this.#isMarked = true;
    this.follows = follows;
    this.#readSeq = readSeq;
  }

  /** True when the mark moved and the server should hear of it. */
  readHere(seq: number): boolean {
    if (seq <= this.readSeq) return false;
    this.#localRead = seq;
    return true;
  }
}
