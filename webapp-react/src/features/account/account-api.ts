import type { Http } from "../../lib/http";
import type { Me } from "../../live/wire";

export interface Session {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  address: string | null;
  userAgent: string | null;
  current: boolean;
}

export interface Token {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt?: string | null;
}

export const changeName = (http: Http, displayName: string): Promise<Me> =>
  http.patch("/me", { displayName });
export const changePassword = (http: Http, current: string, password: string): Promise<void> =>
  http.put("/me/password", { current, password });
export const sessions = async (http: Http): Promise<Session[]> =>
  (await http.get<{ sessions: Session[] }>("/sessions", { limit: 200 })).sessions;
export const endSession = (http: Http, id: string): Promise<void> => http.delete(`/sessions/${id}`);
export const tokens = async (http: Http): Promise<Token[]> =>
  (await http.get<{ tokens: Token[] }>("/tokens", { limit: 200 })).tokens;
export const createToken = (http: Http, name: string): Promise<{ id: string; name: string; token: string }> =>
  http.post("/tokens", { name });
export const revokeToken = (http: Http, id: string): Promise<void> => http.delete(`/tokens/${id}`);
