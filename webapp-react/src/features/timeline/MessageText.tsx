import { memo } from "react";
import { exactTime } from "../../lib/dates";
import { t } from "../../lib/en";
import { piecesOf } from "../../lib/rich-text";
import styles from "./MessageRow.module.css";

/** Text stays text: React escapes it, and a link can only be http or https. */
export const MessageText = memo(function MessageText({
  text,
  editedAt,
}: {
  text: string;
  editedAt?: string | null;
}) {
  return (
    <p className={styles.text} dir="auto">
      {piecesOf(text).map((piece, at) => {
        const key = `${at}`;
        if (piece.kind === "link") {
          return (
            <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
              {piece.text}
            </a>
          );
        }
        if (piece.kind === "code") {
          return (
            <code key={key} dir="ltr">
              {piece.text}
            </code>
          );
        }
        return piece.text;
      })}
      {editedAt && (
        <span className={styles.edited} title={exactTime(editedAt)}>
          {" "}
          ({t.timeline.edited})
        </span>
      )}
    </p>
  );
});
