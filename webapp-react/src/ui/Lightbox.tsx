import { type KeyboardEvent, type UIEvent, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { type FileFacts, sizeText, smallUrlOf, urlOf } from "../lib/files";
import { t } from "../lib/i18n";
import { IconButton } from "./Button";
import { Icon } from "./Icon";
import styles from "./Lightbox.module.css";
import { onOrBack } from "./reading";
import { scrolling } from "./scrolling";

interface LightboxProps {
  pictures: readonly FileFacts[];
  start: number;
  onClose: () => void;
}

/** The pictures of one message, as large as the window lets them be. A finger swipes, keys and buttons go by steps. */
export function Lightbox({ pictures, start, onClose }: LightboxProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const strip = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(start);
  /** Where our own scrolling goes: what it passes on the way is not looked at. */
  const aim = useRef<number | null>(null);
  const leaving = useRef(false);
  const picture = pictures[at];

  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    leaving.current = false;
    if (element && !element.open) element.showModal();
    const to = strip.current?.children[start];
    strip.current?.focus();
    to?.scrollIntoView({ behavior: "instant", inline: "start", block: "nearest" });
    return () => {
      leaving.current = true;
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [start]);

  const go = (to: number) => {
    const next = Math.max(0, Math.min(to, pictures.length - 1));
    if (next === at) return;
    aim.current = next;
    setAt(next);
    strip.current?.children[next]?.scrollIntoView({ inline: "start", block: "nearest" });
  };

  const onScroll = ({ currentTarget }: UIEvent<HTMLDivElement>) => {
    const here = Math.round(Math.abs(currentTarget.scrollLeft) / Math.max(1, currentTarget.clientWidth));
    if (aim.current === null) setAt(here);
    else if (aim.current === here) aim.current = null;
  };
  const byHand = () => {
    aim.current = null;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // What is below has shortcuts of its own.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const aside = onOrBack(event.key);
    const steps: Record<string, number> = {
      ...(aside && { [event.key]: at + aside }),
      Home: 0,
      End: pictures.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };

  if (!picture) return null;
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the whole dialog
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={t.files.viewer}
      onKeyDown={onKeyDown}
      onClose={() => !leaving.current && !dialog.current?.open && onClose()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.head}>
        <p className={styles.what} role="status">
          <span className={styles.name} dir="auto">
            {picture.name}
          </span>
          <span className={styles.facts}>
            {pictures.length > 1 && `${t.files.place(at + 1, pictures.length)} · `}
            {t.files.pixels(picture.width ?? 0, picture.height ?? 0)} · {sizeText(picture.size)}
          </span>
        </p>
        <a
          className={styles.save}
          href={urlOf(picture)}
          download={picture.name}
          aria-label={t.files.download(picture.name, sizeText(picture.size))}
          title={t.files.save}
        >
          <Icon name="download" />
        </a>
        <IconButton icon="close" label={t.files.close} onClick={onClose} />
      </header>
      <div
        ref={strip}
        className={styles.strip}
        onScroll={onScroll}
        onWheel={byHand}
        onTouchStart={byHand}
        role="group"
        aria-label={t.files.viewer}
        {...scrolling}
      >
        {pictures.map((each, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- beside the picture; Esc is the key for it
          <div
            key={each.id}
            className={styles.slide}
            aria-hidden={index !== at}
            onClick={(event) => event.target === event.currentTarget && onClose()}
          >
            <Large picture={each} near={Math.abs(index - at) <= 1} />
          </div>
        ))}
      </div>
      {pictures.length > 1 && (
        <div className={styles.steps}>
          <IconButton
            icon="back"
            label={t.files.previous}
            aria-disabled={at === 0}
            onClick={() => go(at - 1)}
          />
          <IconButton
            icon="next"
            label={t.files.next}
            aria-disabled={at === pictures.length - 1}
            onClick={() => go(at + 1)}
          />
        </div>
      )}
    </dialog>,
    document.body,
  );
}

/** The small one stands in until the large one is there. */
function Large({ picture, near }: { picture: FileFacts; near: boolean }) {
  const [failed, setFailed] = useState(false);
  const seen = useRef(near);
  seen.current ||= near;
  const { width = 1, height = 1 } = picture;
  const style = {
    width: `min(100%, ${width}px, calc((100dvh - 136px) * ${width / height}))`,
    aspectRatio: `${width} / ${height}`,
  };
  return (
    <div className={styles.frame} style={style}>
      {picture.thumbnail && (
        <img className={styles.layer} src={smallUrlOf(picture)} alt="" draggable={false} />
      )}
      {seen.current && !failed && (
        <img
          className={styles.layer}
          src={urlOf(picture)}
          alt={picture.name}
          decoding="async"
          onError={() => setFailed(true)}
        />
      )}
      {failed && <p className={styles.failed}>{t.files.notThere}</p>}
    </div>
  );
}
