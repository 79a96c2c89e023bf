import type { Http } from "../../lib/http";
import type { Me } from "../../live/wire";

export interface NewAccount {
  username: string;
  email: string;
  displayName: string;
  password: string;
}

export const whoAmI = (http: Http): Promise<Me> => http.get("/me");
export const signIn = (http: Http, login: string, password: string): Promise<Me> =>
  http.post("/session", { login, password });
export const signOut = (http: Http): Promise<void> => http.delete("/session");
export const createAccount = (http: Http, account: NewAccount): Promise<Me> =>
  http.post("/accounts", account);
