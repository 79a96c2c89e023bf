import type { FileFacts, FileLimits } from "../lib/files";
import { type Http, HttpProblem } from "../lib/http";
import { type OpenUpload, type Sending, sendBody } from "../lib/upload";

export interface UploadApi {
  limits(): Promise<FileLimits>;
  upload(name: string, body: Blob, onProgress: (loaded: number) => void): Sending<FileFacts>;
  /** Of ours, and in no message. */
  discard(id: string): Promise<void>;
}

export function uploadApi(http: Http, open: OpenUpload): UploadApi {
  return {
    limits: () => http.get("/files/limits"),
    upload(name, body, onProgress) {
      const url = `/api/v1/files?name=${encodeURIComponent(name)}`;
      const { answer, cancel } = sendBody<FileFacts>(open, url, body, onProgress);
      answer.catch((error) => {
        if (error instanceof HttpProblem && error.status === 401) http.onUnauthenticated();
      });
      return { answer, cancel };
    },
    discard: (id) => http.delete(`/files/${id}`),
  };
}
