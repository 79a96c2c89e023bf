import type { Http } from "../lib/http";
import type { DraftApi } from "./drafts";
import type {
  Channel,
  ChannelMark,
  DiscoveredChannel,
  Draft,
  FollowedThread,
  Me,
  MentionPage,
  Message,
  MessagePage,
  Preferences,
  Reader,
  Status,
  ThreadPage,
  User,
} from "./wire";

export const PAGE = 50;
export const PAGE_LIMIT = 200;
const LIST = 200;

/** The reads that the live store does by itself. */
export interface LiveApi extends DraftApi {
  channels(): Promise<Channel[]>;
  /** One that we are not in is answered as well, if anybody may join it. */
  channel(id: string): Promise<Channel | DiscoveredChannel>;
  /** Without `before`: the newest page. At most `PAGE_LIMIT`, fewer only at the start of the channel. */
  messages(channel: string, before?: number, limit?: number): Promise<MessagePage>;
  /** The messages after a seq, the oldest first; fewer than `PAGE` only at the end. */
  messagesAfter(channel: string, after: number): Promise<MessagePage>;
  /** `PAGE / 2` messages below a seq, and as many from it on; fewer only where there are no more. */
  messagesAround(channel: string, around: number): Promise<MessagePage>;
  message(id: string): Promise<Message>;
  /** Without `before`: the newest replies. */
  thread(root: string, before?: number): Promise<ThreadPage>;
  readThread(root: string, seq: number): Promise<void>;
  /** The threads that we follow, the latest reply first; a bound keeps years of them from coming. */
  threads(): Promise<FollowedThread[]>;
  /** Up to here and no further, although more has been read. */
  markUnread(channel: string, seq: number): Promise<void>;
  /** Ids of all that we have put aside, the latest first. */
  saved(): Promise<string[]>;
  save(message: string, on: boolean): Promise<void>;
  /** Whom we have blocked, the latest first. */
  blocks(): Promise<User[]>;
  block(user: string, on: boolean): Promise<void>;
  mentions(limit: number, cursor?: string): Promise<MentionPage>;
  /** How far the others have read; refused where nobody is to know. */
  readers(channel: string): Promise<Reader[]>;
  me(): Promise<Me>;
  status(): Promise<Status>;
  choose(change: Partial<Preferences>): Promise<Preferences>;
  markChannel(id: string, change: Partial<ChannelMark>): Promise<ChannelMark>;
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
    messagesAfter: (channel, after) => http.get(`/channels/${channel}/messages`, { limit: PAGE, after }),
    messagesAround: (channel, around) => http.get(`/channels/${channel}/messages`, { limit: PAGE, around }),
    message: (id) => http.get(`/messages/${id}`),
    thread: (root, before) => http.get(`/messages/${root}/thread`, { limit: PAGE, before }),
    readThread: (root, seq) => http.put(`/messages/${root}/thread/read`, { seq }),
    threads: async () => (await http.get<{ threads: FollowedThread[] }>("/threads", { limit: LIST })).threads,
    markUnread: (channel, seq) => http.put(`/channels/${channel}/read`, { seq, markUnread: true }),
    async saved() {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await http.get<{ messages: Message[]; next?: string | null }>("/saved", {
          limit: LIST,
          cursor,
        });
        ids.push(...page.messages.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor);
      return ids;
    },
    save: (message, on) =>
      on ? http.put(`/messages/${message}/saved`) : http.delete(`/messages/${message}/saved`),
    async blocks() {
      const users: User[] = [];
      let cursor: string | undefined;
      do {
        const page = await http.get<{ users: User[]; next?: string | null }>("/me/blocks", {
          limit: LIST,
          cursor,
        });
        users.push(...page.users);
        cursor = page.next ?? undefined;
      } while (cursor);
      return users;
    },
    block: (user, on) => (on ? http.put(`/me/blocks/${user}`) : http.delete(`/me/blocks/${user}`)),
    mentions: (limit, cursor) => http.get("/mentions", { limit, cursor }),
    readers: async (channel) =>
      (await http.get<{ readers: Reader[] }>(`/channels/${channel}/read`, { limit: LIST })).readers,
    drafts: async () => (await http.get<{ drafts: Draft[] }>("/drafts", { limit: LIST })).drafts,
    keepDraft: ({ channel, ...draft }) => http.put(`/channels/${channel}/draft`, draft),
    me: () => http.get("/me"),
    status: () => http.get("/me/status"),
    choose: (change) => http.patch("/me/preferences", change),
    markChannel: (id, change) => http.patch(`/channels/${id}/preferences`, change),
    users: async () => (await http.get<{ users: User[] }>("/users", { limit: LIST })).users,
    user: (id) => http.get(`/users/${id}`),
  };
}
