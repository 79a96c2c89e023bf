/** RFC 9457, as every refused call answers. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail?: string;
  /** `code` is a stable name for what `message` says, and `limit` the number in it, where there is one. */
  errors?: { field: string; message: string; code?: string; limit?: number }[];
  retryAfter?: number;
  head?: number;
}

/** `status` 0: the server could not be reached at all. */
export class HttpProblem extends Error {
  constructor(readonly problem: ProblemDetails) {
    super(problem.detail ?? problem.title);
  }

  get status(): number {
    return this.problem.status;
  }
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
type Query = Record<string, string | number | boolean | undefined>;

const BASE = "/api/v1";
const TIME_LIMIT = 20_000;

const unreachable = (): HttpProblem =>
  new HttpProblem({ type: "about:blank", title: "The server cannot be reached", status: 0 });

async function problemOf(response: Response): Promise<HttpProblem> {
  const plain = { type: "about:blank", title: response.statusText || "Error", status: response.status };
  try {
    const body = (await response.json()) as Partial<ProblemDetails>;
    return new HttpProblem({ ...plain, ...body, status: response.status });
  } catch {
    return new HttpProblem(plain);
  }
}

/** JSON over fetch on our own origin; the session is a cookie that scripts cannot see. */
export class Http {
  /** Called on every 401 of a call that needs a session. */
  onUnauthenticated: () => void = () => {};

  constructor(private readonly fetch: Fetch) {}

  get<T>(path: string, query: Query = {}): Promise<T> {
    const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
    const search = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
    return this.call<T>("GET", search ? `${path}?${search}` : path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.call<T>("POST", path, body);
  }

  put<T = void>(path: string, body?: unknown): Promise<T> {
    return this.call<T>("PUT", path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>("PATCH", path, body);
  }

  delete(path: string): Promise<void> {
    return this.call<void>("DELETE", path);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    try {
      response = await this.fetch(BASE + path, {
        method,
        credentials: "same-origin",
        headers: {
          Accept: "application/json, application/problem+json",
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(TIME_LIMIT),
      });
    } catch {
      throw unreachable();
    }
    if (!response.ok) {
      const problem = await problemOf(response);
      if (response.status === 401) this.onUnauthenticated();
      throw problem;
    }
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch {
      throw unreachable();
    }
  }
}
