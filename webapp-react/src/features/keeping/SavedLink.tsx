import { Link } from "wouter";
import { t } from "../../lib/en";
import { Icon } from "../../ui/Icon";
import styles from "./SavedLink.module.css";

export function SavedLink({ current }: { current: boolean }) {
  return (
    <Link href="/saved" className={styles.link} aria-current={current ? "page" : undefined}>
      <Icon name="save" size={16} />
      <span>{t.keeping.saved}</span>
    </Link>
  );
}
