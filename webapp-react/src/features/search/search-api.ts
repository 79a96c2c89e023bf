import type { Http } from "../../lib/http";
import type { ChannelFacts, Message, User } from "../../live/wire";

/** A piece of a text, and whether it is what was looked for. */
export interface Segment {
  text: string;
  hit: boolean;
}

export interface Hit {
  message: Message;
  snippet: Segment[];
}

/** The best first. People and channels are on the first page alone. */
export interface Found {
  messages: Hit[];
  people: User[];
  channels: ChannelFacts[];
  next: string | null;
}

const PAGE = 20;

/** In the days of this device's time zone. */
export const ask = (http: Http, query: string, cursor?: string): Promise<Found> =>
  http.get("/search", {
    query,
    cursor,
    limit: PAGE,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });

export const join = (http: Http, channel: string, me: string): Promise<void> =>
  http.put(`/channels/${channel}/members/${me}`);
