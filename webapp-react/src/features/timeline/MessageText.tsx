import { memo, useMemo } from "react";
import { exactTime } from "../../lib/dates";
import { language, t } from "../../lib/i18n";
import { treeOf } from "../../lib/markdown/reading";
import { useCell } from "../../lib/use-cell";
import { useNames } from "../../live/names";
import { Markdown } from "../../ui/Markdown";
import styles from "./MessageRow.module.css";

interface MessageTextProps {
  text: string;
  mentions?: readonly string[];
  edited?: { id: string; at: string; onHistory: (id: string) => void } | null;
}

/** The words of one version of a message. They are read once, and drawn again only when a name in them may change. */
export const MessageText = memo(function MessageText({ text, mentions, edited }: MessageTextProps) {
  const { id, at, onHistory } = edited ?? {};
  const spoken = useCell(language);
  const names = useNames();
  const after = useMemo(
    () =>
      id &&
      at && (
        <button
          key={spoken}
          type="button"
          className={styles.edited}
          title={t.timeline.editedAt(exactTime(at))}
          aria-haspopup="dialog"
          onClick={() => onHistory?.(id)}
        >
          ({t.timeline.edited})
        </button>
      ),
    [id, at, onHistory, spoken],
  );
  return <Markdown tree={treeOf(text)} names={names} calls={mentions} after={after} />;
});
