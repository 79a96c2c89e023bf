import type { Http } from "../../lib/http";
import type { User } from "../../live/wire";

export const personOf = (http: Http, id: string): Promise<User> => http.get(`/users/${id}`);
