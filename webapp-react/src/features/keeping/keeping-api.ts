import type { Http } from "../../lib/http";
import type { Message } from "../../live/wire";

const PAGE = 50;

/** The newest pin first; a channel has a hundred at most. */
export const pinsOf = async (http: Http, channel: string): Promise<Message[]> =>
  (await http.get<{ pins: Message[] }>(`/channels/${channel}/pins`)).pins;

export const unpin = (http: Http, message: string): Promise<void> => http.delete(`/messages/${message}/pin`);

/** So many pages of what we have put aside, the latest first. */
export async function savedPages(http: Http, pages: number): Promise<{ messages: Message[]; more: boolean }> {
  const messages: Message[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const answer = await http.get<{ messages: Message[]; next?: string | null }>("/saved", {
      limit: PAGE,
      cursor,
    });
    messages.push(...answer.messages);
    cursor = answer.next ?? undefined;
    if (!cursor) break;
  }
  return { messages, more: cursor !== undefined };
}
