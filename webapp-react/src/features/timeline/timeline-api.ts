import type { Http } from "../../lib/http";
import type { Message } from "../../live/wire";

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

export const deleteMessage = (http: Http, id: string): Promise<void> => http.delete(`/messages/${id}`);
