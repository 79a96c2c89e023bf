import type { Http } from "../../lib/http";
import type { Message, MessagePage, Reader } from "../../live/wire";

export const editMessage = (http: Http, id: string, text: string): Promise<Message> =>
  http.patch(`/messages/${id}`, { text });

export const followThread = (http: Http, root: string, follows: boolean): Promise<void> =>
  follows ? http.put(`/messages/${root}/thread/follow`) : http.delete(`/messages/${root}/thread/follow`);

const reaction = (message: string, emoji: string) =>
  `/messages/${message}/reactions/${encodeURIComponent(emoji)}`;

export const react = (http: Http, message: string, emoji: string): Promise<void> =>
  http.put(reaction(message, emoji));

export const unreact = (http: Http, message: string, emoji: string): Promise<void> =>
  http.delete(reaction(message, emoji));

export const pin = (http: Http, message: string): Promise<void> => http.put(`/messages/${message}/pin`);

export const unpin = (http: Http, message: string): Promise<void> => http.delete(`/messages/${message}/pin`);

export interface Version {
  text: string;
  at: string;
}

/** The oldest first; the last is what it says now. */
export const historyOf = async (http: Http, message: string): Promise<Version[]> =>
  (await http.get<{ versions: Version[] }>(`/messages/${message}/history`)).versions;

export const deleteMessage = (http: Http, id: string): Promise<void> => http.delete(`/messages/${id}`);

/** The first message that was said then or later, the last one where none was; null where nothing was ever said. */
export async function messageAt(http: Http, channel: string, time: Date): Promise<Message | null> {
  const at = time.toISOString();
  return (await http.get<MessagePage>(`/channels/${channel}/messages`, { at, limit: 1 })).messages[0] ?? null;
}

/** The others who have come to this place; at most as many as one list shows. */
export const readersOf = async (http: Http, channel: string, seq: number): Promise<Reader[]> =>
  (await http.get<{ readers: Reader[] }>(`/channels/${channel}/read`, { seq, limit: 200 })).readers;
