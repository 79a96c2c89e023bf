import type { Http } from "../lib/http";
import type { DiscoveredChannel, Member, User } from "./wire";

const PAGES = 5;
const FOUND = 20;

export const peopleBegun = async (http: Http, query: string): Promise<User[]> =>
  (await http.get<{ users: User[] }>("/users", { query, limit: FOUND })).users;

/** Public ones that the caller is not in. */
export const channelsBegun = async (http: Http, query: string): Promise<DiscoveredChannel[]> =>
  (await http.get<{ channels: DiscoveredChannel[] }>("/channels", { discover: true, query, limit: FOUND }))
    .channels;

/** Who is in a channel; of a very large one not everybody. */
export async function membersOf(http: Http, channel: string): Promise<{ members: User[]; isAll: boolean }> {
  const members: User[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const told = await http.get<{ members: Member[]; next?: string | null }>(`/channels/${channel}/members`, {
      limit: 200,
      cursor,
    });
    members.push(...told.members.map(({ user }) => user));
    if (!told.next) return { members, isAll: true };
    cursor = told.next;
  }
  return { members, isAll: false };
}
