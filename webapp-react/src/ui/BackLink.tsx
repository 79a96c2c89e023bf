import type { MouseEvent } from "react";
import { Link } from "wouter";
import { t } from "../lib/i18n";
import { useCell } from "../lib/use-cell";
import { goBack, step } from "../lib/way";
import styles from "./BackLink.module.css";
import { Icon } from "./Icon";

/** Back to where one came from; who came from outside is led to `up`. Only where one pane is all there is. */
export function BackLink({ up = "/" }: { up?: string }) {
  const { from } = useCell(step);
  const label = from !== null && from !== up ? t.nav.backSimply : up === "/" ? t.nav.back : t.nav.backUp;
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goBack(up);
  };
  return (
    <Link href={up} className={styles.back} aria-label={label} onClick={onClick}>
      <Icon name="back" />
    </Link>
  );
}
