import type { Http } from "../../lib/http";
import type { Status } from "../../live/wire";

/** All that we say of ourselves; what is left out is not said any more. */
export const sayStatus = (http: Http, status: Status): Promise<Status> => http.put("/me/status", status);
