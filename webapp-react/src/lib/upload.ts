import { HttpProblem, type ProblemDetails } from "./http";

/** As much of the browser's XMLHttpRequest as an upload needs: `fetch` does not tell how far a body has got. */
export interface UploadRequest {
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null };
  readonly status: number;
  readonly responseText: string;
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: Blob): void;
  abort(): void;
}

export type OpenUpload = () => UploadRequest;

export const openUpload: OpenUpload = () => new XMLHttpRequest() as unknown as UploadRequest;

/** One body on its way. */
export interface Sending<T> {
  /** Fails with an `HttpProblem`. */
  answer: Promise<T>;
  cancel(): void;
}

export function sendBody<T>(
  open: OpenUpload,
  url: string,
  body: Blob,
  onProgress: (loaded: number) => void,
): Sending<T> {
  const request = open();
  const answer = new Promise<T>((resolve, reject) => {
    const lost = () =>
      reject(new HttpProblem({ type: "about:blank", title: "The server cannot be reached", status: 0 }));
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = lost;
    request.onabort = lost;
    request.onload = () => {
      const { status } = request;
      const said = read(request.responseText);
      if (status >= 200 && status < 300 && said) resolve(said as T);
      else if (status >= 200 && status < 300) lost();
      else
        reject(
          new HttpProblem({
            type: "about:blank",
            title: "Error",
            ...(said as Partial<ProblemDetails>),
            status,
          }),
        );
    };
  });
  request.open("POST", url);
  request.setRequestHeader("Accept", "application/json, application/problem+json");
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.send(body);
  return { answer, cancel: () => request.abort() };
}

function read(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
