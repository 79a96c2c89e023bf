import { Link } from "wouter";
import { badgeText } from "../lib/numbers";
import { Icon, type IconName } from "./Icon";
import styles from "./NavLink.module.css";

interface NavLinkProps {
  href: string;
  icon: IconName;
  title: string;
  current: boolean;
  /** How many there are behind it, and what they are; news of them stand out. */
  count?: { of: number; words: string; isNews: boolean };
}

/** One of the ways in the sidebar that lead to no conversation. */
export function NavLink({ href, icon, title, current, count }: NavLinkProps) {
  const counted = count && count.of > 0 ? count : undefined;
  return (
    <Link
      href={href}
      className={`${styles.link} ${counted?.isNews ? styles.unread : ""}`}
      aria-current={current ? "page" : undefined}
      title={title}
    >
      <Icon name={icon} size={16} />
      <span className={styles.name}>{title}</span>
      {counted && (
        <>
          <span className="hidden-text">, {counted.words}</span>
          <span className={counted.isNews ? styles.badge : styles.count} aria-hidden="true">
            {badgeText(counted.of)}
          </span>
        </>
      )}
    </Link>
  );
}
