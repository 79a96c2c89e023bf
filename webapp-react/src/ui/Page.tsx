import type { ReactNode, Ref, UIEvent } from "react";
import { BackLink } from "./BackLink";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** What stands in the head instead of the title, which is then only said. */
  head?: ReactNode;
  /** What stands below the head and does not scroll away. */
  tools?: ReactNode;
  /** Which of the regions of the workspace it is. */
  region?: "messages" | "search";
  busy?: boolean;
  scroller?: Ref<HTMLDivElement>;
  onScroll?: (event: UIEvent<HTMLElement>) => void;
  children: ReactNode;
}

/** The frame of whatever is no conversation: a head with the way back, and below it what scrolls. */
export function Page(props: PageProps) {
  const { title, head, tools, region = "messages", busy, scroller, onScroll, children } = props;
  return (
    <section className={styles.page} aria-label={title} aria-busy={busy} data-region={region} tabIndex={-1}>
      <div className={styles.top}>
        <header className={styles.header}>
          <BackLink />
          <h1 className={head ? "hidden-text" : styles.title}>{title}</h1>
          {head}
        </header>
        {tools}
      </div>
      <div ref={scroller} className={styles.scroller} onScroll={onScroll}>
        {children}
      </div>
    </section>
  );
}

/** What a page says that has nothing to show. */
export function Empty({ title, lead }: { title: string; lead: string }) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{lead}</p>
    </div>
  );
}
