import { Link } from "wouter";
import { t } from "../../lib/en";
import { Icon } from "../../ui/Icon";
import styles from "./SearchLink.module.css";

/** The way to the search of everything. */
export function SearchLink({ current }: { current: boolean }) {
  return (
    <Link href="/search" className={styles.link} aria-current={current ? "page" : undefined}>
      <Icon name="search" size={16} />
      <span className={styles.name}>{t.search.title}</span>
    </Link>
  );
}
