import { useEffect, useRef, useState } from "react";
import { explain } from "../../lib/failure";
import { kindOf, sizeText, smallUrlOf } from "../../lib/files";
import { HttpProblem } from "../../lib/http";
import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import type { Upload } from "../../live/uploads";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import styles from "./uploads.module.css";
import type { ComposerFiles } from "./use-uploads";

/** A chip for each file that is to go along, and what has become of it so far. */
export function UploadTray({ files }: { files: ComposerFiles }) {
  const { uploads } = useLive();
  const { tray } = files;
  const list = useRef<HTMLUListElement>(null);
  const said = useNews(tray.uploads);
  const count = tray.uploads.length;

  useEffect(() => {
    if (count > 0) list.current?.lastElementChild?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [count]);

  return (
    <>
      {count > 0 && (
        <ul ref={list} className={styles.chips} aria-label={t.files.chips} data-clipped>
          {tray.uploads.map((upload) => (
            <Chip
              key={upload.key}
              upload={upload}
              onRetry={() => files.retry(upload.key)}
              onRemove={() => files.remove(upload.key)}
            />
          ))}
        </ul>
      )}
      {tray.over > 0 && (
        <p className={styles.over} role="alert">
          {t.files.over(tray.over, uploads.most)}
        </p>
      )}
      <p className="hidden-text" role="status">
        {said}
      </p>
    </>
  );
}

interface ChipProps {
  upload: Upload;
  onRetry: () => void;
  onRemove: () => void;
}

function Chip({ upload, onRetry, onRemove }: ChipProps) {
  const limits = useCell(useLive().uploads.limits);
  const { name, state, size } = upload;
  const isBad = state === "failed" || state === "refused" || state === "lost";
  const isUnderway = state === "waiting" || state === "going";
  return (
    <li className={`${styles.chip} ${isBad ? styles.bad : ""}`} data-upload={state}>
      <Face upload={upload} />
      <span className={styles.words}>
        <span className={styles.name} dir="auto" title={name}>
          {name}
        </span>
        <span className={styles.state}>{stateText(upload, limits?.size ?? null)}</span>
      </span>
      {state === "failed" && (
        <IconButton icon="again" size={18} label={t.files.retry(name)} onClick={onRetry} />
      )}
      <IconButton
        icon="close"
        size={18}
        label={isUnderway ? t.files.cancel(name) : t.files.remove(name)}
        onClick={onRemove}
      />
      {isUnderway && (
        <progress
          className={styles.progress}
          aria-label={t.files.progress(name)}
          max={Math.max(1, size)}
          value={state === "going" ? upload.loaded : 0}
        />
      )}
    </li>
  );
}

function stateText(upload: Upload, most: number | null): string {
  switch (upload.state) {
    case "waiting":
      return t.files.waiting;
    case "going":
      // What is left is the server's to do.
      if (upload.loaded >= upload.size) return t.files.looking;
      return t.files.percent(Math.floor((100 * upload.loaded) / upload.size));
    case "up":
      return sizeText(upload.size);
    case "failed":
      return whyFailed(upload.error, upload.size, most);
    case "refused":
      return upload.why === "folder" ? t.files.folder : t.files.tooBig(sizeText(most ?? upload.size));
    case "lost":
      return t.files.lost;
  }
}

function whyFailed(error: unknown, size: number, most: number | null): string {
  if (!(error instanceof HttpProblem)) return t.failure.generic;
  if (error.status === 0) return t.files.unreachable;
  if (error.status === 413 && most && size > most) return t.files.tooBig(sizeText(most));
  if (error.status === 413) return t.files.noRoom;
  return explain(error);
}

const SHOWN = /^image\/(?:png|jpeg|gif|webp)$/u;

/** The picture itself, from this device if it is still here. */
function Face({ upload }: { upload: Upload }) {
  const { body } = upload;
  const [own, setOwn] = useState<string | null>(null);
  useEffect(() => {
    if (!body || !SHOWN.test(body.type)) return;
    const url = URL.createObjectURL(body);
    setOwn(url);
    return () => URL.revokeObjectURL(url);
  }, [body]);
  const isKept = upload.state === "up" && kindOf(upload.file) === "picture";
  const src = own ?? (upload.state === "up" && isKept ? smallUrlOf(upload.file) : null);
  return (
    <span className={styles.face}>
      {src ? <img src={src} alt="" decoding="async" draggable={false} /> : <Icon name="file" size={22} />}
    </span>
  );
}

/** For who does not see the chips: what has arrived, and what has not. */
function useNews(uploads: readonly Upload[]): string {
  const [said, setSaid] = useState("");
  const known = useRef(new Map<string, string>());
  useEffect(() => {
    const fresh = uploads.filter(({ key, state }) => (known.current.get(key) ?? "up") !== state);
    const up = fresh.filter(({ state }) => state === "up").map(({ name }) => name);
    const bad = fresh.filter(({ state }) => state === "failed" || state === "refused");
    known.current = new Map(uploads.map(({ key, state }) => [key, state]));
    const news = [
      ...(up.length > 0 ? [t.files.up(up.join(", "))] : []),
      ...bad.map((upload) => t.files.notUp(upload.name, stateText(upload, null))),
    ];
    if (news.length > 0) setSaid(news.join(". "));
  }, [uploads]);
  return said;
}
