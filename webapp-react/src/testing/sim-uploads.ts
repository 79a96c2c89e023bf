import type { FileFacts } from "../lib/files";
import type { UploadRequest } from "../lib/upload";

/** An upload whose every step the test makes by hand. */
export class SimUpload implements UploadRequest {
  readonly upload: UploadRequest["upload"] = { onprogress: null };
  status = 0;
  responseText = "";
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onabort: (() => void) | null = null;
  method = "";
  url = "";
  body: Blob | null = null;
  aborted = false;

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(): void {}

  send(body: Blob): void {
    this.body = body;
  }

  abort(): void {
    this.aborted = true;
    this.onabort?.();
  }

  get name(): string {
    return new URL(this.url, "http://garden.test").searchParams.get("name") ?? "";
  }

  progress(loaded: number): void {
    this.upload.onprogress?.({ loaded, total: this.body?.size ?? 0 });
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
  }

  keep(more: Partial<FileFacts> = {}): FileFacts {
    const facts = fileOf(this.name, { size: this.body?.size ?? 0, ...more });
    this.answer(201, facts);
    return facts;
  }

  lose(): void {
    this.onerror?.();
  }
}

export const fileOf = (name: string, more: Partial<FileFacts> = {}): FileFacts => ({
  id: `f-${name}`,
  name,
  type: "application/octet-stream",
  size: 5,
  thumbnail: false,
  at: "2026-03-01T09:00:00.000Z",
  ...more,
});

export const pictureOf = (name: string, width = 800, height = 600): FileFacts =>
  fileOf(name, { type: "image/png", width, height, thumbnail: true });
