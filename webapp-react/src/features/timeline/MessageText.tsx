import { memo, useMemo } from "react";
import { exactTime } from "../../lib/dates";
import { t } from "../../lib/en";
import { treeOf } from "../../lib/markdown/reading";
import { useNames } from "../../live/names";
import { Markdown } from "../../ui/Markdown";
import styles from "./MessageRow.module.css";

interface MessageTextProps {
  text: string;
  mentions?: readonly string[];
  editedAt?: string | null;
}

/** The words of one version of a message. They are read once, and drawn again only when a name in them may change. */
export const MessageText = memo(function MessageText({ text, mentions, editedAt }: MessageTextProps) {
  const names = useNames();
  const after = useMemo(
    () =>
      editedAt && (
        <span className={styles.edited} title={exactTime(editedAt)}>
          {" "}
          ({t.timeline.edited})
        </span>
      ),
    [editedAt],
  );
  return <Markdown tree={treeOf(text)} names={names} calls={mentions} after={after} />;
});
