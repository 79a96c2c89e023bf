import type { Http } from "../../lib/http";
import type { Channel, DiscoveredChannel, Member, User } from "../../live/wire";

export interface NewChannel {
  kind: "public" | "private";
  name: string;
  topic?: string;
}

export const createChannel = (http: Http, draft: NewChannel): Promise<Channel> =>
  http.post("/channels", draft);

/** The conversation with these people, which may have been there. */
export const startDirect = (http: Http, ...users: string[]): Promise<Channel> =>
  http.post("/channels", { kind: users.length > 1 ? "group" : "direct", members: users });

export const discover = async (http: Http, query: string): Promise<DiscoveredChannel[]> =>
  (await http.get<{ channels: DiscoveredChannel[] }>("/channels", { discover: true, query, limit: 100 }))
    .channels;

export const changeChannel = (
  http: Http,
  id: string,
  change: { name?: string; topic?: string; archived?: boolean },
): Promise<Channel> => http.patch(`/channels/${id}`, change);

export const admit = (http: Http, channel: string, user: string): Promise<void> =>
  http.put(`/channels/${channel}/members/${user}`);

export const remove = (http: Http, channel: string, user: string): Promise<void> =>
  http.delete(`/channels/${channel}/members/${user}`);

export const membersOf = async (http: Http, channel: string): Promise<Member[]> => {
  const all: Member[] = [];
  let cursor: string | undefined;
  do {
    const page = await http.get<{ members: Member[]; next?: string | null }>(`/channels/${channel}/members`, {
      limit: 200,
      cursor,
    });
    all.push(...page.members);
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
};

export const findPeople = async (http: Http, query: string): Promise<User[]> =>
  (await http.get<{ users: User[] }>("/users", { query, limit: 50 })).users;
