import type { FileLimits } from "../lib/files";
import type { Http } from "../lib/http";
import type { DraftApi } from "./drafts";
import type {
  Bootstrap,
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
  /** All that a session begins with, and the newest messages of a channel if they are wanted. */
  bootstrap(channel?: string): Promise<Bootstrap>;
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

type Page<K extends string, T> = { [key in K]: T[] } & { next?: string | null };

/** As it comes: each list with the cursor of its next page. */
interface BootstrapAnswer {
  head: number;
  me: Me;
  status: Status;
  channels: Page<"channels", Channel>;
  users: Page<"users", User>;
  blocks: Page<"users", User>;
  saved: Page<"messages", string>;
  threads: Page<"threads", FollowedThread>;
  files: FileLimits;
  page?: MessagePage & { channel: string };
}

export function liveApi(http: Http): LiveApi {
  /** A list to its end, of which a first page may be here. */
  async function all<K extends string, T>(path: string, key: K, first?: Page<K, T>): Promise<T[]> {
    const found: T[] = [...(first?.[key] ?? [])];
    let cursor = first ? (first.next ?? null) : undefined;
    while (cursor !== null) {
      const page = await http.get<Page<K, T>>(path, { limit: LIST, cursor });
      found.push(...page[key]);
      cursor = page.next ?? null;
    }
    return found;
  }
  const savedIds = async () => (await all<"messages", Message>("/saved", "messages")).map(({ id }) => id);
  return {
    async bootstrap(channel) {
      const told = await http.get<BootstrapAnswer>("/bootstrap", { channel });
      return {
        ...told,
        channels: await all("/channels", "channels", told.channels),
        users: told.users.users,
        blocks: await all("/me/blocks", "users", told.blocks),
        saved: told.saved.next ? await savedIds() : told.saved.messages,
        threads: told.threads.threads,
      };
    },
    channels: () => all("/channels", "channels"),
    channel: (id) => http.get(`/channels/${id}`),
    messages: (channel, before, limit = PAGE) => http.get(`/channels/${channel}/messages`, { limit, before }),
    messagesAfter: (channel, after) => http.get(`/channels/${channel}/messages`, { limit: PAGE, after }),
    messagesAround: (channel, around) => http.get(`/channels/${channel}/messages`, { limit: PAGE, around }),
    message: (id) => http.get(`/messages/${id}`),
    thread: (root, before) => http.get(`/messages/${root}/thread`, { limit: PAGE, before }),
    readThread: (root, seq) => http.put(`/messages/${root}/thread/read`, { seq }),
    threads: async () => (await http.get<{ threads: FollowedThread[] }>("/threads", { limit: LIST })).threads,
    markUnread: (channel, seq) => http.put(`/channels/${channel}/read`, { seq, markUnread: true }),
    saved: savedIds,
    save: (message, on) =>
      on ? http.put(`/messages/${message}/saved`) : http.delete(`/messages/${message}/saved`),
    blocks: () => all("/me/blocks", "users"),
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
