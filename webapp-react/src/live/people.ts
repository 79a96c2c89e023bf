import { Cell } from "../lib/cell";
import type { LiveApi } from "./live-api";
import type { User } from "./wire";

/** Who is who. Unknown authors are asked for once, together with whatever else is missing at that moment. */
export class People {
  readonly known: Cell<ReadonlyMap<string, User>>;
  readonly #asked = new Set<string>();

  constructor(
    private readonly api: LiveApi,
    me: User,
  ) {
    this.known = new Cell<ReadonlyMap<string, User>>(new Map([[me.id, me]]));
  }

  learn(users: readonly User[]): void {
    const before = this.known.get();
    const news = users.filter((user) => {
      const old = before.get(user.id);
      return old?.displayName !== user.displayName || old.deactivated !== user.deactivated;
    });
    if (news.length === 0) return;
    this.known.set(new Map([...before, ...news.map((user) => [user.id, user] as const)]));
  }

  need(ids: Iterable<string>): void {
    const missing = [...new Set(ids)].filter((id) => !this.known.get().has(id) && !this.#asked.has(id));
    if (missing.length === 0) return;
    for (const id of missing) this.#asked.add(id);
    void Promise.allSettled(missing.map((id) => this.api.user(id))).then((answers) => {
      this.learn(answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : [])));
    });
  }

  /** After a reconnect, what could not be answered may be asked again. */
  askAgain(): void {
    this.#asked.clear();
  }

  async learnAll(): Promise<void> {
    this.learn(await this.api.users());
  }
}
