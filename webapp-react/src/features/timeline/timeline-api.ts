import type { Http } from "../../lib/http";
import type { Message } from "../../live/wire";

export const editMessage = (http: Http, id: string, text: string): Promise<Message> =>
  http.patch(`/messages/${id}`, { text });

export const deleteMessage = (http: Http, id: string): Promise<void> => http.delete(`/messages/${id}`);
