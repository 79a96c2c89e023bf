import { type ClipboardEvent, useCallback, useEffect, useRef } from "react";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import type { Parcel, Tray } from "../../live/uploads";
import { filesIn, pastedIn } from "./dropped";

export interface ComposerFiles {
  tray: Tray;
  /** Something lies there, and nothing of it has failed. */
  isReady: boolean;
  /** Something of it has failed or was refused: its author must decide. */
  isStuck: boolean;
  add(files: readonly File[]): void;
  drop(data: DataTransfer): void;
  paste(event: ClipboardEvent): void;
  send(parcel: Parcel): void;
  hold(): void;
  retry(key: string): void;
  remove(key: string): void;
}

/** What lies beside the words of one composer; `onSent` when it has gone together with them. */
export function useUploads(place: string, onSent: () => void): ComposerFiles {
  const { uploads } = useLive();
  const tray = useCell(uploads.tray(place));

  useEffect(() => void uploads.learnLimits(), [uploads]);

  const sent = useRef(tray.sent);
  useEffect(() => {
    if (sent.current === tray.sent) return;
    sent.current = tray.sent;
    onSent();
  }, [tray.sent, onSent]);

  const add = useCallback(
    (files: readonly File[]) => {
      const named = files.map((file) => ({ name: file.name, body: file }));
      if (named.length > 0) uploads.add(place, named);
    },
    [uploads, place],
  );
  const drop = useCallback(
    (data: DataTransfer) => {
      const files = filesIn(data);
      if (files.length > 0) uploads.add(place, files);
    },
    [uploads, place],
  );
  const isStuck = tray.uploads.some(
    ({ state }) => state === "failed" || state === "refused" || state === "lost",
  );
  return {
    tray,
    isStuck,
    isReady: tray.uploads.length > 0 && !isStuck,
    add,
    drop,
    paste(event) {
      const files = pastedIn(event.clipboardData, new Date());
      if (files.length === 0) return;
      event.preventDefault();
      add(files);
    },
    send: (parcel) => uploads.send(place, parcel),
    hold: () => uploads.hold(place),
    retry: (key) => uploads.retry(place, key),
    remove: (key) => uploads.remove(place, key),
  };
}
