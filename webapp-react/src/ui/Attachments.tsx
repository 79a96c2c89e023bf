import { memo, useEffect, useRef, useState } from "react";
import { boxOf, endingOf, type FileFacts, kindOf, sizeText, smallUrlOf, urlOf } from "../lib/files";
import { language, t } from "../lib/i18n";
import { useCell } from "../lib/use-cell";
import styles from "./Attachments.module.css";
import { Icon } from "./Icon";
import { late } from "./late";

const Lightbox = late(async () => (await import("./Lightbox")).Lightbox);

interface AttachmentsProps {
  files: readonly FileFacts[];
  /** Of what can be focused in a row of the feed. */
  tabIndex?: number;
}

const SHOWN = 4;

/** What was sent along with a message. Everything has its room before it is there, so that nothing moves. */
export const Attachments = memo(function Attachments({ files, tabIndex }: AttachmentsProps) {
  useCell(language);
  const [open, setOpen] = useState<number | null>(null);
  const pictures = files.filter((file) => kindOf(file) === "picture");
  return (
    <div className={styles.files}>
      {pictures.length > 0 && <Pictures pictures={pictures} tabIndex={tabIndex} onOpen={setOpen} />}
      {files.map((file) => {
        const kind = kindOf(file);
        if (kind === "picture") return null;
        if (kind === "other") return <FileCard key={file.id} file={file} tabIndex={tabIndex} />;
        return <Player key={file.id} file={file} kind={kind} tabIndex={tabIndex} />;
      })}
      {open !== null && <Lightbox pictures={pictures} start={open} onClose={() => setOpen(null)} />}
    </div>
  );
});

interface PicturesProps {
  pictures: readonly FileFacts[];
  tabIndex?: number;
  onOpen: (index: number) => void;
}

function Pictures({ pictures, tabIndex, onOpen }: PicturesProps) {
  const [only] = pictures;
  const box = pictures.length === 1 && only ? boxOf(only) : null;
  const style = box ? { width: box.width, aspectRatio: `${box.width} / ${box.height}` } : undefined;
  const shown = pictures.slice(0, SHOWN);
  return (
    <div className={styles.pictures} data-count={shown.length} style={style}>
      {shown.map((file, index) => {
        const more = index === SHOWN - 1 ? pictures.length - SHOWN : 0;
        const written = [file.type === "image/gif" && "GIF", more > 0 && t.files.more(more)].filter(Boolean);
        return (
          <button
            key={file.id}
            type="button"
            className={styles.picture}
            tabIndex={tabIndex}
            aria-label={[t.files.open(file.name, index + 1, pictures.length), ...written].join(", ")}
            title={file.name}
            onPointerEnter={Lightbox.preload}
            onClick={() => onOpen(index)}
          >
            <Small file={file} />
            {file.type === "image/gif" && (
              <span className={styles.badge} aria-hidden="true">
                GIF
              </span>
            )}
            {more > 0 && (
              <span className={styles.more} aria-hidden="true">
                {t.files.more(more)}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

const TRIES = 5;
const NEXT_TRY = 3_000;

/** Where it cannot be had, its name takes its place; a connection that was lost may come back. */
function Small({ file }: { file: FileFacts }) {
  const [failed, setFailed] = useState(false);
  const tries = useRef(1);
  useEffect(() => {
    if (!failed || tries.current >= TRIES) return;
    const timer = setTimeout(() => {
      tries.current += 1;
      setFailed(false);
    }, NEXT_TRY * tries.current);
    return () => clearTimeout(timer);
  }, [failed]);
  if (failed) {
    return (
      <span className={styles.missing} aria-hidden="true">
        <Icon name="alert" size={18} />
        <span>{file.name}</span>
      </span>
    );
  }
  return (
    <img
      className={styles.small}
      src={smallUrlOf(file)}
      alt={file.name}
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
    />
  );
}

function FileCard({ file, tabIndex }: { file: FileFacts; tabIndex?: number }) {
  const ending = endingOf(file.name);
  return (
    <a className={styles.card} href={urlOf(file)} download={file.name} tabIndex={tabIndex}>
      <span className="hidden-text">{t.files.save} </span>
      <span className={styles.sheet}>
        <Icon name="file" size={28} />
      </span>
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {file.name}
        </span>{" "}
        <span className={styles.size}>{[ending, sizeText(file.size)].filter(Boolean).join(" · ")}</span>
      </span>
      <Icon name="download" size={18} />
    </a>
  );
}

interface PlayerProps {
  file: FileFacts;
  kind: "video" | "audio";
  tabIndex?: number;
}

/** The browser's own player. What it cannot play can still be saved. */
function Player({ file, kind, tabIndex }: PlayerProps) {
  const [failed, setFailed] = useState(false);
  if (failed) return <FileCard file={file} tabIndex={tabIndex} />;
  const fixed = {
    controls: true,
    src: urlOf(file),
    tabIndex,
    "aria-label": file.name,
    onError: () => setFailed(true),
  };
  return (
    <figure className={styles.player}>
      {kind === "video" ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send along has none
        <video className={styles.video} preload="metadata" playsInline {...fixed} />
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio className={styles.audio} preload="none" {...fixed} />
      )}
      <figcaption className={styles.caption}>
        <span className={styles.name} dir="auto">
          {file.name}
        </span>
        <span className={styles.size}>{sizeText(file.size)}</span>
        <a
          className={styles.save}
          href={urlOf(file)}
          download={file.name}
          tabIndex={tabIndex}
          aria-label={t.files.download(file.name, sizeText(file.size))}
        >
          <Icon name="download" size={18} />
        </a>
      </figcaption>
    </figure>
  );
}
