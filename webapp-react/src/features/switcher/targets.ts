import { bestScore } from "../../lib/rank";
import { badgeOf, isDirect, isNews, otherOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { User } from "../../live/wire";

export type Target = { key: string; title: string; names: string[]; unread: number; mentions: number } & (
  | { channel: ChannelView; other?: User }
  | { channel: null; other: User }
);

const SHOWN = 30;

/** The conversations that are there, and after them the people whom one has not written to yet. */
export function targetsOf(channels: readonly ChannelView[], people: Iterable<User>, me: string): Target[] {
  const met = new Set<string>();
  const conversations = channels.map((channel): Target => {
    const other = isDirect(channel) ? otherOf(channel, me) : undefined;
    if (channel.kind === "direct" && other) met.add(other.id);
    const title = titleOf(channel, me);
    // A group by each of its people; oneself is in all of them.
    const who = isDirect(channel) ? channel.people.filter(({ id }) => id !== me || id === other?.id) : [];
    const { id: key, unread, mentions } = channel;
    const names = [title, ...who.flatMap(({ displayName, username }) => [displayName, username])];
    return { key, title, names, unread, mentions, channel, other };
  });
  const strangers = [...people]
    .filter((user) => user.id !== me && !user.deactivated && !met.has(user.id))
    .map((other): Target => {
      const { id: key, displayName: title } = other;
      return { key, title, names: [title, other.username], unread: 0, mentions: 0, channel: null, other };
    });
  return [...conversations, ...strangers];
}

/** "@" asks for people, "#" for channels. */
function isAsked({ channel }: Target, query: string): boolean {
  if (query.startsWith("@")) return channel === null || isDirect(channel);
  if (query.startsWith("#")) return channel !== null && !isDirect(channel);
  return true;
}

/** The answers to a question, the best first; what is unread before its equals. */
export function answersTo(query: string, targets: readonly Target[]): Target[] {
  const wanted = query.replace(/^[#@]/u, "");
  return targets
    .filter((target) => isAsked(target, query))
    .flatMap((target) => {
      const points = bestScore(target.names, wanted);
      if (points === null) return [];
      // Who is asked for comes before a group in which they are one of many.
      const less = target.channel === null ? 1 : target.channel.kind === "group" ? 6 : 0;
      return [{ target, points: points + (target.channel && isNews(target.channel) ? 5 : 0) - less }];
    })
    .sort((a, b) => b.points - a.points || a.target.title.localeCompare(b.target.title))
    .slice(0, SHOWN)
    .map(({ target }) => target);
}

/**
 * What is offered before anything is asked: what is unread, who calls first before the rest; then the conversations as they were visited,
 * but the one that is on the screen at their end: Enter goes back to the one before.
 */
export function offered(
  targets: readonly Target[],
  visited: readonly string[],
): { unread: Target[]; rest: Target[] } {
  const there = targets.filter(({ channel }) => channel !== null && !channel.archived);
  const urgent = ({ channel }: Target) => (channel ? badgeOf(channel) : 0);
  const hasNews = ({ channel }: Target) => channel !== null && isNews(channel);
  const unread = there
    .filter(hasNews)
    .sort((a, b) => urgent(b) - urgent(a) || a.title.localeCompare(b.title))
    .slice(0, SHOWN);
  const [current, ...before] = visited;
  const order = new Map([...before, ...(current ? [current] : [])].map((id, at) => [id, at]));
  const place = ({ key }: Target) => order.get(key) ?? order.size;
  const rest = there
    .filter((target) => !hasNews(target))
    .sort((a, b) => place(a) - place(b) || a.title.localeCompare(b.title))
    .slice(0, SHOWN);
  return { unread, rest };
}
