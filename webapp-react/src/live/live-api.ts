import type { Http } from "../lib/http";
import type { Channel, Me, MessagePage, User } from "./wire";

export const PAGE = 50;
export const PAGE_LIMIT = 200;
const LIST = 200;

/** The reads that the live store does by itself. */
export interface LiveApi {
  channels(): Promise<Channel[]>;
  channel(id: string): Promise<Channel>;
  /** Without `before`: the newest page. At most `PAGE_LIMIT`, fewer only at the start of the channel. */
  messages(channel: string, before?: number, limit?: number): Promise<MessagePage>;
  me(): Promise<Me>;
  users(): Promise<User[]>;
  user(id: string): Promise<User>;
}

export function liveApi(http: Http): LiveApi {
  return {
    async channels() {
      const all: Channel[] = [];
      let cursor: string | undefined;
      do {
        const page = await http.get<{ channels: Channel[]; next?: string | null }>("/channels", {
          limit: LIST,
          cursor,
        });
        all.push(...page.channels);
        cursor = page.next ?? undefined;
      } while (cursor);
      return all;
    },
    channel: (id) => http.get(`/channels/${id}`),
    messages: (channel, before, limit = PAGE) => http.get(`/channels/${channel}/messages`, { limit, before }),
    me: () => http.get("/me"),
    users: async () => (await http.get<{ users: User[] }>("/users", { limit: LIST })).users,
    user: (id) => http.get(`/users/${id}`),
  };
}
