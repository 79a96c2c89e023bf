import { type ChangeEvent, type Ref, useImperativeHandle, useRef } from "react";
import { sizeText } from "../../lib/files";
import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import { IconButton } from "../../ui/Button";
import styles from "./uploads.module.css";

export interface AttachHandle {
  choose(): void;
}

interface AttachButtonsProps {
  ref?: Ref<AttachHandle>;
  onFiles: (files: readonly File[]) => void;
}

/** On a phone there is the camera too. The limits are said before anything is chosen. */
export function AttachButtons({ ref, onFiles }: AttachButtonsProps) {
  const { uploads } = useLive();
  const limits = useCell(uploads.limits);
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({ choose: () => files.current?.click() }), []);

  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(currentTarget.files ?? [])]);
    // The same file may be chosen again.
    currentTarget.value = "";
  };

  return (
    <span className={styles.buttons}>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t.files.attach}
        onChange={onChange}
        data-choose="files"
      />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t.files.camera}
        onChange={onChange}
        data-choose="camera"
      />
      <IconButton
        icon="attach"
        label={t.files.attachUpTo(uploads.most, limits && sizeText(limits.size))}
        onClick={() => files.current?.click()}
      />
      <span className={styles.camera}>
        <IconButton icon="camera" label={t.files.camera} onClick={() => camera.current?.click()} />
      </span>
    </span>
  );
}
