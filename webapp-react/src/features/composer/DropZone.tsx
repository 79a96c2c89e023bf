import { type RefObject, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { t } from "../../lib/i18n";
import { Icon } from "../../ui/Icon";
import { holdsFiles } from "./dropped";
import styles from "./uploads.module.css";

interface DropZoneProps {
  /** All that stands around it takes part: the conversation. */
  inside: RefObject<HTMLElement | null>;
  onDrop: (data: DataTransfer) => void;
}

/** Browsers say that something is over them at least this often; not all of them say that it has left. */
const STILL_THERE = 500;

export function DropZone({ inside, onDrop }: DropZoneProps) {
  const [over, setOver] = useState<HTMLElement | null>(null);
  const latest = useRef(onDrop);
  latest.current = onDrop;

  useEffect(() => {
    const area = inside.current?.parentElement;
    if (!area) return;
    let timer: number | undefined;
    const leave = () => {
      window.clearTimeout(timer);
      setOver(null);
    };
    const hover = (event: DragEvent) => {
      if (!holdsFiles(event.dataTransfer) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      window.clearTimeout(timer);
      timer = window.setTimeout(leave, STILL_THERE);
      setOver(area);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event.dataTransfer) || !event.dataTransfer) return;
      event.preventDefault();
      leave();
      latest.current(event.dataTransfer);
    };
    area.addEventListener("dragenter", hover);
    area.addEventListener("dragover", hover);
    area.addEventListener("drop", drop);
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      leave();
      area.removeEventListener("dragenter", hover);
      area.removeEventListener("dragover", hover);
      area.removeEventListener("drop", drop);
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, [inside]);

  if (!over) return null;
  return createPortal(
    <div className={styles.zone} aria-hidden="true">
      <p>
        <Icon name="attach" /> {t.files.drop}
      </p>
    </div>,
    over,
  );
}

/** A file that misses must not take the place of the app. */
function refuse(event: DragEvent) {
  if (event.defaultPrevented || !holdsFiles(event.dataTransfer) || !event.dataTransfer) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}
