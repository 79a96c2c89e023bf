import type { Http } from "../../lib/http";
import type { Message } from "../../live/wire";

export const editMessage = (http: Http, id: string, text: string): Promise<Message> =>
  http.patch(`/messages/${id}`, { text });

export const followThread = (http: Http, root: string, follows: boolean): Promise<void> =>
  follows ? http.put(`/messages/${root}/thread/follow`) : http.delete(`/messages/${root}/thread/follow`);

export const deleteMessage = (http: Http, id: string): Promise<void> => http.delete(`/messages/${id}`);
